//! The tables of knowledge that every run reads, from TOML (for people) to JSON (for machines): parsing TOML took a
//! tenth of the time that a whole report takes. A table that is no TOML does not build; what it means is proven by
//! the tests of the module that reads it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

const TABLES: [&str; 4] =
    ["src/form/2019.toml", "src/form/2021.toml", "src/narrative/narrative.toml", "src/section/headings.toml"];

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    for path in TABLES.map(Path::new) {
        println!("cargo:rerun-if-changed={}", path.display());
        let table: toml::Table = fs::read_to_string(path)?.parse()?;
        let name = path.with_extension("json");
        fs::write(out.join(name.file_name().ok_or("a table has a name")?), serde_json::to_string(&table)?)?;
    }
    Ok(())
}
