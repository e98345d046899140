//! The same report as page and attachment: files of one folder whose names differ in their extension only.

use super::input::Input;
use std::collections::BTreeMap;

/// For each input the names of its siblings, in path order.
pub(super) fn siblings(inputs: &[Input]) -> Vec<Vec<String>> {
    let mut stems: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for input in inputs {
        stems.entry(stem(&input.shown)).or_default().push(&input.shown);
    }
    let of = |input: &Input| {
        let all = stems.get(stem(&input.shown)).into_iter().flatten();
        all.filter(|name| **name != input.shown).map(|name| (*name).to_owned()).collect()
    };
    inputs.iter().map(of).collect()
}

/// The path without the file's extension.
fn stem(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path.rfind('.') {
        Some(dot) if dot > name => path.get(..dot).unwrap_or(path),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn siblings_share_folder_and_stem() {
        let names =
            ["a/1.html", "a/1.pdf", "a/1.x.pdf", "a/2.pdf", "b/1.pdf", "z.zip!/1.doc", "z.zip!/1.ofd"];
        let inputs = names.map(|shown| Input { shown: shown.to_owned(), ..Input::single(Path::new("x")) });
        let found = siblings(&inputs);
        let of = |at: usize| found[at].iter().map(String::as_str).collect::<Vec<_>>();
        assert_eq!((of(0), of(1)), (vec!["a/1.pdf"], vec!["a/1.html"]));
        assert_eq!((of(5), of(6)), (vec!["z.zip!/1.ofd"], vec!["z.zip!/1.doc"]));
        assert!(of(2).is_empty() && of(3).is_empty() && of(4).is_empty());
    }
}
