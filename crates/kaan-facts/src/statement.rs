//! A cell of a table cut into single statements, so that figures which disagree stand side by side.
//!
//! Called when a row becomes a record. It never changes a word: every statement is a piece of the cell.

use crate::amount::amounts;
use crate::model::Fact;

/// Most statements of one cell.
const MOST: usize = 40;

/// Cuts a cell at `; `, `. ` and, between two amounts of mass, at `, `, but never inside brackets.
#[must_use]
pub fn statements(kind: &str, cell: &str) -> Vec<Fact> {
    let mut out = Vec::new();
    for clause in
        cut(cell, |rest| rest.starts_with(';') || (rest.starts_with(". ") && rest.chars().nth(2).is_some_and(char::is_uppercase)))
    {
        let pieces = cut(clause, |rest| rest.strip_prefix(", ").is_some_and(begins_with_mass));
        // “165 Mt by one standard, 195 Mt by another (2018)”: what stands in brackets at the end speaks of both.
        let common = pieces.last().and_then(|p| said_by(p));
        for piece in pieces {
            let said = said_by(piece).or(common).map(str::to_owned);
            let date = said.as_deref().and_then(year);
            out.push(Fact { kind: kind.to_owned(), text: piece.to_owned(), amounts: amounts(piece), said_by: said, date });
        }
    }
    out.truncate(MOST);
    out
}

/// One fact of a whole cell.
#[must_use]
pub fn whole(kind: &str, cell: &str) -> Fact {
    Fact { kind: kind.to_owned(), text: cell.to_owned(), amounts: Vec::new(), said_by: None, date: None }
}

/// Cuts a text where `here` says so of the rest, outside brackets; the sign it is cut at is left out.
fn cut(text: &str, here: impl Fn(&str) -> bool) -> Vec<&str> {
    let (mut out, mut from, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            ';' | '.' | ',' if depth <= 0 && text.get(at..).is_some_and(&here) => {
                out.extend(text.get(from..at));
                from = at + 1;
            }
            _ => {}
        }
    }
    out.extend(text.get(from..));
    out.into_iter().map(str::trim).filter(|t| !t.is_empty()).collect()
}

/// Whether the text begins with an amount of mass, or one word and then such an amount.
fn begins_with_mass(text: &str) -> bool {
    let mass = |t: &str| {
        let head = t.split(' ').take(2).collect::<Vec<_>>().join(" ");
        amounts(&head).first().is_some_and(|a| matches!(a.unit.as_str(), "Gt" | "Mt" | "kt" | "t"))
    };
    mass(text) || text.split_once(' ').is_some_and(|(_, rest)| mass(rest))
}

/// What the last pair of brackets of a statement says, when it names somebody or some time.
fn said_by(piece: &str) -> Option<&str> {
    let inner = piece.strip_suffix(')')?;
    let inside = inner.get(inner.rfind('(')? + 1..)?.trim();
    let names = inside.chars().next().is_some_and(char::is_uppercase)
        || year(inside).is_some()
        || ["compilation", "old", "ambassador", "estimate"].iter().any(|w| inside.starts_with(w));
    (names && !inside.is_empty()).then_some(inside)
}

/// The one year between 1850 and 2049 that a text names.
fn year(text: &str) -> Option<String> {
    let mut found = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| w.len() == 4)
        .filter(|w| w.parse::<u16>().is_ok_and(|y| (1850..2050).contains(&y)));
    let first = found.next()?;
    found.next().is_none().then(|| first.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cell: &str) -> Vec<String> {
        statements("resource", cell).into_iter().map(|f| f.text).collect()
    }

    #[test]
    fn figures_that_disagree_stand_side_by_side() {
        let duddar = "14.48 Mt @9.9% Zn, 3.4% Pb (compilation); design reserve 9.898 Mt with 992 kt Zn and 326 kt Pb (Chinese partner); 10.3 Mt @11.4% Zn, 2.1% Pb (1990s); about 50 Mt @8.6% Zn, 3.2% Pb (Wikipedia)";
        assert_eq!(texts(duddar).len(), 4);
        let said: Vec<_> = statements("resource", duddar).into_iter().filter_map(|f| f.said_by).collect();
        assert_eq!(said, ["compilation", "Chinese partner", "Wikipedia"]);
        let chiniot =
            "165 Mt by international standard, 195 Mt by Chinese standard (same data, 2018); GSP earlier 600 Mt all classes";
        let found = statements("resource", chiniot);
        assert_eq!(
            texts(chiniot),
            ["165 Mt by international standard", "195 Mt by Chinese standard (same data, 2018)", "GSP earlier 600 Mt all classes"]
        );
        assert_eq!((found[0].date.as_deref(), found[2].date.as_deref()), (Some("2018"), None));
    }

    #[test]
    fn brackets_and_decimals_are_not_cut() {
        assert_eq!(texts("East ore body: 336 Mt @0.36% Cu (cut-off 0.25%; FS. Dec 2020). South ore body: 96.04 Mt").len(), 2);
        assert_eq!(texts("82 to 600 Mt (one press claim: 6.687 Gt)").len(), 1);
        assert_eq!(texts("  "), Vec::<String>::new());
    }
}
