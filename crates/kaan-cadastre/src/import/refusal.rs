//! Why a file was not brought in, with what to do about it.
//!
//! Made by the import; printed by the binary. English, for it goes to a terminal; pages have their own
//! words by the codes. It never says what only a log should know.

use crate::check::file_question;
use kaan_base::Problem;
use kaan_db::Fault;
use kaan_exchange::{Question, Refusal};
use std::fmt;

/// Why nothing was stored.
#[derive(Debug)]
pub enum NotImported {
    /// The file cannot be read.
    File(Refusal),
    /// The file does not say something, or contradicts itself: a person must answer.
    Questions(Vec<Question>),
    /// The mapping does not fit the file.
    Mapping(Vec<String>),
    /// The file of holders, or that for rejected rows, cannot be used.
    Beside(String),
    /// A coordinate system that is not on the list.
    System(String),
    /// The store.
    Store(Fault),
}

impl NotImported {
    /// Stable codes of what is wrong.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        match self {
            NotImported::File(refusal) => vec![refusal.problem()],
            NotImported::Questions(all) => all.iter().map(file_question).collect(),
            NotImported::Mapping(all) => all.iter().map(|t| Problem::invalid("mapping-unfit").with("reason", t)).collect(),
            NotImported::Beside(text) => vec![Problem::invalid("file-beside-unread").with("reason", text)],
            NotImported::System(name) => vec![Problem::invalid("datum-not-supported").with("crs", name)],
            NotImported::Store(fault) => vec![Problem::fault("fault").with("reason", fault)],
        }
    }
}

impl std::error::Error for NotImported {}

impl fmt::Display for NotImported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotImported::File(refusal) => write!(f, "the file cannot be brought in: {refusal}"),
            NotImported::Questions(all) => {
                f.write_str("the file leaves a question open; nothing was stored")?;
                all.iter().try_for_each(|q| write!(f, "\n  {}: {}", q.code(), advice(q)))
            }
            NotImported::Mapping(all) => {
                f.write_str("the mapping does not fit the file; nothing was stored")?;
                all.iter().try_for_each(|t| write!(f, "\n  {t}"))
            }
            NotImported::Beside(text) => write!(f, "nothing was stored: {text}"),
            NotImported::System(name) => {
                write!(
                    f,
                    "`{name}` is no coordinate system that Kaan knows; say `EPSG:32642`, `CGCS2000-GK-66-22` or `EPSG:24312 by EPSG:9234`"
                )
            }
            NotImported::Store(fault) => write!(f, "the store could not take the file: {fault}"),
        }
    }
}

/// What answers a question: an option, or a line of the mapping.
fn advice(q: &Question) -> String {
    let likely: Vec<String> = q.plausible().iter().map(|c| c.code()).collect();
    let likely = if likely.is_empty() {
        String::new()
    } else {
        format!(" (these would put it where it is expected: {})", likely.join(", "))
    };
    match q {
        Question::CrsMissing { .. } => {
            format!("nothing says in which coordinate system the numbers are; say it with --crs EPSG:… or `crs = \"EPSG:…\"` in the mapping{likely}")
        }
        Question::CrsContradictsCoordinates { stated, .. } => {
            format!("the file says {}, which cannot hold these numbers; say the right one with --crs or `crs` in the mapping{likely}", stated.code())
        }
        Question::CrsContradictsAttributes { stated, columns } => {
            format!("the file says {}, and its own columns {columns} lie elsewhere; say the right one with --crs or `crs` in the mapping", stated.code())
        }
        Question::AxesLookSwapped => {
            "longitude and latitude look exchanged; say --swap-axes or `swap_axes = true` in the mapping, or `swap_axes = false` when they are right".into()
        }
        Question::DatumNotSupported { name } => {
            format!("there is no transformation for `{name}`; bring the file into a system of the list, or say --crs when the name is wrong")
        }
    }
}
