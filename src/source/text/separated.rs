//! Rows between commas or semicolons, which spreadsheets write, often under the name of a plain text.

/// Separators that prose in Chinese hardly prints.
const SEPARATORS: [char; 2] = [',', ';'];

/// The separator of a text whose tables are rows between commas or semicolons.
pub(super) fn separator(lines: &[&str]) -> Option<char> {
    // The grid of section 三 alone has some 25 rows with ten cells; a list in prose has two or three commas.
    const ROWS: usize = 15;
    const CELLS: usize = 6;
    let is_row =
        |line: &&&str, c| line.chars().filter(|x| *x == c).count() >= CELLS && cells(line, c).len() > CELLS;
    SEPARATORS.into_iter().find(|c| lines.iter().filter(|l| is_row(l, *c)).count() >= ROWS)
}

/// The cells of a line; what stands in quotation marks is one, and two marks in it are one mark.
pub(super) fn cells(line: &str, separator: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => quoted = true,
            c if c == separator && !quoted => cells.push(String::new()),
            c => cell.push(c),
        }
    }
    cells
}

/// `│` and `｜` are pipes in a line that has several; the lines of a frame are nothing.
pub(super) fn with_plain_pipes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let pipes = line.matches(is_pipe).count();
        match line.trim() {
            frame if !frame.is_empty() && frame.chars().all(is_frame) => {}
            _ if pipes > 1 => out.push_str(&line.replace(is_pipe, "|")),
            _ => out.push_str(line),
        }
    }
    out
}

fn is_pipe(c: char) -> bool {
    matches!(c, '│' | '┃' | '║' | '｜')
}

/// Corners, crossings and horizontal lines; a dash alone is a mark of its own.
fn is_frame(c: char) -> bool {
    matches!(c, '\u{250C}'..='\u{254B}' | '\u{2550}'..='\u{256C}' | '─' | '━' | '│' | '┃')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_hold_a_cell_together() {
        assert_eq!(cells("a, \"b,\"\"c\"\"\" ,,1\"", ','), ["a", " b,\"c\" ", "", "1\""]);
    }

    #[test]
    fn lines_drawn_with_characters_are_pipes() {
        assert_eq!(with_plain_pipes("┌──┬──┐\n│规章│3│\n├──┼──┤\n甲｜乙\n"), "|规章|3|\n甲｜乙\n");
    }
}
