use super::{is_mhtml, read};
use crate::model::{Block, Content, Failure, FailureKind, Limits};

/// The lines of a saved page, a table as `|its|cells|`.
fn lines(file: &[u8]) -> Result<Vec<String>, Failure> {
    assert!(is_mhtml(file), "{}", String::from_utf8_lossy(file));
    let Content::Blocks(blocks) = read(file, &Limits::default())? else { panic!("no blocks") };
    let show = |block| match block {
        Block::Line(line) => line.text,
        Block::Picture => "(picture)".to_owned(),
        Block::Table(table) => {
            table.cells.into_iter().fold("|".to_owned(), |row, cell| row + &cell.text + "|")
        }
    };
    Ok(blocks.into_iter().map(show).collect())
}

const WORD: &str = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----=_Next_01.A\"\r\n\r\n\
    This document is a Single File Web Page.\r\n\r\n";

fn part(head: &str, body: &str) -> Vec<u8> {
    format!("------=_Next_01.A\r\n{head}\r\n\r\n{body}\r\n").into_bytes()
}

fn file(parts: &[Vec<u8>]) -> Vec<u8> {
    [WORD.as_bytes(), &parts.concat(), b"------=_Next_01.A--\r\n"].concat()
}

const QUOTED: &str = "Content-Location: file:///C:/r.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n\
    Content-Type: text/html; charset=\"gb2312\"";

#[test]
fn a_page_that_word_saved_is_read() {
    // 政府 in GBK, cut in its middle by a soft line break; an equals sign that nobody escaped.
    let body = "<html><head><meta http-equiv=3DContent-Type content=3D\"text/html; charset=3Dgb2312\"></head>\r\n\
        <body><p class=3DMsoNormal>=D5=FE=\r\n=B8=AE a=b</p><table><tr><td>1</td><td>2</td></tr></table></body></html>";
    let image = part("Content-Type: image/png\r\nContent-Transfer-Encoding: base64", "iVBORw0KGgo=");
    assert_eq!(lines(&file(&[part(QUOTED, body), image])).unwrap(), ["政府 a=b", "|1|2|"]);
}

#[test]
fn other_transfer_encodings_are_undone() {
    let encoded = part(
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: BASE64",
        "PHA+5pS/5bqcPC9w\r\nPg==",
    );
    assert_eq!(lines(&file(&[encoded])).unwrap(), ["政府"]);
    let plain = part("Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit", "<p>政府=3D</p>");
    assert_eq!(lines(&file(&[plain])).unwrap(), ["政府=3D"]);
    let single = "From: \"由 Microsoft Internet Explorer 5 保存\"\nSubject: =?gb2312?B?1f4=?=\nMIME-Version: 1.0\n\
        Content-Type: text/html;\n\tcharset=\"gb2312\"\nContent-Transfer-Encoding: quoted-printable\n\n<p>=D5=FE=B8=AE</p>";
    assert_eq!(lines(single.as_bytes()).unwrap(), ["政府"]);
}

#[test]
fn the_root_is_the_page_and_frames_belong_to_it() {
    let html = |id: &str, body: &str| part(&format!("Content-Type: text/html\r\nContent-ID: <{id}>"), body);
    let two = file(&[html("a", "<p>a</p>"), html("b", "<p>b</p>")]);
    assert_eq!(lines(&two).unwrap(), ["a"]);
    let named = String::from_utf8(two).unwrap().replacen(
        "multipart/related;",
        "multipart/related; start=\"<b>\";",
        1,
    );
    assert_eq!(lines(named.as_bytes()).unwrap(), ["b"]);
    let sheets =
        file(&[html("a", "<html><frameset><frame src=\"b\"></frameset></html>"), html("b", "<p>b</p>")]);
    assert_eq!(lines(&sheets).unwrap(), ["b"]);
    let text = file(&[part("Content-Type: text/plain; charset=utf-8", "政府")]);
    assert_eq!(lines(&text).unwrap(), ["政府"]);
}

#[test]
fn a_file_cut_off_within_its_page_says_so() {
    let whole = file(&[part(QUOTED, "<p>=D5=FE</p><p>end</p>")]);
    let page = whole.windows(4).position(|w| w == b"<p>=").unwrap();
    for end in page..whole.len() - 22 {
        let failure = lines(&whole[..end]).expect_err("cut off");
        assert_eq!(failure.kind, FailureKind::Unreadable, "{end}");
    }
    let nothing = file(&[part("Content-Type: image/png", "x")]);
    assert_eq!(lines(&nothing).unwrap_err().kind, FailureKind::Unreadable);
}

#[test]
fn messages_within_messages_have_a_limit() {
    let nested = "Content-Type: message/rfc822\r\n\r\n".repeat(100_000);
    let containers: String = (0..10_000)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"))
        .collect();
    for inner in [nested, containers] {
        let failure = lines(format!("MIME-Version: 1.0\r\n{inner}").as_bytes()).unwrap_err();
        assert_eq!(failure.kind, FailureKind::LimitExceeded);
        assert!(failure.detail.contains("mime_containers"), "{}", failure.detail);
    }
    let deep = file(&[part("Content-Type: text/html", &"<div>".repeat(100_000))]);
    assert!(lines(&deep).unwrap_err().detail.contains("html_depth"));
}

#[test]
fn prose_is_no_head() {
    for text in [
        "",
        "一、总体情况",
        "Content-Type: text/html\n\n<p>x</p>",
        "Hello: world\n\nMIME-Version: 1.0",
        "mime-version\n",
    ] {
        assert!(!is_mhtml(text.as_bytes()), "{text}");
    }
}
