//! Reading the calendar of an office, for whoever counts working days.
//!
//! Called by the binary on behalf of other capabilities, and by tests. It never makes up hours: an office that set
//! none has none.

use crate::Office;
use crate::hours::Calendar;
use crate::store;
use kaan_db::Res;

impl Office {
    /// The calendar of an organisation; none while no hours were set.
    ///
    /// # Errors
    /// What the store says.
    pub async fn calendar(&self, organisation: &str) -> Res<Option<Calendar>> {
        store::calendar(self.0.access.db(), organisation).await.map(|(calendar, _)| calendar)
    }
}
