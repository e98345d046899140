use gongkai::model::Limits;
use std::time::{Duration, Instant};
fn main() {
    let secs: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let files: Vec<Vec<u8>> =
        std::env::args().skip(2).map(|p| std::fs::read(p).unwrap()).filter(|b| b.len() < 200_000).collect();
    let mut seed = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(1u64);
    let mut rnd = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let t = Instant::now();
    let mut n = 0u64;
    let mut slow = Duration::ZERO;
    let limits = Limits { stream_bytes: 8 << 20, total_stream_bytes: 32 << 20, ..Limits::default() };
    std::panic::set_hook(Box::new(|i| {
        eprintln!("PANIC {i}");
    }));
    while t.elapsed().as_secs() < secs {
        let b = &files[rnd() as usize % files.len()];
        let mut m = b.clone();
        if m.is_empty() {
            continue;
        }
        for _ in 0..1 + rnd() % 30 {
            let i = rnd() as usize % m.len();
            match rnd() % 4 {
                0 => m[i] = rnd() as u8,
                1 => {
                    m[i] ^= 1 << (rnd() % 8);
                }
                2 => {
                    let j = rnd() as usize % m.len();
                    let l = (rnd() % 40) as usize;
                    let l = l.min(m.len() - i).min(m.len() - j);
                    let c = m[j..j + l].to_vec();
                    m[i..i + l].copy_from_slice(&c);
                }
                _ => {
                    if m[i].is_ascii_digit() {
                        m[i] = b'0' + (rnd() % 10) as u8;
                    }
                }
            }
        }
        let s = Instant::now();
        let r = std::panic::catch_unwind(|| gongkai::source::pdf::read(&m, &limits).is_ok());
        let d = s.elapsed();
        if r.is_err() {
            std::fs::write(format!("/tmp/crash-{n}.pdf"), &m).unwrap();
            println!("crash-{n}");
        }
        if d > slow {
            slow = d;
            if d > Duration::from_millis(500) {
                std::fs::write(format!("/tmp/slow-{n}.pdf"), &m).unwrap();
                println!("slow {n} {d:?}");
            }
        }
        n += 1;
    }
    println!("{n} runs, slowest {slow:?}");
}
