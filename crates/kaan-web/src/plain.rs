//! Words for what is no page: letters, whose readers have no `<bdi>`.
//!
//! Called by whoever writes letters. It never makes markup: values stand between U+2068 and U+2069.

use crate::Ui;
use kaan_base::{Day, Instant, Lang, Zone};

impl Ui {
    /// A message as plain text with its values set apart by isolation marks, whatever the language.
    pub fn text_apart(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> String {
        self.0.words.text_apart(lang, key, args)
    }

    /// A day in words: `1 May 2013`.
    pub fn day_text(&self, lang: Lang, day: Day) -> String {
        self.numbers(lang).day(day)
    }

    /// A moment in words, in the zone of the reader's country: `1 May 2013 14:05 (Pakistan)`.
    pub fn moment_text(&self, lang: Lang, at: Instant) -> String {
        let (zone, key) = match lang {
            Lang::Zh => (Zone::Beijing, "zone-beijing"),
            Lang::En | Lang::Ur => (Zone::Pakistan, "zone-pakistan"),
        };
        format!("{} {} ({})", self.day_text(lang, at.day(zone)), at.clock(zone), self.text(lang, key, &[]))
    }
}
