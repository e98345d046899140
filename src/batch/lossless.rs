//! Names as text, whatever their bytes.

/// Bytes that are no UTF-8 stay told apart: `\xB9`.
pub(super) fn lossless(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        out.extend(chunk.invalid().iter().map(|b| format!("\\x{b:02X}")));
    }
    out
}
