//! Compound files that are cut, circular or lie about their sizes end in their outcome.

use super::*;

const END_OF_CHAIN: u32 = 0xFFFF_FFFE;

fn u32_in(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

/// A document whose main stream is long enough for sectors of its own, and whose table is not.
fn long() -> Vec<u8> {
    document(
        &[
            Made("一、总体情况\r", vec![]),
            Made(Box::leak("文".repeat(3000).into()), vec![]),
            Made("\r", vec![]),
        ],
        Stored::Utf16,
        0..0,
    )
}

/// Where a sector begins (\[MS-CFB\] 2.2: the header takes the place of one).
fn sector(bytes: &[u8], id: u32) -> usize {
    (id as usize + 1) << bytes[30]
}

/// The places of the entries of the table that begins at a sector: the file's, or that of its small streams.
fn entries(bytes: &[u8], table: u32) -> std::ops::Range<usize> {
    let start = sector(bytes, table);
    start..start + (1 << bytes[30])
}

/// Changes each end of a chain in a table to what `to` makes of its number, and reads the file.
fn outcomes(whole: &[u8], table: u32, to: impl Fn(u32) -> u32) -> Vec<Option<FailureKind>> {
    let range = entries(whole, table);
    let ends = range.clone().step_by(4).filter(|at| u32_in(whole, *at) == END_OF_CHAIN);
    ends.map(|at| {
        let mut bytes = whole.to_vec();
        let number = u32::try_from((at - range.start) / 4).expect("small");
        put(&mut bytes, at, &to(number).to_le_bytes());
        kind(&bytes)
    })
    .collect()
}

#[test]
fn circular_chains_end() {
    let whole = long();
    assert_eq!(kind(&whole), None);
    // The first entry of the list of tables in the header, and the table of the small streams.
    for table in [u32_in(&whole, 76), u32_in(&whole, 60)] {
        let to_itself = outcomes(&whole, table, |n| n);
        let to_start = outcomes(&whole, table, |_| 0);
        assert!(!to_itself.is_empty() && !to_start.is_empty());
        for outcome in to_itself.into_iter().chain(to_start) {
            assert!(matches!(outcome, None | Some(FailureKind::Unreadable)), "{outcome:?}");
        }
    }
}

#[test]
fn a_circular_list_of_tables_ends() {
    let mut bytes = long();
    let last = u32::try_from((bytes.len() >> bytes[30]) - 2).expect("small");
    put(&mut bytes, 68, &last.to_le_bytes());
    let end = bytes.len();
    put(&mut bytes, end - 4, &last.to_le_bytes());
    assert_eq!(kind(&bytes), Some(FailureKind::Unreadable));
}

#[test]
fn sizes_that_lie_are_not_believed() {
    let whole = long();
    // The size stands 120 bytes behind the start of a directory entry, which starts with its name.
    let names = ["WordDocument", "0Table", "Root Entry"];
    for name in names.map(|name| encode(name, Stored::Utf16)) {
        let at = whole.windows(name.len()).position(|w| w == name.as_slice()).expect("the entry");
        for size in [0_u64, 1, 4095, 1 << 20, 1 << 40, u64::MAX] {
            let mut bytes = whole.clone();
            put(&mut bytes, at + 120, &size.to_le_bytes());
            let outcome = kind(&bytes);
            let told = [None, Some(FailureKind::Unreadable), Some(FailureKind::LimitExceeded)];
            assert!(told.contains(&outcome), "{size}: {outcome:?}");
        }
    }
}

#[test]
fn a_cut_file_is_unreadable_wherever_it_is_cut() {
    let whole = long();
    for length in (8..whole.len() - (1 << whole[30])).step_by(997) {
        assert_eq!(kind(&whole[..length]), Some(FailureKind::Unreadable), "cut at {length}");
    }
}

#[test]
fn lengths_inside_the_streams_lie_in_vain() {
    let made = [cell("a\u{7}"), cell("b\u{7}"), row_end(&[0, 1000, 3000], &[0x60, 0]), Made("后\r", vec![])];
    let whole = document(&made, Stored::Utf16, 0..1);
    let main = whole.windows(4).position(|w| w == [0xEC, 0xA5, 0xC1, 0]).expect("the main stream");
    // Every count and place of the header that the reader follows, at its largest.
    for at in (main + 0x4C..main + 0x9A + 8 * 75).step_by(4) {
        for value in [u32::MAX, 0x7FFF_FFFF, 0x4000_0000] {
            let mut bytes = whole.clone();
            put(&mut bytes, at, &value.to_le_bytes());
            let outcome = kind(&bytes);
            let told = [None, Some(FailureKind::Unreadable), Some(FailureKind::LimitExceeded)];
            assert!(told.contains(&outcome), "{at}: {outcome:?}");
        }
    }
}
