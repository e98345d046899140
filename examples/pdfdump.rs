// throwaway: dumps text by reading order, counts, timing
use gongkai::model::*;
use std::time::Instant;
fn main() {
    let mode = std::env::args().nth(1).unwrap();
    for path in std::env::args().skip(2) {
        let bytes = std::fs::read(&path).unwrap();
        let t = Instant::now();
        let r = gongkai::source::pdf::read(&bytes, &Limits::default());
        let first = t.elapsed().as_secs_f64() * 1e3;
        match (mode.as_str(), r) {
            ("text", Ok(Content::Pages(p))) => {
                for page in &p {
                    println!(
                        "--- page {} {}x{} glyphs {} rulings {}",
                        page.number,
                        page.width,
                        page.height,
                        page.glyphs.len(),
                        page.rulings.len()
                    );
                    println!("{}", lines(page));
                }
            }
            ("json", Ok(Content::Pages(p))) => {
                let v: Vec<_> = p.iter().map(|p| serde_json::json!({"w":p.width,"h":p.height,"g":p.glyphs.iter().map(|g| serde_json::json!([g.text.as_str(), g.bbox.left,g.bbox.top,g.bbox.right,g.bbox.bottom,g.size,g.font,format!("{:?}",g.direction)])).collect::<Vec<_>>(),
                 "r": p.rulings.iter().map(|r| serde_json::json!([format!("{:?}",r.axis), r.at, r.from, r.to])).collect::<Vec<_>>() })).collect();
                println!("{}", serde_json::json!({"path":path,"pages":v}));
            }
            ("time", Ok(Content::Pages(p))) => {
                let n = 200;
                let t = Instant::now();
                for _ in 0..n {
                    std::hint::black_box(gongkai::source::pdf::read(&bytes, &Limits::default()).is_ok());
                }
                println!(
                    "{path} first {first:.2} ms, warm {:.3} ms, pages {} glyphs {} rulings {}",
                    t.elapsed().as_secs_f64() * 1e3 / n as f64,
                    p.len(),
                    p.iter().map(|p| p.glyphs.len()).sum::<usize>(),
                    p.iter().map(|p| p.rulings.len()).sum::<usize>()
                );
            }
            ("stat", Ok(Content::Pages(p))) => {
                let g: usize = p.iter().map(|p| p.glyphs.iter().filter(|g| g.text != " ").count()).sum();
                let bad: usize =
                    p.iter().map(|p| p.glyphs.iter().filter(|g| g.text.contains('\u{FFFD}')).count()).sum();
                println!(
                    "{path}\tok\t{}\t{}\t{}\t{}\t{:.1}",
                    p.len(),
                    g,
                    bad,
                    p.iter().map(|p| p.rulings.len()).sum::<usize>(),
                    first
                );
            }
            ("stat", Err(e)) => println!("{path}\t{:?}\t{}\t\t\t{:.1}", e.kind, e.detail, first),
            (_, Err(e)) => println!("{path}: {:?} {}", e.kind, e.detail),
            _ => {}
        }
    }
}
fn lines(page: &Page) -> String {
    let mut g: Vec<&Glyph> = page.glyphs.iter().collect();
    g.sort_by(|a, b| {
        ((a.bbox.center_y() / 6.0) as i32)
            .cmp(&((b.bbox.center_y() / 6.0) as i32))
            .then(a.bbox.left.total_cmp(&b.bbox.left))
    });
    let mut s = String::new();
    let mut last = i32::MIN;
    for x in g {
        let y = (x.bbox.center_y() / 6.0) as i32;
        if y != last && last != i32::MIN {
            s.push('\n');
        }
        last = y;
        s.push_str(&x.text);
    }
    s
}
