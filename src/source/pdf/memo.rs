//! What was looked up last under a name in some resources: many writers choose font and parameters anew for
//! every glyph.

use lopdf::Dictionary;

/// The last few lookups.
pub(super) struct Memo<'a, T> {
    known: Vec<(Option<&'a Dictionary>, Vec<u8>, T)>,
}

impl<T> Default for Memo<'_, T> {
    fn default() -> Self {
        Memo { known: Vec::new() }
    }
}

impl<'a, T: Copy> Memo<'a, T> {
    /// What was found under the name in these very resources.
    pub fn get(&self, resources: Option<&'a Dictionary>, name: &[u8]) -> Option<T> {
        let same = |of: &Option<&Dictionary>| of.map(std::ptr::from_ref) == resources.map(std::ptr::from_ref);
        self.known.iter().find(|(of, known, _)| same(of) && known == name).map(|(_, _, found)| *found)
    }

    /// Remembers what was found.
    pub fn put(&mut self, resources: Option<&'a Dictionary>, name: &[u8], found: T) {
        // A page has a handful of each.
        const REMEMBERED: usize = 16;
        self.known.truncate(REMEMBERED - 1);
        self.known.insert(0, (resources, name.to_vec(), found));
    }
}
