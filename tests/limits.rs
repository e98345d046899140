//! Each limit is reached by a file, and its outcome names the limit, the value and the bound.

mod common;

use common::{REPORT, folder, gongkai, mock, outcomes, text};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};

/// A file of the corpus.
fn corpus(name: &str) -> (String, Vec<u8>) {
    let path = format!("corpus/reports/{name}");
    let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    (name.rsplit('/').next().unwrap_or(name).to_owned(), bytes)
}

fn archive() -> (String, Vec<u8>) {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("1.txt", zip::write::SimpleFileOptions::default()).expect("a new member");
    zip.write_all(REPORT.as_bytes()).expect("in memory");
    ("a.zip".into(), zip.finish().expect("in memory").into_inner())
}

/// A limit, a bound below what the file needs, and the file.
type Case = (&'static str, u64, (String, Vec<u8>));

fn cases() -> Vec<Case> {
    let pdf = || corpus("pdf/county-2022-libreoffice.pdf");
    let docx = || corpus("word/county-2021-docx.docx");
    let text = |act: &str| ("a.txt".to_owned(), mock(act));
    vec![
        ("seconds", 1, text("hang")),
        ("memory_bytes", 200 << 20, text("allocate")),
        ("file_bytes", 100, pdf()),
        ("report_bytes", 100, pdf()),
        ("pages", 1, pdf()),
        ("glyphs", 100, pdf()),
        ("rulings", 10, pdf()),
        ("stream_bytes", 1000, pdf()),
        ("stream_bytes", 1000, docx()),
        ("total_stream_bytes", 2000, pdf()),
        ("total_stream_bytes", 20_000, docx()),
        ("zip_entries", 1, docx()),
        ("zip_entries", 0, archive()),
        ("zip_ratio", 2, docx()),
        ("archive_bytes", 10, archive()),
        ("xml_depth", 3, docx()),
        ("xml_elements", 5, corpus("ofd/county-2023-lines.ofd")),
        ("html_depth", 3, corpus("web/city-2022-blocks.html")),
        ("rtf_depth", 1, corpus("word/qingtang-2023-word.rtf")),
        ("sheet_cells", 5, corpus("sheet/county-2023-whole.xlsx")),
        ("sheet_cells", 5, corpus("sheet/commerce-2020-excel-97.xls")),
        ("sheet_cells", 5, corpus("sheet/guiyun-2022-open.ods")),
        ("table_rows", 3, docx()),
        ("table_rows", 3, corpus("web/county-2020-site.html")),
        ("table_cols", 3, docx()),
        ("table_cols", 3, corpus("web/county-2020-site.html")),
    ]
}

#[test]
fn each_limit_is_reached_and_told_by_name_value_and_bound() {
    for (limit, bound, (name, bytes)) in cases() {
        let root = folder(&[(&format!("in/{name}"), &bytes)]);
        let given = format!("{limit}={bound}");
        let run = gongkai(&["extract", "in", "-o", "out", "-q", "--limit", &given], root.path());
        assert_eq!(run.status.code(), Some(2), "{limit} on {name}: {}", text(&run.stderr));
        let all = outcomes(&root.path().join("out"));
        let detail = all[0]["detail"].as_str().unwrap_or_default();
        assert!(detail.starts_with(&format!("limit {limit} exceeded: ")), "{limit} on {name}: {}", all[0]);
        assert!(detail.contains(&format!(" of at most {bound};")), "{limit} on {name}: {detail}");
        let kind = match limit {
            "seconds" => "timed_out",
            "memory_bytes" => "out_of_memory",
            _ => "limit_exceeded",
        };
        assert_eq!(all[0]["kind"], kind, "{limit} on {name}");
    }
}

#[test]
fn each_limit_that_is_listed_has_a_case() {
    let listed = text(&gongkai(&["limits"], &std::env::temp_dir()).stdout);
    let listed: Vec<&str> = listed.lines().filter_map(|l| l.split_whitespace().next()).collect();
    let reached: BTreeMap<&str, u64> = cases().into_iter().map(|(limit, bound, _)| (limit, bound)).collect();
    let missing: Vec<_> = listed.iter().filter(|name| !reached.contains_key(*name)).collect();
    assert!(missing.is_empty() && listed.len() > 15, "{missing:?}");
}
