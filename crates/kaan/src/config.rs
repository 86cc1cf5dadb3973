//! The configuration: what the command line and the environment say.
//!
//! Called by `main` alone, which hands each part on. Nothing else in Kaan reads the environment.
//! It never holds a secret: keys stand in files whose paths are here.

use clap::Args;
use std::path::{Path, PathBuf};

/// Where Kaan listens, keeps its data and finds its store.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Address and port to listen on.
    #[arg(long, env = "KAAN_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    pub listen: String,
    /// Data folder: the embedded store, the ledger's key, prepared downloads. Default: a folder of yours.
    #[arg(long, env = "KAAN_DATA", global = true)]
    data: Option<PathBuf>,
    /// The store: sqlite://PATH or postgres://… Default: kaan.db in the data folder.
    #[arg(long, env = "KAAN_DATABASE", global = true, hide_env_values = true)]
    database: Option<String>,
    /// The public address, for links that leave the site and for passkeys, which need a name. Default: http://LISTEN,
    /// or http://localhost with its port where that is this machine.
    #[arg(long, env = "KAAN_BASE", global = true)]
    base: Option<String>,
    /// The ledger's name, the first line of every checkpoint. It never changes once there is an entry.
    #[arg(long, env = "KAAN_LEDGER_NAME", default_value = "kaan.example/register", global = true)]
    pub ledger_name: String,
    /// The file of the ledger's signing key. Default: ledger.key in the data folder, made when absent.
    #[arg(long, env = "KAAN_LEDGER_KEY", global = true)]
    ledger_key: Option<PathBuf>,
    /// The file of the secrets that seal one-time codes and key forms. Default: server.secret in the data folder, made when absent.
    #[arg(long, env = "KAAN_SECRET", global = true)]
    secret: Option<PathBuf>,
    /// The file with the mail server's address, smtp://… or smtps://USER:PASSWORD@HOST. Without it letters go into the folder mail of the data folder.
    #[arg(long, env = "KAAN_SMTP_FILE", global = true)]
    pub smtp_file: Option<PathBuf>,
    /// Whose name letters bear: `Kaan <no-reply@example.org>`. Default: no-reply at the host of the public address.
    #[arg(long, env = "KAAN_MAIL_FROM", global = true)]
    mail_from: Option<String>,
    /// Addresses of proxies whose X-Forwarded-For is believed, with commas between them.
    #[arg(long, env = "KAAN_TRUSTED_PROXIES", value_delimiter = ',', global = true)]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// All rate limits times this: for benchmarks and tests, whose requests come from one address.
    #[arg(long, env = "KAAN_LIMIT_FACTOR", default_value_t = 1, global = true)]
    pub limit_factor: u32,
    /// The folder with the demonstration. Default: demo, here or beside the program's sources.
    #[arg(long, env = "KAAN_DEMO", global = true)]
    demo: Option<PathBuf>,
}

impl Config {
    /// The data folder.
    pub fn data(&self) -> PathBuf {
        let home = || std::env::var_os("HOME").map_or_else(|| PathBuf::from("."), PathBuf::from);
        self.data.clone().unwrap_or_else(|| {
            std::env::var_os("XDG_DATA_HOME").map_or_else(|| home().join(".local/share"), PathBuf::from).join("kaan")
        })
    }

    /// The store's address.
    pub fn database(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite://{}", self.data().join("kaan.db").display()))
    }

    /// The embedded store's file; `None` on PostgreSQL.
    pub fn store_file(&self) -> Option<PathBuf> {
        self.database().strip_prefix("sqlite://").map(PathBuf::from)
    }

    /// The public address without a slash at its end.
    pub fn base(&self) -> String {
        let own = || match self.listen.parse::<std::net::SocketAddr>() {
            Ok(a) if a.ip().is_loopback() && a.port() != 0 => format!("http://localhost:{}", a.port()),
            _ => format!("http://{}", self.listen),
        };
        self.base.clone().unwrap_or_else(own).trim_end_matches('/').to_owned()
    }

    /// The file of the ledger's key.
    pub fn ledger_key(&self) -> PathBuf {
        self.ledger_key.clone().unwrap_or_else(|| self.data().join("ledger.key"))
    }

    /// The file of the server's secrets.
    pub fn secret(&self) -> PathBuf {
        self.secret.clone().unwrap_or_else(|| self.data().join("server.secret"))
    }

    /// The folder of letters, where no mail server is named.
    pub fn mail(&self) -> PathBuf {
        self.data().join("mail")
    }

    /// Whose name letters bear.
    pub fn mail_from(&self) -> String {
        self.mail_from.clone().unwrap_or_else(|| {
            let base = self.base();
            let host = base.split("://").nth(1).unwrap_or("localhost").split([':', '/']).next().unwrap_or("localhost");
            format!("Kaan <no-reply@{}>", if host.parse::<std::net::IpAddr>().is_ok() { "localhost" } else { host })
        })
    }

    /// The file with the public key of a ledger of which the store is a copy (`kaan rebuild` writes it).
    pub fn ledger_vkey(&self) -> PathBuf {
        self.data().join("ledger.vkey")
    }

    /// The folder for prepared downloads; what it holds may go at any time.
    ///
    /// One for each address, because a server empties its own at the start and two may share a data folder.
    pub fn cache(&self) -> PathBuf {
        self.data().join("downloads").join(self.listen.replace(|c: char| !c.is_ascii_alphanumeric() && c != '.', "-"))
    }

    /// The folder of the demonstration, if it can be found.
    pub fn demo(&self) -> Option<PathBuf> {
        let beside = |p: &Path| p.ancestors().skip(1).take(4).map(|a| a.join("demo")).collect::<Vec<_>>();
        let program = std::env::current_exe().ok();
        let mut places: Vec<PathBuf> = self.demo.iter().cloned().collect();
        if places.is_empty() {
            places.push(PathBuf::from("demo"));
            places.extend(program.iter().flat_map(|p| beside(p)));
        }
        places.into_iter().find(|p| p.join("demo.toml").is_file())
    }
}
