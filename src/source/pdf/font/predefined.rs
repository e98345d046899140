//! The predefined CMaps of the PDF reference (table 118), over `hayro-cmap`; each is loaded when first needed,
//! because unpacking the bundle costs more than reading most reports.

use super::cmap::{Code, Codes, Codespace};
use hayro_cmap::{BfString, CMap, CMapName, load_embedded};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// A predefined CMap that loads itself.
pub(super) struct Lazy {
    name: Vec<u8>,
    loaded: OnceCell<Option<CMap>>,
}

impl Lazy {
    fn get(&self) -> Option<&CMap> {
        let load = || CMap::parse(load_embedded(CMapName::from_bytes(&self.name))?, load_embedded);
        self.loaded.get_or_init(load).as_ref()
    }

    pub fn cid(&self, code: Code) -> Option<u32> {
        self.get()?.lookup_cid_code(code.value, code.bytes)
    }

    /// Of a CID-to-Unicode map: the text of a CID.
    pub fn text(&self, cid: u32) -> Option<SmolStr> {
        match self.get()?.lookup_bf_string(cid)? {
            BfString::Char(c) => Some(SmolStr::from_iter([c])),
            BfString::String(s) => Some(s.into()),
        }
    }
}

/// The CMaps that a document's fonts share.
#[derive(Default)]
pub(super) struct CMaps {
    known: RefCell<Vec<Rc<Lazy>>>,
}

impl CMaps {
    pub fn get(&self, name: &[u8]) -> Rc<Lazy> {
        let mut known = self.known.borrow_mut();
        if let Some(found) = known.iter().find(|l| l.name == name) {
            return found.clone();
        }
        let lazy = Rc::new(Lazy { name: name.to_vec(), loaded: OnceCell::new() });
        known.push(lazy.clone());
        lazy
    }

    /// CID → Unicode for the character collection of a `CIDSystemInfo`'s ordering.
    pub fn collection(&self, ordering: &[u8]) -> Option<Rc<Lazy>> {
        matches!(ordering, b"GB1" | b"CNS1" | b"Japan1" | b"Korea1")
            .then(|| self.get(&[b"Adobe-", ordering, b"-UCS2"].concat()))
    }
}

/// Whether there is such a CMap.
pub(super) fn is_known(name: &[u8]) -> bool {
    !matches!(CMapName::from_bytes(name), CMapName::Custom(_))
}

/// Whether codes of a known CMap are Unicode themselves: UCS-2 or UTF-16.
pub(super) fn is_unicode(name: &[u8]) -> bool {
    name.starts_with(b"Uni")
}

/// Whether a CMap is for vertical writing.
pub(super) fn is_vertical(name: &[u8]) -> bool {
    name.ends_with(b"-V") || name == b"V"
}

/// The ordering of the character collection that a predefined CMap leads to.
pub(super) fn ordering(name: &[u8]) -> Option<&'static [u8]> {
    let has = |part: &[u8]| name.windows(part.len()).any(|w| w == part);
    match name {
        b"Identity-H" | b"Identity-V" => None,
        _ if has(b"GB") => Some(b"GB1"),
        _ if has(b"B5") || has(b"CNS") => Some(b"CNS1"),
        _ if has(b"KS") => Some(b"Korea1"),
        b"H" | b"V" | b"EUC-H" | b"EUC-V" => Some(b"Japan1"),
        _ if has(b"RKSJ") || has(b"JIS") => Some(b"Japan1"),
        _ => None,
    }
}

/// How strings in a predefined encoding are cut: its code space ranges.
pub(super) fn codes(name: &[u8]) -> Codes {
    let has = |part: &[u8]| name.windows(part.len()).any(|w| w == part);
    let spaces: &'static [Codespace] = match name {
        _ if has(b"UTF16") => &UTF16,
        _ if is_unicode(name) || name.starts_with(b"Identity") || name.len() == 1 => return Codes::Two,
        _ if has(b"GBK2K") => &GB18030,
        _ if has(b"GBK") => &GBK,
        _ if has(b"pc") => &MACINTOSH,
        _ if has(b"CNS-EUC") => &CNS_EUC,
        _ if has(b"B5") => &BIG5,
        _ if has(b"RKSJ") => &SHIFT_JIS,
        b"EUC-H" | b"EUC-V" => &EUC_JP,
        _ if has(b"KSCms") => &GBK,
        _ if has(b"EUC") => &EUC,
        _ => return Codes::Two,
    };
    Codes::Spaces(Cow::Borrowed(spaces))
}

const UTF16: [Codespace; 3] = [
    Codespace::new(2, 0x0000, 0xD7FF),
    Codespace::new(4, 0xD800_DC00, 0xDBFF_DFFF),
    Codespace::new(2, 0xE000, 0xFFFF),
];
const GB18030: [Codespace; 3] = [
    Codespace::new(1, 0x00, 0x7F),
    Codespace::new(2, 0x8140, 0xFEFE),
    Codespace::new(4, 0x8130_8130, 0xFE39_FE39),
];
const GBK: [Codespace; 2] = [Codespace::new(1, 0x00, 0x80), Codespace::new(2, 0x8140, 0xFEFE)];
const EUC: [Codespace; 2] = [Codespace::new(1, 0x00, 0x80), Codespace::new(2, 0xA1A1, 0xFEFE)];
const MACINTOSH: [Codespace; 3] =
    [Codespace::new(1, 0x00, 0x80), Codespace::new(2, 0xA140, 0xFCFE), Codespace::new(1, 0xFD, 0xFF)];
const BIG5: [Codespace; 2] = [Codespace::new(1, 0x00, 0x80), Codespace::new(2, 0x8740, 0xFEFE)];
const CNS_EUC: [Codespace; 3] = [
    Codespace::new(1, 0x00, 0x80),
    Codespace::new(4, 0x8EA1_A1A1, 0x8EA7_FEFE),
    Codespace::new(2, 0xA1A1, 0xFEFE),
];
const EUC_JP: [Codespace; 3] =
    [Codespace::new(1, 0x00, 0x80), Codespace::new(2, 0x8EA0, 0x8EDF), Codespace::new(2, 0xA1A1, 0xFEFE)];
const SHIFT_JIS: [Codespace; 5] = [
    Codespace::new(1, 0x00, 0x80),
    Codespace::new(2, 0x8140, 0x9FFC),
    Codespace::new(1, 0xA0, 0xDF),
    Codespace::new(2, 0xE040, 0xFCFC),
    Codespace::new(1, 0xFD, 0xFF),
];
