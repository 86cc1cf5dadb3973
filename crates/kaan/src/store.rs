//! Opening the store, and copying it away and back.
//!
//! Called by every command. It never writes a row: that is what acts do.

use crate::config::Config;
use crate::migrations::MIGRATIONS;
use anyhow::{Context, Result, bail};
use kaan_db::{Db, backup_file, restore_file, sql};
use std::path::Path;

/// Whether a register is shown for demonstration only.
const DEMONSTRATION: &str = "select code from cadastre_public_register where demonstration limit 1";

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&str] = &[DEMONSTRATION];

/// Opens the store of the configuration, making the data folder when absent, and brings its schema up to date.
///
/// # Errors
/// When the store cannot be opened, or is newer than this program.
pub async fn open(config: &Config) -> Result<Db> {
    make_private(&config.data())?;
    let db = Db::open(&config.database()).await.context("the store cannot be opened")?;
    let ran = db.migrate(MIGRATIONS).await?;
    if ran > 0 {
        tracing::info!(ran, "schema brought up to date");
    }
    Ok(db)
}

/// Whether the store shows a register that is there for demonstration.
pub async fn is_demonstration(db: &Db) -> kaan_db::Res<bool> {
    Ok(db.find(sql(DEMONSTRATION), |r| r.get::<String>(0)).await?.is_some())
}

/// Makes a folder that only its owner may enter.
pub fn make_private(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// `kaan backup`: copies the embedded store, in use or not.
pub fn backup(config: &Config, to: &Path) -> Result<()> {
    let Some(from) = config.store_file() else { bail!("the store is PostgreSQL: use its own tools (pg_dump, WAL archiving)") };
    backup_file(&from, to)?;
    println!("{} is a copy of {}", to.display(), from.display());
    println!("The ledger's key is not in it: keep {} in a safe place of its own.", config.ledger_key().display());
    Ok(())
}

/// `kaan restore`: puts a backup in the place of the embedded store.
pub fn restore(config: &Config, from: &Path, force: bool) -> Result<()> {
    let Some(to) = config.store_file() else { bail!("the store is PostgreSQL: use its own tools (pg_restore)") };
    make_private(&config.data())?;
    restore_file(from, &to, force)?;
    println!("{} holds what {} held", to.display(), from.display());
    Ok(())
}
