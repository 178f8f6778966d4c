//! WARC in.

use serde_json::json;

use crate::corpus::{Rows, folder, gzip, run};
use crate::run::{Run, page, text};

fn corpus(input: &[u8]) -> Run {
    run(&[] as &[&str], input)
}

/// A record of some type and content.
fn record(kind: &str, content_type: &str, block: impl AsRef<[u8]>) -> Vec<u8> {
    let block = block.as_ref();
    let mut record = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}-{}>\r\n\
         WARC-Target-URI: https://example.org/{}\r\nContent-Type: {content_type}\r\n\
         Content-Length: {}\r\n\r\n",
        block.len(),
        block.len(),
        block.len()
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

/// A response with some status and header.
fn response(status: &str, header: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let mut block = format!("HTTP/1.1 {status}\r\n{header}\r\n\r\n").into_bytes();
    block.extend_from_slice(body.as_ref());
    record("response", "application/http; msgtype=response", block)
}

fn good(word: &str) -> Vec<u8> {
    response("200 OK", "Content-Type: text/html; charset=utf-8", page(word))
}

fn texts(words: &[&str]) -> Vec<serde_json::Value> {
    words.iter().map(|word| json!(text(word))).collect()
}

#[test]
fn pages_are_records_and_the_rest_is_passed_over() {
    let http = "application/http; msgtype=request";
    let warc = [
        record("warcinfo", "application/warc-fields", "software: none\r\n"),
        record("request", http, "GET / HTTP/1.1\r\n\r\n"),
        good("Un"),
        response("301 Moved", "Content-Type: text/html\r\nLocation: /", page("Ailleurs")),
        response("404 Not Found", "Content-Type: text/html", page("Perdu")),
        response(
            "200 OK",
            "Content-Type: image/png",
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0, b'\n'],
        ),
        record("resource", "text/html", page("Deux")),
        record("metadata", "text/html", page("Méta")),
    ];
    for input in [warc.concat(), warc.iter().flat_map(gzip).collect(), gzip(warc.concat())] {
        let run = corpus(&input);
        assert_eq!(run.all("text"), texts(&["Un", "Deux"]), "{}", run.stderr);
        assert_eq!(run.complaints().len(), 0);
        let row = &run.json_lines()[0];
        let id = row["id"].as_str().unwrap();
        assert!(id.starts_with("urn:uuid:response-"), "{id}");
        assert!(row["url"].as_str().unwrap().starts_with("https://example.org/"));
    }
}

#[test]
fn the_charset_of_the_response_is_heeded() {
    let body = b"<p>Du caf\xe9 et des cr\xeapes, jusqu'\xe0 la nuit.";
    let run = corpus(&response("200 OK", "content-type: text/html; Charset=\"iso-8859-1\"", body));
    assert_eq!(run.all("text"), [json!("Du café et des crêpes, jusqu'à la nuit.")]);
}

#[test]
fn bodies_are_unfolded_where_they_are_as_the_header_says() {
    let page = page("Un");
    let chunks = |body: &[u8]| {
        let (a, b) = body.split_at(body.len() / 2);
        let mut chunks = Vec::new();
        for part in [a, b, b""] {
            chunks.extend_from_slice(format!("{:x}\r\n", part.len()).as_bytes());
            chunks.extend_from_slice(part);
            chunks.extend_from_slice(b"\r\n");
        }
        chunks
    };
    let both = "Content-Encoding: gzip\r\nTransfer-Encoding: chunked";
    let warc = [
        response("200 OK", both, chunks(&gzip(&page))),
        response("200 OK", both, gzip(&page)),
        response("200 OK", both, &page),
        response("200 OK", "Transfer-Encoding: chunked", chunks(page.as_bytes())),
        response("200 OK", "Content-Encoding: br", &page),
    ];
    let run = corpus(&warc.concat());
    assert_eq!(run.all("text"), texts(&["Un"; 5]), "{}", run.stderr);
    let unknown = corpus(&response("200 OK", "Content-Encoding: br", [1, 2, 3]));
    assert_eq!(unknown.fates(), ["unreadable"]);
}

/// The outcomes when the second of three records is damaged.
fn damaged(second: Vec<u8>) {
    let run = corpus(&[good("Un"), second, good("Trois")].concat());
    assert_eq!(run.fates(), ["text", "unreadable", "text"], "{}", run.stderr);
    assert_eq!(run.all("text")[2], text("Trois"));
    assert_eq!(run.complaints().len(), 1, "{}", run.stderr);
}

#[test]
fn a_damaged_record_costs_itself_alone() {
    let record = good("Deux");
    let with = |from: &str, to: &str| {
        let text = String::from_utf8(record.clone()).unwrap();
        assert!(text.contains(from));
        text.replace(from, to).into_bytes()
    };
    damaged(with("Content-Length: ", "Content-Length: 1"));
    damaged(with("Content-Length: 1", "Content-Length: "));
    damaged(with("Content-Length: ", "Content-Length: -"));
    damaged(with("WARC/1.1", "WRAC/1.1"));
    damaged(with("HTTP/1.1 200", "HTTP/1.1 two hundred"));
    damaged(record[..record.len() - 20].to_vec());
    damaged(record[..30].to_vec());
}

#[test]
fn a_damaged_gzip_member_costs_itself_alone() {
    let member = gzip(good("Deux"));
    let damages: [fn(&mut Vec<u8>); 4] = [
        |member| member[20] ^= 0xff,
        |member| member.truncate(member.len() / 2),
        // The checksum.
        |member| *member.iter_mut().rev().nth(6).unwrap() ^= 0xff,
        |member| member[2] = 7,
    ];
    for (at, damage) in damages.into_iter().enumerate() {
        let mut second = member.clone();
        damage(&mut second);
        let input = [gzip(good("Un")), second, gzip(good("Trois"))].concat();
        let run = corpus(&input);
        assert_eq!(run.fates(), ["text", "unreadable", "text"], "damage {at}");
        assert_eq!(run.all("text")[2], text("Trois"));
    }
}

#[test]
fn a_damaged_first_member_and_a_cut_last_one_are_reported() {
    let mut first = gzip(good("Un"));
    // The very first bytes, by which a WARC is known.
    first[15] ^= 0xff;
    let last = gzip(good("Trois"));
    let input = [first, gzip(good("Deux")), last[..last.len() / 2].to_vec()].concat();
    let path = folder("damaged").join("crawl.warc.gz");
    std::fs::write(&path, input).unwrap();
    let run = run(&[path], b"");
    assert_eq!(run.fates(), ["unreadable", "text", "unreadable"], "{}", run.stderr);
}

#[test]
fn a_record_over_the_limit_is_reported_if_it_holds_a_page() {
    let large = "<p>mot ".repeat(200_000);
    let image = response("200 OK", "Content-Type: image/png", &large);
    let html = response("200 OK", "Content-Type: text/html", &large);
    let input = [good("Un"), image, html, good("Deux")].concat();
    for input in [input.clone(), gzip(input)] {
        let run = run(&["--max-record", "1"], &input);
        assert_eq!(run.fates(), ["text", "unreadable", "text"], "{}", run.stderr);
        assert!(run.complaints()[0].contains("over the limit"), "{}", run.stderr);
    }
}
