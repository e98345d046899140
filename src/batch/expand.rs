//! Archives among the inputs give their members in their place.

use super::input::Input;
use super::zip::{self, Listing};
use std::collections::BTreeSet;
use std::io;

/// All inputs in path order, archives opened by `list`; one that cannot be opened stays, with its failure. `None`
/// for one that the run was stopped before: it stays as well.
///
/// # Errors
/// Those of `list`.
pub(super) fn expand(
    inputs: &[Input],
    list: impl FnOnce(&[Input]) -> io::Result<Vec<Option<Listing>>>,
) -> io::Result<Vec<Input>> {
    let is_zip = |input: &Input| input.failed.is_none() && zip::is_zip(&input.path);
    let (zips, mut all): (Vec<Input>, Vec<Input>) = inputs.iter().cloned().partition(is_zip);
    let listings = if zips.is_empty() { Vec::new() } else { list(&zips)? };
    for (zip, listing) in zips.into_iter().zip(listings) {
        match listing {
            Some(Ok(Some(members))) => all.extend(members.into_iter().map(|m| zip.member(m))),
            Some(Err(failed)) => all.push(Input { failed: Some(failed), ..zip }),
            Some(Ok(None)) | None => all.push(zip),
        }
    }
    all.sort_by(|a, b| (&a.shown, &a.path).cmp(&(&b.shown, &b.path)));
    tell_apart(&mut all);
    Ok(all)
}

/// Names that are shown alike though they differ (`a/b` and `a\b` in an archive) get a number: one outcome a name.
fn tell_apart(inputs: &mut [Input]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for input in inputs {
        let plain = input.shown.clone();
        for n in 2_usize.. {
            if taken.insert(input.shown.clone()) {
                break;
            }
            input.shown = format!("{plain} ({n})");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn names_shown_alike_get_a_number() {
        let mut inputs = ["a", "b", "b", "b", "b (2)"].map(|name| Input::single(Path::new(name)));
        tell_apart(&mut inputs);
        assert_eq!(inputs.map(|i| i.shown), ["a", "b", "b (2)", "b (3)", "b (2) (2)"]);
    }
}
