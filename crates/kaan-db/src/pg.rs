//! PostgreSQL: the pool, TLS, and statements with known types.
//!
//! Called by [`Db`](crate::Db) and [`Tx`](crate::Tx). Every statement is prepared with the types of the
//! bound values, so that the server never guesses one (`41 + $1` would become `int4`).
//! It never turns certificate checking off: `sslmode=require` checks the certificate and the name.

use crate::{Act, Arg, Fault, Limits, Res, Row, Sql, Tx};
use bytes::Bytes;
use deadpool_postgres::{GenericClient, Manager, Pool, Runtime, Transaction};
use futures::{SinkExt, TryStreamExt, pin_mut};
use std::ops::ControlFlow;
use std::sync::Arc;
use tokio_postgres::config::SslMode;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Config, NoTls};

/// How often an act is run when PostgreSQL asks for it (40001, 40P01).
const TRIES: usize = 5;
/// Up to so many rows go by one `insert`; `copy` costs three round trips.
const FEW: usize = 8;
/// The head of PostgreSQL's binary copy: signature, no flags, no extension.
const COPY_HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// Makes the pool; connects at first use. TLS only when the address says `sslmode=require`.
pub(crate) fn open(mut config: Config, limits: &Limits) -> Res<Pool> {
    let timeout = format!("-c statement_timeout={}", limits.statement.as_millis());
    let options = config.get_options().map_or(timeout.clone(), |o| format!("{o} {timeout}"));
    config.options(options);
    if config.get_application_name().is_none() {
        config.application_name("kaan");
    }
    let manager = if config.get_ssl_mode() == SslMode::Require {
        Manager::new(config, tokio_postgres_rustls::MakeRustlsConnect::new(tls()?))
    } else {
        Manager::new(config, NoTls)
    };
    Pool::builder(manager)
        .max_size(limits.pool.max(2))
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(limits.wait))
        .create_timeout(Some(limits.wait))
        .build()
        .map_err(|e| Fault::Broken(e.to_string()))
}

/// TLS that trusts the certificates of the machine.
fn tls() -> Res<rustls::ClientConfig> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| Fault::Broken(e.to_string()))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

fn unzip(q: &Sql) -> (Vec<Type>, Vec<&(dyn ToSql + Sync)>) {
    q.vals.iter().map(crate::Val::pg).unzip()
}

pub(crate) async fn run<C: GenericClient>(c: &C, q: &Sql) -> Res<u64> {
    let (types, vals) = unzip(q);
    let s = c.prepare_typed_cached(&q.text, &types).await?;
    Ok(c.execute(&s, &vals).await?)
}

pub(crate) async fn all<C: GenericClient, T>(c: &C, q: &Sql, read: impl Fn(&Row) -> Res<T>) -> Res<Vec<T>> {
    let (types, vals) = unzip(q);
    let s = c.prepare_typed_cached(&q.text, &types).await?;
    c.query(&s, &vals).await?.iter().map(|r| read(&Row::Pg(r))).collect()
}

/// Row after row as they come, without keeping them.
pub(crate) async fn each<C: GenericClient>(c: &C, q: &Sql, mut f: impl FnMut(&Row) -> Res<ControlFlow<()>>) -> Res<()> {
    let (types, vals) = unzip(q);
    let s = c.prepare_typed_cached(&q.text, &types).await?;
    let rows = c.query_raw(&s, vals).await?;
    pin_mut!(rows);
    while let Some(r) = rows.try_next().await? {
        if f(&Row::Pg(&r))?.is_break() {
            break;
        }
    }
    Ok(())
}

/// Runs an act in a transaction of its own, again when the server asks for it.
pub(crate) async fn act<A: Act>(pool: &Pool, act: &A) -> Res<A::Out> {
    let mut last = Fault::Again("not run".into());
    for _ in 0..TRIES {
        let mut client = pool.get().await?;
        let t = client.transaction().await?;
        let out = act.run(&mut Tx::Pg(&t)).await;
        let end = match out {
            Ok(v) => t.commit().await.map(|()| v).map_err(Fault::from),
            Err(e) => {
                t.rollback().await?;
                Err(e)
            }
        };
        match end {
            Err(e @ Fault::Again(_)) => last = e,
            end => return end,
        }
    }
    Err(last)
}

/// Rows on their way to PostgreSQL, held as bytes so that nothing of the caller's is kept while waiting.
pub(crate) enum Rows {
    Few(Option<Sql>),
    Many { text: String, bytes: Vec<u8>, count: u64 },
}

impl Rows {
    /// Takes up the rows: few become one `insert`, many the bytes of a binary `copy`.
    pub(crate) fn take<'a, const N: usize>(
        table: &'static str,
        columns: [&'static str; N],
        rows: impl IntoIterator<Item = [Arg<'a>; N]>,
    ) -> Res<Self> {
        let mut rows = rows.into_iter();
        let few: Vec<[Arg<'a>; N]> = rows.by_ref().take(FEW + 1).collect();
        if few.len() <= FEW {
            let text = format!("insert into {table} ({})", columns.join(","));
            let empty = Sql { text: text.into(), vals: Vec::new() };
            let sql = (!few.is_empty()).then(|| empty.rows(few.iter().map(|row| row.map(Arg::to_val))));
            return Ok(Self::Few(sql));
        }
        let too_big = |e: std::num::TryFromIntError| Fault::Broken(e.to_string());
        let fields = i16::try_from(N).map_err(too_big)?;
        let (mut bytes, mut count) = (COPY_HEAD.to_vec(), 0);
        for row in few.into_iter().chain(rows) {
            bytes.extend_from_slice(&fields.to_be_bytes());
            for v in row {
                v.copy_to(&mut bytes).map_err(too_big)?;
            }
            count += 1;
        }
        bytes.extend_from_slice(&(-1_i16).to_be_bytes());
        let text = format!("copy {table} ({}) from stdin binary", columns.join(","));
        Ok(Self::Many { text, bytes, count })
    }

    pub(crate) async fn send(self, t: &Transaction<'_>) -> Res<u64> {
        match self {
            Self::Few(None) => Ok(0),
            Self::Few(Some(q)) => run(t, &q).await,
            Self::Many { text, bytes, count } => {
                let sink = t.copy_in::<_, Bytes>(&text).await?;
                pin_mut!(sink);
                sink.send(bytes.into()).await?;
                sink.finish().await?;
                Ok(count)
            }
        }
    }
}
