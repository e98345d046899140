#![no_main]

use gongkai::model::Format;
use libfuzzer_sys::fuzz_target;

// Compound files and SpreadsheetML of 2003 as they are, the rest as packages.
fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") || bytes.starts_with(b"<?xml") {
        gongkai_fuzz::read(bytes, Format::Xls);
        return;
    }
    let package = gongkai_fuzz::package(bytes);
    let ods = bytes.starts_with(b"mimetype");
    gongkai_fuzz::read(&package, if ods { Format::Ods } else { Format::Xlsx });
});
