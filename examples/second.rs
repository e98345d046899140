fn main() {
    for p in std::env::args().skip(1) {
        let b = std::fs::read(&p).unwrap();
        match lopdf::Document::load_mem(&b) {
            Ok(d) if d.page_iter().next().is_some() => {}
            Ok(d) => println!("{p} lopdf: no pages, encrypted {}", d.is_encrypted()),
            Err(e) => println!("{p} {e}"),
        }
    }
}
