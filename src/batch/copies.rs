//! Equal files under several names are read once.
//!
//! A name is part of what a report says: folders tell the region, the extension helps to tell the format. So what is
//! shared is the reading, up to sections and tables; region, source and findings are made for each name. Only inputs of one
//! size are hashed for this, so that a folder without copies is not read twice.

use super::input::Input;
use std::collections::BTreeMap;

/// So many names share a reading: their reports come back in one answer, and must find room in it.
const MOST: usize = 16;

/// Inputs to be read together: of equal bytes and extension. Never empty.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Copies<'a> {
    /// The inputs, in path order.
    pub(super) inputs: Vec<&'a Input>,
    /// The bytes they had in common; not known where there is one input only.
    pub(super) sha256: Option<String>,
}

/// The inputs that share their size with another, so that they may be copies. Larger ones fail anyway.
pub(super) fn candidates(inputs: &[Input], most: u64) -> Vec<&Input> {
    let mut sizes: BTreeMap<u64, Vec<&Input>> = BTreeMap::new();
    for input in inputs.iter().filter(|i| i.failed.is_none()) {
        if let Some(size) = input.size().filter(|size| *size <= most) {
            sizes.entry(size).or_default().push(input);
        }
    }
    sizes.into_values().filter(|same| same.len() > 1).flatten().collect()
}

/// All inputs, those together that `hashes` (by shown name) tell to be equal; in the order of their first names.
pub(super) fn together<'a>(inputs: &'a [Input], hashes: &BTreeMap<&str, String>) -> Vec<Copies<'a>> {
    let mut open: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut all: Vec<Copies> = Vec::with_capacity(inputs.len());
    for input in inputs {
        let Some(sha256) = hashes.get(input.shown.as_str()) else {
            all.push(Copies { inputs: vec![input], sha256: None });
            continue;
        };
        let key = (sha256.as_str(), extension(&input.shown));
        match open.get(&key).and_then(|at| all.get_mut(*at)).filter(|copies| copies.inputs.len() < MOST) {
            Some(copies) => copies.inputs.push(input),
            None => {
                open.insert(key, all.len());
                all.push(Copies { inputs: vec![input], sha256: Some(sha256.clone()) });
            }
        }
    }
    all
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn only_equal_bytes_under_one_extension_are_read_together() {
        let inputs = ["a.txt", "b.txt", "c.TXT", "d.pdf", "e.txt"].map(|n| Input::single(Path::new(n)));
        let hashes = BTreeMap::from([("a.txt", "1"), ("c.TXT", "1"), ("d.pdf", "1"), ("e.txt", "2")]);
        let hashes = hashes.into_iter().map(|(name, hash)| (name, hash.to_owned())).collect();
        let all = together(&inputs, &hashes);
        let names: Vec<Vec<&str>> =
            all.iter().map(|c| c.inputs.iter().map(|i| i.shown.as_str()).collect()).collect();
        assert_eq!(names, [vec!["a.txt", "c.TXT"], vec!["b.txt"], vec!["d.pdf"], vec!["e.txt"]]);
    }

    #[test]
    fn many_copies_are_read_in_several_answers() {
        let inputs: Vec<Input> = (0..40).map(|i| Input::single(Path::new(&format!("{i}.txt")))).collect();
        let hashes = inputs.iter().map(|i| (i.shown.as_str(), "1".to_owned())).collect();
        let sizes: Vec<usize> = together(&inputs, &hashes).iter().map(|c| c.inputs.len()).collect();
        assert_eq!(sizes, [16, 16, 8]);
    }

    #[test]
    fn files_of_a_size_of_their_own_are_not_hashed() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("written");
            Input::single(&folder.path().join(name))
        };
        let inputs =
            [file("a", "11"), file("b", "22"), file("c", "333"), file("d", "44444"), file("e", "55555")];
        let names: Vec<&str> = candidates(&inputs, 4).iter().map(|i| i.shown.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
    }
}
