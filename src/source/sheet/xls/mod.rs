//! XLS: the records of a workbook (\[MS-XLS\], and its predecessor of Excel 5).
//!
//! ```text
//! bytes ─cfb→ stream ─records→ globals (texts, styles, tabs) and the cells of each sheet
//! ```

mod cells;
mod globals;
mod records;
mod strings;

use super::Sheet;
use crate::model::{Failure, FailureKind, Limits, Stage};
use crate::source::package::{damaged, encrypted};
use crate::source::within;
use std::io::{Cursor, Read};

/// The sheets that are shown, in the order of their tabs.
pub(super) fn sheets(bytes: &[u8], limits: &Limits) -> Result<Vec<Sheet>, Failure> {
    let stream = stream(bytes, limits)?;
    let globals = globals::Globals::of(&stream, limits)?;
    globals.tabs.iter().map(|tab| cells::sheet(tab, &stream, &globals, limits)).collect()
}

fn stream(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Failure> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged())?;
    if file.exists("/EncryptedPackage") {
        return Err(encrypted());
    }
    // Files may hold the workbook twice, for Excel 5 and for later ones.
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.exists(name)).ok_or_else(damaged)?;
    let stream = file.open_stream(name).map_err(|_| damaged())?;
    within("stream_bytes", stream.len(), limits.stream_bytes)?;
    let mut out = Vec::new();
    stream.take(limits.stream_bytes).read_to_end(&mut out).map_err(|_| damaged())?;
    Ok(out)
}

/// The failure for workbooks older than Excel 5.
fn too_old() -> Failure {
    let detail = "the workbook is of Excel 4 or older; open it in a spreadsheet program and save it as XLSX";
    Failure::new(Stage::Source, FailureKind::Unsupported, detail)
}
