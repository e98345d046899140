#![no_main]

use gongkai::model::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| gongkai_fuzz::read(bytes, Format::Doc));
