//! ZIP archives of reports are read as the folders that were packed.

mod common;

use common::{REPORT, assert_same, folder, gongkai, outcome, outcomes, report, text, write};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::write::{SimpleFileOptions, ZipWriter};

/// An archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a new member");
        zip.write_all(bytes).expect("in memory");
    }
    zip.finish().expect("in memory").into_inner()
}

/// The archive with each of these byte strings replaced wherever it stands, by one of the same length.
fn forged(mut archive: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = (0..archive.len()).filter(|i| archive[*i..].starts_with(from)).collect();
    assert!(!places.is_empty(), "nothing was forged");
    places.iter().for_each(|i| archive[*i..i + to.len()].copy_from_slice(to));
    archive
}

/// Runs over the folder `in` and gives the exit code.
fn extract(root: &Path, args: &[&str]) -> Option<i32> {
    let out = gongkai(&[&["extract", "in", "-o", "out", "-q"], args].concat(), root);
    assert!(!text(&out.stderr).contains("panicked"), "{}", text(&out.stderr));
    out.status.code()
}

/// The kind of failure of the only input; its detail must hold the word.
fn refused(archive: &[u8], args: &[&str], word: &str) -> (String, String) {
    let root = folder(&[("in/a.zip", archive)]);
    assert_eq!(extract(root.path(), args), Some(2));
    let all = outcomes(&root.path().join("out"));
    assert_eq!(all.len(), 1, "{all:?}");
    let word_of = |key: &str| all[0][key].as_str().unwrap_or_default().to_owned();
    assert!(word_of("detail").contains(word), "{}", all[0]);
    (word_of("path"), word_of("kind"))
}

#[test]
fn the_files_of_an_archive_are_read_like_files_of_a_folder() {
    let inner: &[u8] = &zip(&[("x.txt", REPORT.as_bytes())]);
    let members: &[(&str, &[u8])] = &[
        ("town/2021.txt", &report(1)),
        ("town/deep/2020.txt", &report(2)),
        ("note.txt", "会议通知".as_bytes()),
        ("inner.zip", inner),
        (".DS_Store", b"\0\x01"),
        ("__MACOSX/town/._2021.txt", b"\0\x01"),
        ("../../escape.txt", &report(3)),
    ];
    let root = folder(&[("in/a.zip", &zip(members)), ("in/b.dat", &zip(&[("c.txt", &report(4))]))]);
    assert_eq!(extract(root.path(), &[]), Some(2));
    let out = root.path().join("out");
    let ok = |path: &str| outcome(&out, path)["outcome"] == "ok";
    assert!(ok("a.zip!/town/2021.txt") && ok("a.zip!/town/deep/2020.txt"));
    assert!(ok("b.dat!/c.txt"), "content decides, not the name");
    assert!(ok("a.zip!/../../escape.txt"), "a name is only a name");
    assert_eq!(outcome(&out, "a.zip!/note.txt")["kind"], "not_a_report");
    let nested = outcome(&out, "a.zip!/inner.zip");
    assert_eq!(nested["kind"], "unsupported");
    assert!(nested["detail"].as_str().is_some_and(|d| d.contains("no archive in an archive")));
    assert_eq!(outcomes(&out).len(), 6, "neither the archives nor hidden files");
    let written = fs::read_dir(out.join("reports")).expect("listed").count();
    assert_eq!((written, root.path().join("escape.txt").exists()), (4, false));
}

