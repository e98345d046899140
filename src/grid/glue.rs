//! Whether a text runs the cells of its tables together. Only then may a number be cut in two: `138` for three columns is
//! 1, 3 and 8 on a page without borders, and 138 beside two lost blanks on any other.

use super::event::{self, Part};
use super::number;
use super::zone::{self, Zones};

/// Whether some cells of the three tables are run together.
pub fn is_glued(zones: &Zones) -> bool {
    let strips = zones.proactive.iter().chain(&zones.requests).chain(&zones.proceedings);
    strips.flat_map(|s| &s.cells).any(|c| shows_glue(&c.text))
}

/// Whether the text is, or has behind a label of the forms, a run that must be several cells, or one that touches the
/// label: `数量640020470`. Numbers elsewhere are prose.
fn shows_glue(text: &str) -> bool {
    if is_one_number(text) || is_words(text) {
        return false;
    }
    let parts = event::split(text);
    let behind = |pair: &[Part<'_>]| match pair {
        [Part::Label(label), Part::Value(run)] => {
            zone::ends_with_label(label) && (must_be_several(run) || touch(text, label, run))
        }
        _ => false,
    };
    matches!(parts.as_slice(), [Part::Value(run)] if must_be_several(run)) || parts.windows(2).any(behind)
}

/// Whether a cell holds digits alone that may be one number, or nothing: so do most.
fn is_one_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && !number::is_run_together(text)
}

fn is_words(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '（' | '）'))
}

fn must_be_several(run: &str) -> bool {
    run.split_whitespace().any(number::is_run_together)
}

/// Whether label and run stand side by side; one digit alone may be the label's.
fn touch(text: &str, label: &str, run: &str) -> bool {
    run.chars().count() > 1 && text.contains(&[label, run].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_behind_labels_show_glue_and_numbers_in_prose_do_not() {
        for glued in ["0000000", "一、本年新收政府信息公开申请数量640020470", "规章138", "行政许可 0012"]
        {
            assert!(shows_glue(glued), "{glued}");
        }
        for apart in
            ["138", "规章 138", "7 0 0 1 0 0 8", "咨询电话：0936-8212345", "截至2023年12月31日共0012件"]
        {
            assert!(!shows_glue(apart), "{apart}");
        }
    }
}
