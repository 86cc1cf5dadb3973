//! What the tests stand on: accounts, a voice with few words, a mail server of thirty lines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, dead_code)]

use kaan_base::{Day, Ids, Instant, Lang};
use kaan_db::{Act, Db, Migration, Res, Tx, sql};
use kaan_notices::{Choice, Notice, Voice, send, set_choice};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "0008_access", text: include_str!("../../../../migrations/0008_access.sql") },
    Migration { name: "0012_notices", text: include_str!("../../../../migrations/0012_notices.sql") },
];

pub fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

pub fn ids(now: Instant) -> Ids {
    Ids::new(now, [7; 4])
}

/// Words that show their key, language and values.
pub struct Plain;

impl Voice for Plain {
    fn text(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> String {
        let arg = |name: &str| args.iter().find(|(n, _)| *n == name).map_or(String::new(), |(_, v)| format!("\u{2068}{v}\u{2069}"));
        let code = lang.code();
        match key {
            "t-subject" if lang == Lang::Zh => format!("zh 题 {}", arg("n")),
            "t-subject" => format!("{code} subject {}", arg("n")),
            "t-body" => format!("{code} body {} {} {}", arg("n"), arg("day"), arg("org")),
            "notices-digest-subject" => format!("{code} digest {}", arg("count")),
            "notices-letter-foot-stranger" => format!("{code} stranger"),
            key => format!("{code} {key}"),
        }
    }
    fn day(&self, _: Lang, day: Day) -> String {
        day.to_string()
    }
    fn moment(&self, _: Lang, at: Instant) -> String {
        at.rfc3339()
    }
}

struct Filling;
impl Act for Filling {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        for lang in ["en", "zh", "ur"] {
            let q = sql("insert into access_account (id, person, email, email_folded, name, lang, status, made)
                values ($1, $2, $3, $4, 'demonstration', $5, 'active', 0)");
            let (id, email) = (format!("a-{lang}"), format!("{lang}@kaan.example"));
            tx.run(q.bind(&id).bind(&id).bind(&email).bind(&email).bind(lang)).await?;
        }
        Ok(())
    }
}

pub async fn accounts(db: &Db) {
    db.act(Filling).await.unwrap();
}

pub struct Sending(Instant, Vec<Notice>);
impl Act for Sending {
    type Out = Vec<String>;
    async fn run(&self, tx: &mut Tx<'_>) -> Res<Vec<String>> {
        let mut ids = ids(self.0);
        let mut made = Vec::new();
        for notice in &self.1 {
            made.push(send(tx, &mut ids, self.0, notice).await?);
        }
        Ok(made)
    }
}

pub async fn send_all(db: &Db, now: Instant, notices: Vec<Notice>) -> Vec<String> {
    db.act(Sending(now, notices)).await.unwrap()
}

pub struct Choosing(pub &'static str, pub Choice);
impl Act for Choosing {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        set_choice(tx, self.0, self.1).await
    }
}

/// How many rows still hold an address or a secret path of a stranger.
pub async fn secrets(db: &Db) -> i64 {
    let text = "select count(*) from notices_notice where hidden and (email is not null or path <> '' or body <> '[]')";
    db.one(sql(text), |r| r.get(0)).await.unwrap()
}

/// A mail server: takes what it is sent, puts `later@` off until it is mended, refuses `never@` for good.
pub struct Smtp {
    pub address: SocketAddr,
    letters: Arc<Mutex<Vec<String>>>,
    mended: Arc<AtomicBool>,
}

impl Smtp {
    pub async fn start() -> Smtp {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let smtp = Smtp { address: listener.local_addr().unwrap(), letters: Arc::default(), mended: Arc::default() };
        let (letters, mended) = (Arc::clone(&smtp.letters), Arc::clone(&smtp.mended));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let _ = serve(stream, &letters, &mended).await;
            }
        });
        smtp
    }

    pub fn mend(&self) {
        self.mended.store(true, Ordering::Relaxed);
    }

    pub fn letters(&self) -> Vec<String> {
        self.letters.lock().unwrap().clone()
    }
}

async fn serve(mut stream: TcpStream, letters: &Mutex<Vec<String>>, mended: &AtomicBool) -> std::io::Result<()> {
    let (read, mut write) = stream.split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 test ESMTP\r\n").await?;
    let mut whole = String::new();
    while let Some(line) = lines.next_line().await? {
        let upper = line.to_uppercase();
        let answer: &[u8] = match upper.split([' ', ':']).next().unwrap_or_default() {
            "EHLO" | "HELO" => b"250 test\r\n",
            "RCPT" if upper.contains("LATER@") && !mended.load(Ordering::Relaxed) => b"451 later\r\n",
            "RCPT" if upper.contains("NEVER@") => b"550 never\r\n",
            "MAIL" | "RCPT" | "RSET" | "NOOP" => {
                whole.push_str(&line);
                whole.push('\n');
                b"250 ok\r\n"
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    whole.push_str(&line);
                    whole.push('\n');
                }
                letters.lock().unwrap().push(std::mem::take(&mut whole));
                b"250 taken\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => b"502 what\r\n",
        };
        if answer.starts_with(b"4") || answer.starts_with(b"5") {
            whole.clear();
        }
        write.write_all(answer).await?;
    }
    Ok(())
}

/// Closes an account.
pub struct Closing(pub &'static str);
impl Act for Closing {
    type Out = ();
    async fn run(&self, tx: &mut Tx<'_>) -> Res<()> {
        tx.run(sql("update access_account set status = 'closed' where id = $1").bind(self.0)).await.map(drop)
    }
}
