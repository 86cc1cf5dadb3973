//! One Db over SQLite and PostgreSQL: transactions, rows, migrations, backup.
