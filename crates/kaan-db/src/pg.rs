//! PostgreSQL: the pool, TLS, and statements with known types.
//!
//! Called by [`Db`](crate::Db) and [`Tx`](crate::Tx). Every statement is prepared with the types of the
//! bound values, so that the server never guesses one (`41 + $1` would become `int4`).
//! It never turns certificate checking off: `sslmode=require` checks the certificate and the name.

use crate::{Act, Arg, Fault, Limits, Res, Row, Sql, Tx};
use deadpool_postgres::{GenericClient, Manager, Pool, Runtime, Transaction};
use futures::{TryStreamExt, pin_mut};
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::sync::Arc;
use tokio_postgres::binary_copy::BinaryCopyInWriter;
use tokio_postgres::config::SslMode;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Config, NoTls};

/// How often an act is run when PostgreSQL asks for it (40001, 40P01).
const TRIES: usize = 5;
/// Up to so many rows are inserted one by one; `copy` costs three round trips.
const FEW: usize = 8;

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

pub(crate) async fn insert_many<'a, const N: usize>(
    t: &Transaction<'_>,
    table: &'static str,
    columns: [&'static str; N],
    mut rows: impl Iterator<Item = [Arg<'a>; N]> + Send,
) -> Res<u64> {
    let few: Vec<[Arg<'a>; N]> = rows.by_ref().take(FEW + 1).collect();
    let Some(first) = few.first() else { return Ok(0) };
    let types = first.each_ref().map(Arg::pg_type);
    if few.len() <= FEW {
        return insert_few(t, table, &columns, &types, &few).await;
    }
    let sink = t.copy_in(&format!("copy {table} ({}) from stdin binary", columns.join(","))).await?;
    let writer = BinaryCopyInWriter::new(sink, &types);
    pin_mut!(writer);
    for row in few.into_iter().chain(rows) {
        writer.as_mut().write(&row.each_ref().map(|v| v as &(dyn ToSql + Sync))).await?;
    }
    Ok(writer.finish().await?)
}

async fn insert_few<const N: usize>(
    t: &Transaction<'_>,
    table: &'static str,
    columns: &[&'static str; N],
    types: &[Type; N],
    rows: &[[Arg<'_>; N]],
) -> Res<u64> {
    let mut text = format!("insert into {table} ({}) values (", columns.join(","));
    for n in 1..=N {
        let _ = write!(text, "{}${n}", if n == 1 { "" } else { "," });
    }
    text.push(')');
    let s = t.prepare_typed_cached(&text, types).await?;
    let mut count = 0;
    for row in rows {
        count += t.execute(&s, &row.each_ref().map(|v| v as &(dyn ToSql + Sync))).await?;
    }
    Ok(count)
}
