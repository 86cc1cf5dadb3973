//! The words of letters, from the messages that pages are drawn with.
//!
//! Handed to the outbox by the binary and used by the inbox. It never holds a sentence itself.

use kaan_base::{Day, Instant, Lang};
use kaan_notices::Voice;
use kaan_web::Ui;

/// The messages of the site as a voice.
#[derive(Clone)]
pub struct Words(Ui);

/// The voice of a site.
pub fn voice(ui: Ui) -> Words {
    Words(ui)
}

impl Voice for Words {
    fn text(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> String {
        self.0.text_apart(lang, key, args)
    }

    fn day(&self, lang: Lang, day: Day) -> String {
        self.0.day_text(lang, day)
    }

    fn moment(&self, lang: Lang, at: Instant) -> String {
        self.0.moment_text(lang, at)
    }
}
