//! FlateDecode, telling data that is whole from data that is cut short or damaged.

use flate2::{Decompress, FlushDecompress, Status};

/// What could be unpacked.
pub(super) struct Unpacked {
    pub data: Vec<u8>,
    /// Whether the data ended where its writer ended it, and its checksum agrees.
    pub whole: bool,
}

/// Unpacks as much as there is; `None` past `most` bytes.
pub(super) fn unpack(packed: &[u8], most: usize) -> Option<Unpacked> {
    let zlib = run(Decompress::new(true), packed, most)?.unpacked;
    if zlib.whole {
        return Some(zlib);
    }
    // A line break of the writer's before the data, and data without header or checksum, are read by all.
    let start = packed.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let shifted = run(Decompress::new(true), packed.get(start..)?, most)?.unpacked;
    let raw = run(Decompress::new(false), packed.get(2..).unwrap_or_default(), most)?;
    // All four bytes of a checksum that is there disagree: the data is not what was written.
    let unchecked = Unpacked { whole: raw.unpacked.whole && raw.left < 4, ..raw.unpacked };
    let best = [zlib, shifted, unchecked].into_iter().rev().max_by_key(|u| (u.whole, u.data.len()));
    best.map(|u| Unpacked { whole: u.whole || packed.is_empty(), ..u })
}

struct Run {
    unpacked: Unpacked,
    /// Bytes behind the packed data.
    left: usize,
}

fn run(mut unpacker: Decompress, packed: &[u8], most: usize) -> Option<Run> {
    // Page content packs to a fifth, and to a ninth where every glyph is placed by itself: growing would copy it.
    let guess = packed.len().saturating_mul(10).clamp(1024, 1 << 20);
    let mut data = Vec::with_capacity(guess.min(most.saturating_add(1)));
    loop {
        if data.len() > most {
            return None;
        }
        if data.len() == data.capacity() {
            data.reserve(data.capacity().clamp(1024, 1 << 24));
        }
        let read = usize::try_from(unpacker.total_in()).unwrap_or(usize::MAX);
        let rest = packed.get(read..).unwrap_or_default();
        let length = data.len();
        let status = unpacker.decompress_vec(rest, &mut data, FlushDecompress::None);
        let taken = usize::try_from(unpacker.total_in()).unwrap_or(usize::MAX);
        let stuck = taken == read && data.len() == length;
        let whole = matches!(status, Ok(Status::StreamEnd));
        if whole || stuck || status.is_err() {
            let left = packed.len().saturating_sub(taken);
            return (data.len() <= most).then_some(Run { unpacked: Unpacked { data, whole }, left });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn packed(data: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(data).and_then(|()| encoder.finish()).expect("writing to memory")
    }

    fn read(packed: &[u8]) -> (usize, bool) {
        unpack(packed, 1 << 20).map_or((usize::MAX, false), |u| (u.data.len(), u.whole))
    }

    fn text() -> Vec<u8> {
        (0..2000).flat_map(|n| format!("{n} {} Td ", n * 7919 % 1000).into_bytes()).collect()
    }

    #[test]
    fn whole_data_is_told_from_cut_and_damaged_data() {
        let (text, packed) = (text(), packed(&text()));
        assert_eq!(read(&packed), (text.len(), true));
        let (cut, whole) = read(&packed[..packed.len() / 2]);
        assert!(cut > 0 && cut < text.len() && !whole);
        let mut flipped = packed.clone();
        flipped[packed.len() / 2] ^= 0x40;
        assert!(!read(&flipped).1);
    }

    #[test]
    fn a_missing_checksum_header_or_a_line_break_costs_nothing() {
        let (text, packed) = (text(), packed(&text()));
        assert_eq!(read(&packed[..packed.len() - 4]), (text.len(), true));
        assert_eq!(read(&[b"\r\n", packed.as_slice()].concat()), (text.len(), true));
        assert_eq!(read(&[&[0, 0], &packed[2..packed.len() - 4]].concat()), (text.len(), true));
        assert_eq!(read(b""), (0, true));
    }

    #[test]
    fn no_more_is_unpacked_than_allowed() {
        let packed = packed(&vec![b' '; 1 << 22]);
        assert!(unpack(&packed, (1 << 22) - 1).is_none());
        assert!(unpack(&packed, 1 << 22).is_some_and(|u| u.whole));
    }
}
