//! The server on a real connection: what it says of itself, whom it counts, and how patient it is.
//!
//! It never waits for a whole timeout: those are tested where they stand, with short ones.

use crate::common::{Home, Running};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;

/// The head of an answer to raw bytes, in lower case.
fn head(server: &Running, request: &str) -> String {
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://").trim_end_matches('/')).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    let text = String::from_utf8_lossy(&all).to_lowercase();
    text.split("\r\n\r\n").next().unwrap_or_default().to_owned()
}

fn get(server: &Running, path: &str, more: &str) -> String {
    head(server, &format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{more}\r\n"))
}

#[test]
fn a_connection_is_counted_by_its_address_and_tells_nothing_of_the_server() {
    let home = Home::new();
    let server = home.serve();
    let page = get(&server, "/en/search?q=gold", "");
    assert!(page.contains("ratelimit-policy: \"search\";q=240;w=60") && page.contains("ratelimit: \"search\";r="), "{page}");
    for secret in ["\r\nserver:", "x-powered-by", "via:"] {
        assert!(!page.contains(secret), "{page}");
    }
    let left = |head: &str| head.split("\"search\";r=").nth(1).unwrap().split(';').next().unwrap().parse::<u32>().unwrap();
    let again = get(&server, "/en/search?q=gold", "x-forwarded-for: 203.0.113.7\r\n");
    assert!(left(&again) < left(&page), "a header that anybody can write changes nothing");
    assert!(!get(&server, "/static/kaan.css", "").contains("ratelimit"));
}

#[test]
fn what_no_browser_sends_is_refused_without_a_fault() {
    let home = Home::new();
    let server = home.serve();
    for (request, status) in [
        ("TRACE /en HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", "405"),
        ("NONSENSE\r\n\r\n", "400"),
        (
            "GET /en HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\nconnection: close\r\n\r\n0\r\n\r\n",
            "",
        ),
        (
            "POST /en/check HTTP/1.1\r\nhost: x\r\norigin: https://evil.example\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
            "403",
        ),
    ] {
        let head = head(&server, request);
        let line = head.lines().next().unwrap_or_default().to_owned();
        assert!(line.contains(status) && !line.contains(" 5"), "{request:?}: {line}");
    }
    let long = format!("GET /en HTTP/1.1\r\nhost: x\r\nx: {}\r\n\r\n", "y".repeat(1 << 20));
    let mut stream = TcpStream::connect(server.url.trim_start_matches("http://").trim_end_matches('/')).unwrap();
    // The server may close before all is sent.
    let _ = stream.write_all(long.as_bytes());
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 431"), "{}", String::from_utf8_lossy(&answer));
}
