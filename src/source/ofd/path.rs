//! Paths in the short form (GB/T 33190, 9.1): letters, each with its points.

use crate::source::drawing::{Matrix, Path, Point, Step};

/// The path that `AbbreviatedData` describes, mapped onto the page.
pub(super) fn path(data: &str, map: &Matrix) -> Path {
    let mut path = Path::default();
    let mut command = '\0';
    let mut numbers = Vec::new();
    for token in tokens(data) {
        match token {
            Token::Number(number) => numbers.push(number),
            Token::Command(next) => {
                carry_out(command, &numbers, map, &mut path);
                command = next;
                numbers.clear();
            }
        }
    }
    carry_out(command, &numbers, map, &mut path);
    path
}

fn carry_out(command: char, numbers: &[f64], map: &Matrix, path: &mut Path) {
    let step: fn(Point) -> Step = match command {
        'M' | 'S' => Step::Move,
        'L' => Step::Line,
        'Q' | 'B' | 'A' => Step::Curve,
        'C' => return path.close(),
        _ => return,
    };
    // Before the point where an arc ends stand two radii, an angle and two flags.
    let (size, skipped) = if command == 'A' { (7, 5) } else { (2, 0) };
    for group in numbers.chunks_exact(size) {
        if let Some([x, y]) = group.get(skipped..) {
            let (x, y) = map.apply(*x, *y);
            path.push(step((x as f32, y as f32)));
        }
    }
}

enum Token {
    Command(char),
    Number(f64),
}

/// Letters and numbers, also where nothing parts them. What is neither is passed over.
fn tokens(data: &str) -> impl Iterator<Item = Token> {
    let parts = |c: char| c.is_whitespace() || c == ',';
    // An `e` belongs to a number.
    let is_letter = |c: char| c.is_ascii_alphabetic() && !c.eq_ignore_ascii_case(&'e');
    let mut rest = data;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start_matches(parts);
            let first = rest.chars().next()?;
            let length = match is_letter(first) {
                true => first.len_utf8(),
                false => rest.find(|c| parts(c) || is_letter(c)).unwrap_or(rest.len()),
            };
            let (token, after) = rest.split_at(length);
            rest = after;
            match token.parse() {
                _ if is_letter(first) => return Some(Token::Command(first.to_ascii_uppercase())),
                Ok(number) => return Some(Token::Number(number)),
                Err(_) => {}
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_may_touch() {
        let steps = |data| path(data, &Matrix::IDENTITY).steps;
        let square = vec![
            Step::Move((0.0, 1.0)),
            Step::Line((2.5, 1.0)),
            Step::Line((2.5, -3.0)),
            Step::Line((0.0, 1.0)),
        ];
        assert_eq!(steps("M 0 1 L 2.5 1 L 2.5 -3 C"), square);
        assert_eq!(steps("S0,1L2.5,1 2.5-3C").len(), 3);
        assert_eq!(steps("M0,1L2.5,1L2.5,-3C"), square);
        assert_eq!(steps("M 0 0 A 1 1 0 0 1 5 6"), [Step::Move((0.0, 0.0)), Step::Curve((5.0, 6.0))]);
        assert_eq!(steps("M x 0 ? L"), [] as [Step; 0]);
    }
}
