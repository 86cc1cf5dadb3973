//! Bytes that can be read more than once: a file, or an upload held in memory.
//!
//! Used by all readers. It never writes, and never follows a name that stands inside a file.

use crate::refusal::Refusal;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where the bytes are.
#[derive(Clone)]
pub(crate) enum Input {
    /// A file on disk.
    File { path: PathBuf, bytes: u64 },
    /// An upload, or an entry of a zip.
    Memory(Arc<[u8]>),
}

/// A reader that can also go back.
pub(crate) trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

impl Input {
    /// A file, if it is one and not too large.
    pub fn file(path: &std::path::Path, max_bytes: u64) -> Result<Self, Refusal> {
        let meta = std::fs::metadata(path).map_err(|e| Refusal::new("file-unreadable").with("error", e))?;
        if !meta.is_file() {
            return Err(Refusal::new("file-unreadable").with("error", "not a file"));
        }
        Input::File { path: path.to_path_buf(), bytes: meta.len() }.checked(max_bytes)
    }

    /// Bytes in memory, if not too many.
    pub fn memory(bytes: Vec<u8>, max_bytes: u64) -> Result<Self, Refusal> {
        Input::Memory(bytes.into()).checked(max_bytes)
    }

    fn checked(self, max_bytes: u64) -> Result<Self, Refusal> {
        match self.len() {
            0 => Err(Refusal::new("file-empty")),
            n if n > max_bytes => Err(Refusal::new("file-too-large").with("bytes", n).with("limit", max_bytes)),
            _ => Ok(self),
        }
    }

    /// Its length in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Input::File { bytes, .. } => *bytes,
            Input::Memory(bytes) => bytes.len() as u64,
        }
    }

    /// A reader at the beginning, which can also go back.
    pub fn seekable(&self) -> Result<Box<dyn ReadSeek>, Refusal> {
        Ok(match self {
            Input::File { path, .. } => Box::new(File::open(path).map_err(unreadable)?),
            Input::Memory(bytes) => Box::new(Cursor::new(Arc::clone(bytes))),
        })
    }

    /// A buffered reader at the beginning that counts what it has read.
    pub fn counted(&self, progress: &Progress) -> Result<Box<dyn BufRead + Send>, Refusal> {
        progress.0.store(0, Ordering::Relaxed);
        let counted = Counted { inner: self.seekable()?, progress: progress.clone() };
        Ok(Box::new(BufReader::with_capacity(1 << 16, counted)))
    }

    /// At most `n` bytes from the beginning.
    pub fn head(&self, n: usize) -> Result<Vec<u8>, Refusal> {
        let mut head = Vec::new();
        self.seekable()?.take(n as u64).read_to_end(&mut head).map_err(unreadable)?;
        Ok(head)
    }

    /// All of it, in memory.
    pub fn all(&self) -> Result<Arc<[u8]>, Refusal> {
        match self {
            Input::Memory(bytes) => Ok(Arc::clone(bytes)),
            Input::File { bytes, .. } => {
                let mut all = Vec::new();
                self.seekable()?.take(*bytes).read_to_end(&mut all).map_err(unreadable)?;
                Ok(all.into())
            }
        }
    }
}

fn unreadable(error: io::Error) -> Refusal {
    Refusal::new("file-unreadable").with("error", error)
}

/// Bytes read so far, shared with whoever shows them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress(Arc<AtomicU64>);

impl Progress {
    pub fn set(&self, bytes: u64) {
        self.0.store(bytes, Ordering::Relaxed);
    }

    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

struct Counted {
    inner: Box<dyn ReadSeek>,
    progress: Progress,
}

impl Read for Counted {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.progress.0.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}
