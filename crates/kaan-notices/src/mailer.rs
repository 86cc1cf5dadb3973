//! The way out of letters: a mail server by SMTP under TLS, or a folder of files.
//!
//! Opened by the binary, called by the outbox. It never sends a password or a letter over an open line but to
//! this very machine, and never puts an address into a log or the name of a file.

use crate::folder;
use crate::letter::Words;
use kaan_base::Instant;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{Address, AsyncTransport, Message, Tokio1Executor};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// How long a mail server may take for one letter.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a letter did not leave, or no mailer could be opened. Its text names no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MailerError {
    /// The address of the mail server cannot be read.
    #[error("the mail server's address must be smtps://… or smtp://…?tls=required")]
    Target,
    /// The server would be spoken to without encryption, over a network.
    #[error("the mail server must be spoken to under TLS: smtps://… or smtp://…?tls=required")]
    Open,
    /// The sender's address cannot be read.
    #[error("the sender's address is none")]
    From,
    /// The folder cannot be made or written.
    #[error("the folder of letters cannot be written")]
    Folder,
    /// The reader has no address any more.
    #[error("the reader has no address")]
    NoAddress,
    /// The reader's address cannot be read.
    #[error("the reader's address is none")]
    Address,
    /// The letter has nothing in it.
    #[error("a letter without a notice")]
    Empty,
    /// The server refused the letter for good.
    #[error("the mail server refused the letter")]
    Refused,
    /// The server could not be reached, or asks to come again.
    #[error("the mail server cannot take it now")]
    Unreachable,
}

impl MailerError {
    /// A short code for store and log.
    pub const fn code(self) -> &'static str {
        match self {
            MailerError::Target => "target",
            MailerError::Open => "open",
            MailerError::From => "from",
            MailerError::Folder => "folder",
            MailerError::NoAddress => "no-address",
            MailerError::Address => "address",
            MailerError::Empty => "empty",
            MailerError::Refused => "refused",
            MailerError::Unreachable => "unreachable",
        }
    }

    /// Whether it may go better later.
    pub(crate) const fn may_pass(self) -> bool {
        matches!(self, MailerError::Folder | MailerError::Unreachable)
    }
}

enum Way {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(PathBuf),
}

/// Sends letters.
pub struct Mailer {
    way: Way,
    from: Mailbox,
}

impl Mailer {
    /// Opens `smtps://USER:PASSWORD@HOST`, `smtp://USER:PASSWORD@HOST?tls=required`, or a folder by its path.
    ///
    /// `from` is the sender: `Kaan <kaan@register.example>` or the address alone.
    ///
    /// # Errors
    /// [`MailerError`] for an address it does not understand, a line without encryption or a folder it cannot make.
    pub fn open(target: &str, from: &str) -> Result<Mailer, MailerError> {
        let from: Mailbox = from.trim().parse().map_err(|_| MailerError::From)?;
        let target = target.trim();
        if !target.starts_with("smtp://") && !target.starts_with("smtps://") {
            let path = PathBuf::from(target);
            folder::make(&path).map_err(|_| MailerError::Folder)?;
            return Ok(Mailer { way: Way::Folder(path), from });
        }
        if !is_covered(target) {
            return Err(MailerError::Open);
        }
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(target).map_err(|_| MailerError::Target)?;
        Ok(Mailer { way: Way::Smtp(Box::new(builder.timeout(Some(PATIENCE)).build())), from })
    }

    /// The folder, when letters go into one.
    pub fn folder(&self) -> Option<&std::path::Path> {
        match &self.way {
            Way::Folder(path) => Some(path),
            Way::Smtp(_) => None,
        }
    }

    /// Sends one letter; `id` makes its Message-ID, the same at every try.
    pub(crate) async fn send(&self, id: &str, (to, base): (&str, &str), words: &Words, now: Instant) -> Result<(), MailerError> {
        let to: Address = to.parse().map_err(|_| MailerError::Address)?;
        let message = self.message(id, (to, base), words, now)?;
        match &self.way {
            Way::Folder(path) => folder::write(path, id, &message.formatted()).map_err(|_| MailerError::Folder),
            Way::Smtp(smtp) => smtp
                .send(message)
                .await
                .map(drop)
                .map_err(|e| if e.is_permanent() { MailerError::Refused } else { MailerError::Unreachable }),
        }
    }

    fn message(&self, id: &str, (to, base): (Address, &str), words: &Words, now: Instant) -> Result<Message, MailerError> {
        let part = |kind, text: &str| SinglePart::builder().header(kind).body(text.to_owned());
        let both = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, &words.plain))
            .singlepart(part(ContentType::TEXT_HTML, &words.html));
        let date = SystemTime::UNIX_EPOCH + Duration::from_micros(now.0.unsigned_abs());
        let automatic = HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".into());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(words.subject.clone())
            .date(date)
            .message_id(Some(format!("<{id}@{}>", host(base))))
            .raw_header(automatic)
            .multipart(both)
            .map_err(|_| MailerError::Address)
    }
}

/// Whether nobody on the way can read: TLS, or a server on this machine.
fn is_covered(target: &str) -> bool {
    let host = host(target);
    let here = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    target.starts_with("smtps://") || here || target.split_once('?').is_some_and(|(_, q)| q.split('&').any(|p| p == "tls=required"))
}

/// The host of an address, without user, port and path.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    match host.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_goes_over_an_open_line() {
        let open = |t: &str| Mailer::open(t, "Kaan <kaan@register.example>").err();
        assert_eq!(open("smtp://mail.example"), Some(MailerError::Open));
        assert_eq!(open("smtp://u:p@mail.example:587?tls=opportunistic"), Some(MailerError::Open));
        assert_eq!(open("smtp://localhost.evil.example"), Some(MailerError::Open));
        assert_eq!(host("https://kaan.example:8080/x"), "kaan.example");
        assert_eq!((host("smtp://u:p@[::1]:25"), is_covered("smtp://[::1]:25")), ("::1", true));
        assert!(is_covered("smtp://127.0.0.1:2525") && is_covered("smtp://h?a=b&tls=required"));
    }

    #[test]
    fn servers_under_tls_and_this_machine_are_taken() {
        for good in ["smtps://u:p@mail.example", "smtp://u:p@mail.example:587?tls=required", "smtp://127.0.0.1:2525"] {
            assert_eq!(Mailer::open(good, "Kaan <kaan@register.example>").err(), None, "{good}");
        }
    }

    #[test]
    fn a_sender_that_is_no_address_is_refused() {
        for bad in ["", "kaan", "a@b.example\r\nBcc: c@d.example"] {
            assert!(matches!(Mailer::open("smtps://mail.example", bad), Err(MailerError::From)), "{bad}");
        }
    }
}