#[test]
fn a_member_can_be_looked_at_by_its_name() {
    let root = folder(&[("a.zip", &zip(&[("town/1.txt", REPORT.as_bytes())]))]);
    let shown = gongkai(&["explain", "a.zip!/town/1.txt"], root.path());
    assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
    assert!(text(&shown.stdout).contains("某县2021年政府信息公开工作年度报告"), "{}", text(&shown.stdout));
    let missing = gongkai(&["explain", "a.zip!/town/2.txt"], root.path());
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn a_member_gives_the_report_that_its_file_gives() {
    let root =
        folder(&[("in/a.zip", &zip(&[("town/1.txt", &report(1))])), ("plain/a.zip!/town/1.txt", &report(1))]);
    write(root.path(), "in/2.txt", report(2));
    write(root.path(), "plain/2.txt", report(2));
    extract(root.path(), &[]);
    gongkai(&["extract", "plain", "-o", "flat", "-q"], root.path());
    assert_same(&root.path().join("out"), &root.path().join("flat"));
    extract(root.path(), &["--force", "--in-process"]);
    assert_same(&root.path().join("out"), &root.path().join("flat"));
}

#[test]
fn a_second_run_reads_only_the_members_that_have_changed() {
    let files = |second: &[u8]| zip(&[("1.txt", &report(1)), ("2.txt", second)]);
    let root = folder(&[("in/a.zip", &files(&report(2)))]);
    extract(root.path(), &[]);
    write(root.path(), "in/a.zip", files(&report(3)));
    let again = text(&gongkai(&["extract", "in", "-o", "out"], root.path()).stderr);
    assert!(again.contains("unchanged since the last run          1"), "{again}");
    let fresh = folder(&[("in/a.zip", &files(&report(3)))]);
    extract(fresh.path(), &[]);
    assert_same(&fresh.path().join("out"), &root.path().join("out"));
}

#[test]
fn names_in_gbk_are_read() {
    // The bytes of GBK, which an archive does not tell from those of code page 437.
    let (gbk, _, _) = encoding_rs::GBK.encode("龙潭镇/二〇二一.txt");
    let placeholder = "0".repeat(gbk.len());
    let archive = forged(zip(&[(&placeholder, &report(1))]), placeholder.as_bytes(), &gbk);
    let root = folder(&[("in/a.zip", &archive)]);
    assert_eq!(extract(root.path(), &[]), Some(0));
    assert_eq!(outcome(&root.path().join("out"), "a.zip!/龙潭镇/二〇二一.txt")["outcome"], "ok");
}

#[test]
fn names_that_are_shown_alike_keep_their_own_reports() {
    let root = folder(&[("in/a.zip", &zip(&[("x/1.txt", &report(1)), ("x\\1.txt", &report(2))]))]);
    assert_eq!(extract(root.path(), &[]), Some(0));
    let out = root.path().join("out");
    let report_of = |path: &str| outcome(&out, path)["report"].as_str().unwrap_or_default().to_owned();
    assert_ne!(report_of("a.zip!/x/1.txt"), report_of("a.zip!/x/1.txt (2)"));
    assert_eq!(outcomes(&out).len(), 2);
}

#[test]
fn a_document_that_is_a_zip_stays_one_document() {
    let slides = zip(&[("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<p/>")]);
    assert_eq!(refused(&slides, &[], "unknown format").1, "unsupported");
    let book = zip(&[("mimetype", b"application/epub+zip"), ("1.xhtml", REPORT.as_bytes())]);
    assert_eq!(refused(&book, &[], "unknown format"), ("a.zip".into(), "unsupported".into()));
    let word = zip(&[("word/document.xml", b"<cut")]);
    assert_eq!(refused(&word, &[], "").0, "a.zip");
    // One that has lost the part by which it would be known.
    let lost = zip(&[("0FD.xml", b"<OFD/>"), ("Doc_0/Document.xml", b"<Document/>")]);
    let root = folder(&[("in/a.ofd", &lost)]);
    extract(root.path(), &[]);
    assert_eq!(outcomes(&root.path().join("out")).len(), 1);
}

#[test]
fn hostile_archives_end_in_their_outcome() {
    let whole = zip(&[("1.txt", REPORT.as_bytes())]);
    let outcome = |path: &str, kind: &str| (path.to_owned(), kind.to_owned());
    assert_eq!(refused(&whole[..whole.len() / 2], &[], "cut off"), outcome("a.zip", "unreadable"));
    assert_eq!(refused(b"PK\x03\x04", &[], "cut off"), outcome("a.zip", "unreadable"));
    assert_eq!(refused(&zip(&[]), &[], "no file"), outcome("a.zip", "not_a_report"));
    let bomb = zip(&[("1.txt", &[b' '; 4 << 20])]);
    assert_eq!(refused(&bomb, &[], "zip_ratio"), outcome("a.zip!/1.txt", "limit_exceeded"));
    let two = zip(&[("1.txt", b"1"), ("2.txt", b"2")]);
    assert_eq!(
        refused(&two, &["--limit", "zip_entries=1"], "2 of at most 1"),
        outcome("a.zip", "limit_exceeded")
    );
    assert_eq!(
        refused(&two, &["--limit", "archive_bytes=1"], "2 of at most 1"),
        outcome("a.zip", "limit_exceeded")
    );
    assert_eq!(
        refused(&whole, &["--limit", "file_bytes=9"], "file_bytes"),
        outcome("a.zip!/1.txt", "limit_exceeded")
    );
}

/// An archive of one packed report which its directory lists so many times, under names of their own.
fn stacked(times: u8) -> Vec<u8> {
    let whole = zip(&[("0.txt", REPORT.as_bytes())]);
    let find = |mark: &[u8]| whole.windows(4).position(|w| w == mark).expect("a record");
    let (directory, end) = (find(b"PK\x01\x02"), find(b"PK\x05\x06"));
    let mut archive = whole[..directory].to_vec();
    for n in 0..times {
        let mut entry = whole[directory..end].to_vec();
        // The name stands behind the 46 bytes of an entry.
        entry[46] = b'0' + n;
        archive.extend(entry);
    }
    let size = u32::try_from(archive.len() - directory).expect("short");
    let mut tail = whole[end..].to_vec();
    tail[8..12].copy_from_slice(&[times, 0, times, 0]);
    tail[12..16].copy_from_slice(&size.to_le_bytes());
    archive.extend(tail);
    archive
}

#[test]
fn an_archive_whose_files_lie_over_one_another_is_refused_as_one() {
    let root = folder(&[("in/a.zip", &stacked(1))]);
    assert_eq!(extract(root.path(), &[]), Some(0), "listed once it is an archive as any other");
    assert_eq!(refused(&stacked(9), &[], "lie over one another"), ("a.zip".into(), "unreadable".into()));
}

#[test]
fn members_that_are_not_as_declared_are_damaged() {
    let whole = zip(&[("1.txt", REPORT.as_bytes())]);
    let member = |kind: &str| ("a.zip!/1.txt".to_owned(), kind.to_owned());
    let size = u32::try_from(REPORT.len()).expect("short");
    for lie in [size - 1, size + 1, 0, size + 1000] {
        let lying = forged(whole.clone(), &size.to_le_bytes(), &lie.to_le_bytes());
        assert_eq!(refused(&lying, &[], "declares it wrongly"), member("unreadable"), "{lie}");
    }
    // Bit 0 of the flags: encrypted. In the local header they stand at 6, in the directory at 8.
    let directory = whole.windows(4).position(|w| w == b"PK\x01\x02").expect("a directory");
    let mut locked = whole.clone();
    locked[6] |= 1;
    locked[directory + 8] |= 1;
    assert_eq!(refused(&locked, &[], "password"), member("encrypted"));
    let mut odd = whole.clone();
    // Method 12, BZIP2, at 8 and 10.
    odd[8] = 12;
    odd[directory + 10] = 12;
    assert_eq!(refused(&odd, &[], "method"), member("unsupported"));
    let mut lost = whole.clone();
    lost[0] = b'Q';
    assert_eq!(refused(&lost, &["--format", "text"], "").1, "not_a_report", "no ZIP at all");
    let two = zip(&[("0.txt", "会议通知".as_bytes()), ("1.txt", REPORT.as_bytes())]);
    let second = two.windows(4).rposition(|w| w == b"PK\x03\x04").expect("a second member");
    let mut lost = two;
    lost[second] = b'Q';
    let root = folder(&[("in/a.zip", &lost)]);
    extract(root.path(), &[]);
    let all = outcomes(&root.path().join("out"));
    assert_eq!((all.len(), &all[1]["kind"]), (2, &"unreadable".into()), "{all:?}");
}
