//! What the whole-program tests share: the real binary in a data folder of its own, and the same server in process.
//!
//! It never touches a store that a test did not make.
#![allow(dead_code)]

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use clap::Parser as _;
use kaan_db::testing::Folder;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tower::ServiceExt as _;

/// The binary under test.
pub const KAAN: &str = env!("CARGO_BIN_EXE_kaan");

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// A data folder with the words that make the binary use it.
pub struct Home {
    pub folder: Folder,
    pub database: Option<String>,
}

impl Home {
    /// An empty one with the embedded store.
    pub fn new() -> Self {
        Home { folder: Folder::new(), database: None }
    }

    /// One over a PostgreSQL database.
    pub fn on(database: &str) -> Self {
        Home { folder: Folder::new(), database: Some(database.to_owned()) }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The binary with its environment; nothing of the caller's own reaches it.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(KAAN);
        command
            .args(arguments)
            .env("KAAN_DATA", self.data())
            .env("KAAN_DEMO", root().join("demo"))
            .env("KAAN_LISTEN", "127.0.0.1:0");
        for word in ["KAAN_DATABASE", "KAAN_BASE", "KAAN_LEDGER_NAME", "KAAN_LEDGER_KEY"] {
            command.env_remove(word);
        }
        if let Some(database) = &self.database {
            command.env("KAAN_DATABASE", database);
        }
        command.stdin(Stdio::null());
        command
    }

    /// Runs the binary to its end.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs it and asks for success; the answer is its standard output.
    pub fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "kaan {arguments:?}: {:?}\n{out}\n{err}", output.status);
        out.into_owned()
    }

    /// Runs it and asks for failure; the answer is all that it said.
    pub fn bad(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(!output.status.success(), "kaan {arguments:?} should fail:\n{said}");
        said
    }

    /// Starts a server and waits until it says its address.
    pub fn serve(&self) -> Running {
        let mut child = self.command(&["serve"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next().expect("the server says its address").unwrap();
        let url = first.rsplit(' ').next().unwrap().trim_end_matches('/').to_owned();
        Running { child, url }
    }

    /// The same server in this process.
    pub async fn assemble(&self) -> (kaan_db::Db, kaan::Server) {
        let mut words = vec![
            "kaan".to_owned(),
            "--data".into(),
            self.data().display().to_string(),
            "--base".into(),
            "https://kaan.example".into(),
        ];
        // Servers of one data folder have an address each, and with it a folder for downloads.
        words.extend(["--listen".into(), format!("127.0.0.1:{}", NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed))]);
        if let Some(database) = &self.database {
            words.extend(["--database".into(), database.clone()]);
        }
        let cli = kaan::Cli::try_parse_from(words).unwrap();
        let db = kaan::open_store(&cli.config).await.unwrap();
        let server = kaan::assemble(&cli.config, &db).await.unwrap();
        (db, server)
    }
}

/// A server that stops with the value.
pub struct Running {
    pub child: Child,
    pub url: String,
}

impl Running {
    /// What the server answers, as text.
    pub fn get(&self, path: &str) -> (u16, String) {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
        let mut answer = agent.get(format!("{}{path}", self.url)).call().unwrap();
        (answer.status().as_u16(), answer.body_mut().with_config().limit(1 << 30).read_to_string().unwrap())
    }

    /// Asks it to stop, as a service manager does, and waits.
    pub fn stop(mut self) -> std::process::ExitStatus {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        self.child.wait().unwrap()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer of the server in process.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    pub fn media(&self) -> &str {
        self.headers.get("content-type").map(|v| v.to_str().unwrap()).unwrap_or_default()
    }
}

/// Asks the server in process.
pub async fn ask(server: &kaan::Server, request: Request<Body>) -> Answer {
    let answer = server.router.clone().oneshot(request).await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = axum::body::to_bytes(answer.into_body(), 256 << 20).await.unwrap().to_vec();
    Answer { status, headers, body }
}

/// Gets a path from the server in process.
pub async fn get(server: &kaan::Server, path: &str) -> Answer {
    ask(server, Request::builder().uri(path).header("host", "kaan.example").body(Body::empty()).unwrap()).await
}

/// Whether a PostgreSQL server for tests is at hand, with a fresh database on it.
#[allow(clippy::disallowed_methods)] // Tests alone are told of a server by the environment.
pub fn postgres() -> Option<Database> {
    let server = std::env::var("KAAN_TEST_POSTGRES").ok()?;
    Some(Database::new(&server))
}

/// A database of its own; gone with the value.
pub struct Database {
    server: String,
    name: String,
}

static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);

impl Database {
    fn new(server: &str) -> Self {
        let n = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let made = Database { server: server.to_owned(), name: format!("kaan_whole_{}_{n}", std::process::id()) };
        made.say(&format!(
            "create database {} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'",
            made.name
        ));
        made
    }

    /// Its address.
    pub fn url(&self) -> String {
        let (before, _) = self.server.rsplit_once('/').expect("an address with a database");
        format!("{before}/{}", self.name)
    }

    fn say(&self, text: &str) {
        let (server, text) = (self.server.clone(), text.to_owned());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let (client, connection) =
                    tokio_postgres::connect(&server, tokio_postgres::NoTls).await.expect("the server answers");
                let served = tokio::spawn(connection);
                client.batch_execute(&text).await.expect("the server obeys");
                drop(client);
                let _ = served.await;
            });
        })
        .join()
        .unwrap();
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.say(&format!("drop database if exists {} with (force)", self.name));
    }
}

/// Runs an asynchronous test on a runtime like the program's.
pub fn block<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(work)
}

/// The titles of the demonstration, as an import.
pub fn titles() -> Vec<String> {
    let at = |name: &str| root().join("demo/nt-2013").join(name).display().to_string();
    let words = [
        "import",
        "titles",
        &at("nt-granted-2013.shp.zip"),
        "--authority",
        "NT-2013",
        "--map",
        &at("titles.toml"),
        "--register",
        &at("register.toml"),
    ];
    words.map(str::to_owned).to_vec()
}

/// Borrows a list of words.
pub fn words(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}
