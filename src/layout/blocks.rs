//! Wrapped lines of formats without geometry → paragraphs.

use super::furniture::is_dashed_number;
use super::table::starts_label;
use crate::model::{Block, Line};

/// Lines of prose in a hard-wrapped text have at least so many characters; cells of a table that was printed one a
/// line, and headings, are shorter.
const WRAPPED: usize = 20;

/// Joins lines of prose that end in the middle of a sentence with what follows them, be it behind a page number.
pub fn join(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let page_number = |b: &Block| matches!(b, Block::Line(line) if is_dashed_number(&line.text));
    for block in blocks.into_iter().filter(|b| !page_number(b)) {
        match (out.last_mut(), &block) {
            (Some(Block::Line(before)), Block::Line(line)) if goes_on(&before.text, &line.text) => {
                append(before, line)
            }
            _ => out.push(block),
        }
    }
    out
}

fn append(before: &mut Line, line: &Line) {
    before.text.truncate(before.text.trim_end().len());
    before.text.push_str(line.text.trim_start());
}

fn goes_on(before: &str, line: &str) -> bool {
    let before = before.trim_end();
    let long = before.chars().filter(|c| !c.is_whitespace()).count() >= WRAPPED;
    let ended = before.ends_with(['。', '！', '？', '；', '：', ':', ';', '.', '”', '）', ')', '》', '>']);
    let prose = ['，', '。', '、', '；'].iter().any(|c| before.contains(*c)) && !before.contains('\t');
    let fresh = line.starts_with(['\u{3000}', '#', '|']) || line.starts_with("  ") || starts_label(line);
    let value = !line.chars().any(|c| c.is_alphabetic());
    long && !ended && prose && !fresh && !value && !is_table_label(before)
}

/// The one label of the forms that is long, has a comma and ends without a stop.
fn is_table_label(text: &str) -> bool {
    starts_label(text) && text.chars().count() < 45
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(lines: &[&str]) -> Vec<String> {
        let blocks = lines.iter().map(|l| Block::Line(Line::plain(*l))).collect();
        let text = |b: Block| if let Block::Line(l) = b { l.text } else { String::new() };
        join(blocks).into_iter().map(text).collect()
    }

    #[test]
    fn a_sentence_cut_by_a_line_is_joined() {
        let lines = [
            "坚持应公开、尽公开，围绕群众关心关注、镇党委政",
            "府工作重点，进一步健全公开机制。",
            "（一）主动公开。",
        ];
        assert_eq!(joined(&lines).len(), 2);
    }

    #[test]
    fn page_numbers_that_pages_of_print_left_are_gone() {
        let lines = ["坚持应公开、尽公开，围绕群众关心关注、镇党委政", "— 3 —", "府工作重点公开。", "-", "3"];
        assert_eq!(
            joined(&lines),
            ["坚持应公开、尽公开，围绕群众关心关注、镇党委政府工作重点公开。", "-", "3"]
        );
    }

    #[test]
    fn cells_printed_one_a_line_stay_apart() {
        let lines = [
            "一、本年新收政府信息公开申请数量",
            "3",
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "122",
        ];
        assert_eq!(joined(&lines).len(), 4);
    }
}
