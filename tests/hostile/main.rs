//! Nothing breaks it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod pathologies;

use std::time::Duration;

use cpu_time::ThreadTime;
use epure::{Extractor, Page};
use pathologies::PATHOLOGIES;

fn all_outputs(page: &[u8]) -> [f64; 6] {
    let extractor = Extractor::new();
    let page = Page::new(page).with_url("https://example.org/a/b");
    let mut t = [0.0; 6];
    let mut clock = ThreadTime::now();
    let mut lap = |at: usize| {
        let now = ThreadTime::now();
        t[at] = now.duration_since(clock).as_secs_f64();
        clock = now;
    };
    let a = extractor.extract(page);
    lap(0);
    if let Ok(a) = &a {
        std::hint::black_box(a.html());
    }
    lap(1);
    if let Ok(a) = &a {
        std::hint::black_box(a.markdown());
    }
    lap(2);
    if let Ok(a) = &a {
        std::hint::black_box(a.blocks());
    }
    lap(3);
    if let Ok(e) = extractor.explain(page) {
        std::hint::black_box(e.to_string());
    }
    lap(4);
    if let Ok(a) = epure::training::everything(page) {
        std::hint::black_box((a.html(), a.markdown(), a.blocks()));
        if a.html().len() + a.markdown().len() > 40 * page.size() {
            println!("  OUTPUT {} {} of {}", a.html().len(), a.markdown().len(), page.size());
        }
        let h: usize = a.blocks().iter().map(|b| b.heading_path.len()).sum();
        if h > 10 * page.size() {
            println!("  PATHS {h} of {}", page.size());
        }
    }
    lap(5);
    t
}

#[test]
#[ignore]
fn explore() {
    let scale: f64 = std::env::var("SCALE").ok().and_then(|s| s.parse().ok()).unwrap_or(0.1);
    let only = std::env::var("ONLY").unwrap_or_default();
    for p in PATHOLOGIES {
        if !p.name.contains(&only) {
            continue;
        }
        let n = (p.size as f64 * scale) as usize;
        std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
            let (a, b) = ((p.page)(n), (p.page)(2 * n));
            let ta = all_outputs(&a);
            let tb = all_outputs(&b);
            let sa: f64 = ta.iter().sum();
            let sb: f64 = tb.iter().sum();
            let worst = sb / sa;
            let ns = |t: f64| t * 1e9 / b.len() as f64;
            println!("{:32} {:9} B  {:6.1} ms x{worst:4.2}  ns/B: {:6.1} | html {:5.1} md {:5.1} bl {:5.1} ex {:6.1} all {:6.1}{}", p.name, b.len(), sb * 1e3, ns(tb[0]), ns(tb[1]), ns(tb[2]), ns(tb[3]), ns(tb[4]), ns(tb[5]), if worst > 2.6 { " <<<<" } else { "" });
        }).unwrap().join().unwrap();
    }
    let _ = Duration::ZERO;
}

#[test]
#[ignore]
fn ordinary() {
    for set in ["scrapinghub", "wcxb-dev", "trafilatura", "readability", "daniel"] {
        let mut bytes = 0;
        let mut t = [0.0; 6];
        let mut dens = vec![];
        let mut n = 0;
        for e in std::fs::read_dir(format!("target/eval/{set}/html")).unwrap() {
            n += 1;
            if n % 4 != 0 {
                continue;
            }
            let p = std::fs::read(e.unwrap().path()).unwrap();
            bytes += p.len();
            let a = all_outputs(&p);
            for i in 0..6 {
                t[i] += a[i];
            }
            if let Ok(e) = Extractor::new().explain(&p) {
                dens.push((p.len() / e.blocks().len().max(1), e.blocks().len()));
            }
        }
        dens.sort();
        println!(
            "{set} {bytes} B, ns/B {:?} densest {:?} q05 {:?}",
            t.map(|t| t * 1e9 / bytes as f64),
            &dens[..12.min(dens.len())],
            dens[dens.len() / 20]
        );
    }
    let mut bytes = 0;
    let mut t = [0.0; 6];
    for e in std::fs::read_dir("tests/pages").unwrap() {
        let Ok(p) = std::fs::read(e.unwrap().path().join("page.html")) else { continue };
        bytes += p.len();
        let a = all_outputs(&p);
        for i in 0..6 {
            t[i] += a[i];
        }
    }
    println!("cases {bytes} B, ns/B {:?}", t.map(|t| t * 1e9 / bytes as f64));
}
