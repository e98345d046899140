//! Reading lopdf's objects: references followed, wrong types are `None`, streams inflated within the limits.

use super::flate::{self, Unpacked};
use crate::model::{Failure, Limits, Stage};
use crate::source::drawing::Matrix;
use crate::source::within;
use lopdf::{DecompressError, Dictionary, Document, Object, Stream};
use std::borrow::Cow;
use std::cell::Cell;

/// A document's objects and what is left to inflate from them.
pub(super) struct Objects<'a> {
    pub document: &'a Document,
    limits: &'a Limits,
    inflated: Cell<u64>,
    losses: Cell<Losses>,
}

/// What of a document could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Losses {
    /// Parts that print something: pages, content, fonts that are cut short, damaged or not there.
    pub parts: u32,
    /// References to nothing: legal, but more often a sign of damage.
    pub dangling: u32,
    /// Streams without data, which may have a wrong length.
    pub empty: u32,
}

impl<'a> Objects<'a> {
    pub fn new(document: &'a Document, limits: &'a Limits) -> Self {
        Objects { document, limits, inflated: Cell::new(0), losses: Cell::default() }
    }

    /// The object behind any references.
    pub fn resolve(&self, object: &'a Object) -> Option<&'a Object> {
        let found = self.document.dereference(object).ok().map(|(_, object)| object);
        if found.is_none() {
            self.note(|losses| &mut losses.dangling);
        }
        found
    }

    fn note(&self, which: impl Fn(&mut Losses) -> &mut u32) {
        let mut losses = self.losses.get();
        let count = which(&mut losses);
        *count = count.saturating_add(1);
        self.losses.set(losses);
    }

    /// Notes that something is lost which would have been printed.
    pub fn lose(&self) {
        self.note(|losses| &mut losses.parts);
    }

    /// What has been lost so far.
    pub fn losses(&self) -> Losses {
        self.losses.get()
    }

    /// An entry of a dictionary, behind any references; a null is none.
    pub fn get(&self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        dict.get(key).ok().and_then(|o| self.resolve(o)).filter(|o| !o.is_null())
    }

    pub fn dict(&self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.get(dict, key).and_then(as_dict)
    }

    pub fn array(&self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
        self.get(dict, key)?.as_array().ok().map(Vec::as_slice)
    }

    pub fn name(&self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        self.get(dict, key)?.as_name().ok()
    }

    pub fn number(&self, dict: &'a Dictionary, key: &[u8]) -> Option<f64> {
        self.get(dict, key).and_then(number)
    }

    pub fn integer(&self, dict: &'a Dictionary, key: &[u8]) -> Option<i64> {
        self.number(dict, key).map(|n| n as i64)
    }

    pub fn stream(&self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Stream> {
        self.get(dict, key)?.as_stream().ok()
    }

    /// The first `N` numbers of an array.
    pub fn numbers<const N: usize>(&self, dict: &'a Dictionary, key: &[u8]) -> Option<[f64; N]> {
        let array = self.array(dict, key)?;
        let mut out = [0.0; N];
        for (slot, object) in out.iter_mut().zip(array.get(..N)?) {
            *slot = self.resolve(object).and_then(number)?;
        }
        Some(out)
    }

    pub fn matrix(&self, dict: &'a Dictionary, key: &[u8]) -> Option<Matrix> {
        self.numbers(dict, key).map(Matrix::new).filter(Matrix::is_finite)
    }

    /// The data of a stream behind its filters: of a damaged one what can be decoded, which is noted as a loss.
    ///
    /// # Errors
    /// Only when a limit is exceeded.
    pub fn inflate(&self, stream: &Stream) -> Result<Vec<u8>, Failure> {
        let allowance = self.allowance();
        let most = usize::try_from(allowance).unwrap_or(usize::MAX);
        let unpacked = match is_plain_flate(&stream.dict) {
            true => flate::unpack(&stream.content, most),
            false => decode(&self.with_direct_filters(stream), most),
        };
        let Some(Unpacked { data, whole }) = unpacked else { return Err(self.past_allowance(allowance)) };
        if !whole {
            self.lose();
        } else if stream.content.is_empty() {
            self.note(|losses| &mut losses.empty);
        }
        self.charge(data.len() as u64)?;
        Ok(data)
    }

    /// Counts bytes that are read again (a form drawn twice) as if they were inflated again.
    pub fn charge(&self, bytes: u64) -> Result<(), Failure> {
        let total = self.inflated.get().saturating_add(bytes);
        self.inflated.set(total);
        within("total_stream_bytes", total, self.limits.total_stream_bytes)
    }

    fn allowance(&self) -> u64 {
        self.limits.stream_bytes.min(self.limits.total_stream_bytes.saturating_sub(self.inflated.get()))
    }

    fn past_allowance(&self, allowance: u64) -> Failure {
        if allowance < self.limits.stream_bytes {
            let total = self.inflated.get().saturating_add(allowance).saturating_add(1);
            Failure::exceeded(Stage::Source, "total_stream_bytes", total, self.limits.total_stream_bytes)
        } else {
            Failure::exceeded(Stage::Source, "stream_bytes", allowance.saturating_add(1), allowance)
        }
    }

    /// lopdf takes filters as they stand in the dictionary: references and the short names of inline images
    /// are replaced here.
    fn with_direct_filters<'s>(&self, stream: &'s Stream) -> Cow<'s, Stream> {
        let plain = |o: &Object| match o {
            Object::Name(name) => name.ends_with(b"Decode"),
            Object::Dictionary(parms) => parms.iter().all(|(_, v)| v.as_reference().is_err()),
            Object::Null => true,
            _ => false,
        };
        let direct = |key: &[u8]| match stream.dict.get(key) {
            Ok(Object::Array(items)) => items.iter().all(plain),
            Ok(object) => plain(object),
            Err(_) => true,
        };
        if direct(b"Filter") && direct(b"DecodeParms") {
            return Cow::Borrowed(stream);
        }
        let mut stream = stream.clone();
        for key in [&b"Filter"[..], b"DecodeParms"] {
            if let Ok(value) = stream.dict.get(key) {
                let value = self.direct(value, 0);
                stream.dict.set(key, value);
            }
        }
        Cow::Owned(stream)
    }

