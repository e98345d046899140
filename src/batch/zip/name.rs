//! Names of members. Archives packed in China mostly hold them in GBK, and none says so.

use super::super::lossless::lossless;
use encoding_rs::GB18030;
use std::borrow::Cow;

/// A name as its archive holds it.
pub(super) struct Raw {
    pub(super) bytes: Vec<u8>,
    /// The archive says that it is UTF-8 (PKWARE's application note, 4.4.4, bit 11).
    pub(super) is_utf8: bool,
}

/// The names of one archive, `/` between folders. What is not flagged was written by one program and is of one
/// encoding: UTF-8 where all of it can be, else GBK.
pub(super) fn decode(names: &[Raw]) -> Vec<String> {
    let all_utf8 = names.iter().all(|n| n.is_utf8 || std::str::from_utf8(&n.bytes).is_ok());
    names.iter().map(|n| one(&n.bytes, all_utf8 || n.is_utf8)).collect()
}

fn one(bytes: &[u8], is_utf8: bool) -> String {
    let decoded = if is_utf8 {
        std::str::from_utf8(bytes).ok().map(Cow::Borrowed)
    } else {
        GB18030.decode_without_bom_handling_and_without_replacement(bytes)
    };
    // A backslash can be half a character of GBK, so folders are told apart afterwards.
    decoded.map_or_else(|| lossless(bytes), |name| name.replace('\\', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(raw: &[&[u8]], is_utf8: bool) -> Vec<String> {
        let raw: Vec<Raw> = raw.iter().map(|b| Raw { bytes: b.to_vec(), is_utf8 }).collect();
        decode(&raw)
    }

    #[test]
    fn names_that_are_not_all_utf8_are_gbk() {
        let (gbk, _, _) = GB18030.encode("龙潭镇\\2020年报.pdf");
        assert_eq!(names(&[&gbk, b"a.txt"], false), ["龙潭镇/2020年报.pdf", "a.txt"]);
        assert_eq!(names(&["龙潭镇/2020.pdf".as_bytes(), b"a.txt"], false), ["龙潭镇/2020.pdf", "a.txt"]);
        // These four bytes are two characters of GBK and two of UTF-8; the other name tells.
        let both = b"\xC4\xA3\xC4\xA3";
        assert_eq!(names(&[both], true), ["ģģ"]);
        assert_eq!(names(&[both, &gbk], false)[0], "模模");
    }

    #[test]
    fn names_of_no_encoding_stay_apart() {
        assert_eq!(names(&[b"\xFF.pdf", b"\xFE\xFF.pdf"], false), ["\\xFF.pdf", "\\xFE\\xFF.pdf"]);
    }
}
