use std::time::Instant;
fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let n = 50;
        let t = Instant::now();
        for _ in 0..n {
            let d = lopdf::Document::load_mem(&bytes);
            std::hint::black_box(d.is_ok());
        }
        let a = t.elapsed().as_secs_f64() * 1e3 / n as f64;
        let t = Instant::now();
        for _ in 0..n {
            let d = hayro_syntax::Pdf::new(bytes.clone());
            if let Ok(d) = d {
                std::hint::black_box(d.pages().len());
            }
        }
        let b = t.elapsed().as_secs_f64() * 1e3 / n as f64;
        let t = Instant::now();
        let mut g = 0;
        let n2 = 3;
        for _ in 0..n2 {
            let d = lopdf::Document::load_mem(&bytes);
            if let Ok(d) = d {
                for p in d.page_iter() {
                    g += d.get_page_content(p).len();
                }
            }
        }
        let c = t.elapsed().as_secs_f64() * 1e3 / n2 as f64;
        println!("{path} lopdf {a:.3} ms hayro {b:.3} ms, lopdf+contents {c:.3} {g}");
    }
    let t = Instant::now();
    let d = hayro_cmap::load_embedded(hayro_cmap::CMapName::GbkEucH).unwrap().len();
    println!("cmap bundle {:?} {d}", t.elapsed());
    for name in [&b"GBK-EUC-H"[..], b"UniGB-UCS2-H", b"UniGB-UTF16-H", b"Adobe-GB1-UCS2"] {
        let t = Instant::now();
        let c = hayro_cmap::CMap::parse(
            hayro_cmap::load_embedded(hayro_cmap::CMapName::from_bytes(name)).unwrap(),
            |n| hayro_cmap::load_embedded(n),
        );
        println!("parse {:?} {}", t.elapsed(), c.is_some());
    }
}
