//! Sending a prepared file: whole, in part (RFC 9110, 14), or not at all when the reader has it.
//!
//! Called by the downloads. It never reads more of a file into memory than a piece at a time.

use axum::body::Body;
use axum::http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use std::fs::File;
use std::io::{self, SeekFrom};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};

/// Bytes read at a time.
const PIECE: usize = 1 << 16;

/// What a range header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    /// First and last byte, both within the file.
    From(u64, u64),
    Outside,
}

/// The answer for a file of `bytes` with the entity tag `etag` (quotes included).
pub(crate) async fn answer(headers: &HeaderMap, file: File, bytes: u64, etag: &str) -> io::Result<Response> {
    let header = |name| headers.get(name).and_then(|v: &axum::http::HeaderValue| v.to_str().ok());
    if header(IF_NONE_MATCH)
        .is_some_and(|known| known.split(',').any(|t| matches!(t.trim(), "*") || t.trim().trim_start_matches("W/") == etag))
    {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response());
    }
    let whole = header(IF_RANGE).is_some_and(|tag| tag != etag);
    let part = header(RANGE).filter(|_| !whole).map_or(Part::Whole, |r| part(r, bytes));
    let (status, first, last) = match part {
        Part::Outside => {
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, format!("bytes */{bytes}"))]).into_response());
        }
        Part::Whole => (StatusCode::OK, 0, bytes.saturating_sub(1)),
        Part::From(first, last) => (StatusCode::PARTIAL_CONTENT, first, last),
    };
    let length = if bytes == 0 { 0 } else { last - first + 1 };
    let mut file = tokio::fs::File::from_std(file);
    file.seek(SeekFrom::Start(first)).await?;
    let mut out = (status, body(file, length)).into_response();
    let set = out.headers_mut();
    set.insert(CONTENT_LENGTH, length.into());
    set.insert(ACCEPT_RANGES, axum::http::HeaderValue::from_static("bytes"));
    if let Ok(tag) = etag.parse() {
        set.insert(ETAG, tag);
    }
    if status == StatusCode::PARTIAL_CONTENT
        && let Ok(range) = format!("bytes {first}-{last}/{bytes}").parse()
    {
        set.insert(CONTENT_RANGE, range);
    }
    Ok(out)
}

fn body(file: tokio::fs::File, length: u64) -> Body {
    Body::from_stream(futures::stream::try_unfold((file, length), |(mut file, left)| async move {
        if left == 0 {
            return Ok::<_, io::Error>(None);
        }
        let mut piece = vec![0; PIECE.min(usize::try_from(left).unwrap_or(PIECE))];
        let n = file.read(&mut piece).await?;
        if n == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        piece.truncate(n);
        Ok(Some((Bytes::from(piece), (file, left - n as u64))))
    }))
}

/// Reads `bytes=a-b`, `bytes=a-` or `bytes=-n`; several ranges, or what cannot be read, mean the whole.
fn part(header: &str, bytes: u64) -> Part {
    let Some((first, last)) = header.strip_prefix("bytes=").and_then(|r| r.split_once('-')) else { return Part::Whole };
    let number = |t: &str| t.bytes().all(|b| b.is_ascii_digit()).then(|| t.parse::<u64>().ok()).flatten();
    match (first.trim(), last.trim()) {
        ("", n) => match number(n) {
            Some(n) if n > 0 && bytes > 0 => Part::From(bytes.saturating_sub(n), bytes - 1),
            Some(_) => Part::Outside,
            None => Part::Whole,
        },
        (a, b) => match (number(a), number(b)) {
            (Some(a), _) if a >= bytes => Part::Outside,
            (Some(a), None) if b.is_empty() => Part::From(a, bytes - 1),
            (Some(a), Some(b)) if a <= b => Part::From(a, b.min(bytes - 1)),
            _ => Part::Whole,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        assert_eq!(part("bytes=0-9", 100), Part::From(0, 9));
        assert_eq!(part("bytes=90-", 100), Part::From(90, 99));
        assert_eq!(part("bytes=-5", 100), Part::From(95, 99));
        assert_eq!(part("bytes=-500", 100), Part::From(0, 99));
        assert_eq!(part("bytes=5-500", 100), Part::From(5, 99));
        assert_eq!(part("bytes=100-", 100), Part::Outside);
        assert_eq!(part("bytes=-0", 100), Part::Outside);
        for whole in ["bytes=9-5", "bytes=1-2,4-5", "items=0-1", "bytes=a-b", "bytes"] {
            assert_eq!(part(whole, 100), Part::Whole, "{whole}");
        }
    }

    proptest! {
        #[test]
        fn a_part_lies_within_the_file(header in "bytes=[0-9]{0,25}-[0-9]{0,25}", bytes in 0u64..1000) {
            if let Part::From(a, b) = part(&header, bytes) {
                prop_assert!(a <= b && b < bytes);
            }
        }
    }
}