    fn direct(&self, object: &Object, depth: u8) -> Object {
        // Filter → array → parameters → value: nothing legal nests deeper.
        const DEPTH: u8 = 4;
        let Ok((_, object)) = self.document.dereference(object) else { return Object::Null };
        match object {
            _ if depth > DEPTH => Object::Null,
            Object::Array(items) => {
                items.iter().map(|o| self.direct(o, depth + 1)).collect::<Vec<_>>().into()
            }
            Object::Dictionary(dict) => {
                Dictionary::from_iter(dict.iter().map(|(k, v)| (k.clone(), self.direct(v, depth + 1)))).into()
            }
            Object::Name(name) => Object::Name(long_filter_name(name).to_vec()),
            other => other.clone(),
        }
    }
}

/// Whether a stream is packed the usual way, without predictors.
fn is_plain_flate(dict: &Dictionary) -> bool {
    let filter = match dict.get(b"Filter") {
        Ok(Object::Array(filters)) if filters.len() == 1 => filters.first(),
        Ok(filter) => Some(filter),
        Err(_) => None,
    };
    let flate = filter.is_some_and(|f| matches!(f.as_name(), Ok(b"FlateDecode")));
    flate && !dict.has(b"DecodeParms")
}

/// Decodes any chain of filters; `None` past `most` bytes.
fn decode(stream: &Stream, most: usize) -> Option<Unpacked> {
    match stream.get_plain_content_with_limit(most) {
        Ok(data) => {
            let whole = !data.is_empty() || stream.content.is_empty();
            Some(Unpacked { data, whole })
        }
        Err(lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. })) => None,
        Err(_) => Some(Unpacked { data: Vec::new(), whole: false }),
    }
}

fn long_filter_name(name: &[u8]) -> &[u8] {
    match name {
        b"Fl" => b"FlateDecode",
        b"LZW" => b"LZWDecode",
        b"AHx" => b"ASCIIHexDecode",
        b"A85" => b"ASCII85Decode",
        b"RL" => b"RunLengthDecode",
        other => other,
    }
}

/// The dictionary of a dictionary or stream.
pub(super) fn as_dict(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

pub(super) fn number(object: &Object) -> Option<f64> {
    match *object {
        Object::Integer(value) => Some(value as f64),
        Object::Real(value) if value.is_finite() => Some(f64::from(value)),
        _ => None,
    }
}
