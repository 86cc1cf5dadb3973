//! A load generator for the server: requests over kept connections, one thread each.
//!
//! Called by `xtask load` where wrk is absent. It never follows a redirection, and counts an answer that
//! is not 200 as bad: the speed of errors is no figure.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What is asked for.
pub struct Wanted {
    /// Address, with the path when bodies are posted.
    pub url: String,
    /// Paths or bodies, one a line.
    pub lines: PathBuf,
    /// Whether the lines are bodies.
    pub post: bool,
    /// Connections.
    pub connections: usize,
    /// Seconds.
    pub seconds: u64,
    /// Name in the output.
    pub name: String,
}

/// What one connection saw.
#[derive(Default)]
struct Seen {
    times: Vec<Duration>,
    bytes: u64,
    bad: u64,
}

/// Loads the server and prints one line.
pub fn run(wanted: &Wanted) -> Result<()> {
    let rest = wanted.url.strip_prefix("http://").context("only http://")?;
    let (host, path) = rest.split_once('/').map_or((rest, String::from("/")), |(h, p)| (h, format!("/{p}")));
    let text = std::fs::read_to_string(&wanted.lines)?;
    let requests: Vec<Vec<u8>> = text.lines().filter(|l| !l.is_empty()).map(|l| request(wanted.post, host, &path, l)).collect();
    if requests.is_empty() {
        bail!("no line in {}", wanted.lines.display());
    }
    let end = Instant::now() + Duration::from_secs(wanted.seconds);
    let start = Instant::now();
    let seen: Vec<Result<Seen>> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..wanted.connections)
            .map(|n| {
                scope.spawn({
                    let requests = &requests;
                    move || one(host, requests, n * 7919, end)
                })
            })
            .collect();
        all.into_iter().map(|h| h.join().unwrap_or_else(|_| bail!("a connection broke"))).collect()
    });
    let took = start.elapsed().as_secs_f64();
    let seen = seen.into_iter().collect::<Result<Vec<Seen>>>()?;
    let mut times: Vec<Duration> = seen.iter().flat_map(|s| s.times.iter().copied()).collect();
    times.sort_unstable();
    let at =
        |share: f64| times.get(((times.len().max(1) - 1) as f64 * share) as usize).copied().unwrap_or_default().as_secs_f64() * 1e3;
    let (bytes, bad): (u64, u64) = seen.iter().fold((0, 0), |(b, e), s| (b + s.bytes, e + s.bad));
    let count = times.len().max(1) as u64;
    println!(
        "{}: {:.0} per s, p50 {:.2} ms, p99 {:.2} ms, {} bytes on average, {} connections, bad={bad}",
        wanted.name,
        times.len() as f64 / took,
        at(0.5),
        at(0.99),
        bytes / count,
        wanted.connections
    );
    Ok(())
}

fn request(post: bool, host: &str, path: &str, line: &str) -> Vec<u8> {
    if post {
        return format!(
            "POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{line}",
            line.len()
        )
        .into_bytes();
    }
    format!("GET {line} HTTP/1.1\r\nHost: {host}\r\n\r\n").into_bytes()
}

fn one(host: &str, requests: &[Vec<u8>], first: usize, end: Instant) -> Result<Seen> {
    let mut stream = TcpStream::connect(host)?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::with_capacity(1 << 16, stream.try_clone()?);
    let (mut seen, mut buffer) = (Seen::default(), Vec::new());
    let mut n = first;
    while Instant::now() < end {
        let start = Instant::now();
        stream.write_all(&requests[n % requests.len()])?;
        let (status, bytes) = answer(&mut reader, &mut buffer)?;
        seen.times.push(start.elapsed());
        seen.bytes += bytes;
        seen.bad += u64::from(status != 200);
        n += 1;
    }
    Ok(seen)
}

/// Reads one answer: its status and how many bytes its body had.
fn answer(reader: &mut impl BufRead, buffer: &mut Vec<u8>) -> Result<(u16, u64)> {
    let (mut status, mut length, mut chunked, mut line) = (0, 0u64, false, String::new());
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            bail!("the server closed the connection");
        }
        let lower = line.trim_end().to_ascii_lowercase();
        match lower.split_once(": ") {
            _ if lower.is_empty() => break,
            Some(("content-length", n)) => length = n.parse()?,
            Some(("transfer-encoding", "chunked")) => chunked = true,
            None if lower.starts_with("http/") => status = lower.split(' ').nth(1).context("no status")?.parse()?,
            _ => {}
        }
    }
    let mut take = |reader: &mut dyn BufRead, n: u64| -> Result<()> {
        buffer.resize(usize::try_from(n)?, 0);
        Ok(reader.read_exact(buffer)?)
    };
    if !chunked {
        take(reader, length)?;
        return Ok((status, length));
    }
    let mut total = 0;
    loop {
        line.clear();
        reader.read_line(&mut line)?;
        let size = u64::from_str_radix(line.trim(), 16)?;
        take(reader, size + 2)?;
        total += size;
        if size == 0 {
            return Ok((status, total));
        }
    }
}
