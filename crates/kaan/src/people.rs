//! The first people: `kaan seat FILE` puts organisations in and gives roles to accounts that exist; on a
//! demonstration, `kaan run` makes the accounts too, one for each kind of user, all of them invented.
//!
//! Called by the command line. Running it again changes nothing. It never makes an account with a password
//! that others know on a store that is no demonstration.

use crate::capabilities::Capabilities;
use crate::config::Config;
use crate::import::text;
use crate::key::{self, write_private};
use crate::{chance, store, work};
use anyhow::{Context, Result, bail};
use kaan_access::Access;
use kaan_access::record::By;
use kaan_access::roles::{self, Giving, Organisation};
use kaan_account::Demonstration;
use kaan_base::access::Body;
use kaan_base::{Lang, Problem};
use kaan_db::{Act, Db, Res, Tx};
use kaan_parties::{AuthorityWanted, Name, Names, Parties, Typed};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    #[serde(default)]
    organisation: Vec<Office>,
    #[serde(default)]
    account: Vec<Person>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Office {
    code: String,
    body: String,
    country: String,
    territory: Option<String>,
    binding: Option<String>,
    en: String,
    #[serde(default)]
    zh: String,
    #[serde(default)]
    ur: String,
    number: Option<String>,
    address: Option<String>,
    email: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Person {
    #[serde(default)]
    who: String,
    email: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    lang: String,
    organisation: Option<String>,
    role: Option<String>,
}

/// Where the names of the people say that they come from.
const SOURCE: &str = "invented for the demonstration";

/// The file with the password that all of them share.
fn password_file(config: &Config) -> PathBuf {
    config.data().join("demonstration.password")
}

fn read(config: &Config) -> Result<Option<People>> {
    let Some(file) = config.demo().map(|d| d.join("people.toml")).filter(|f| f.is_file()) else { return Ok(None) };
    Ok(Some(toml::from_str(&text(&file)?).with_context(|| file.display().to_string())?))
}

/// The accounts to be shown on the sign-in page and in the terminal; none where there is no demonstration.
///
/// # Errors
/// When the files of the demonstration cannot be read.
pub fn shown(config: &Config) -> Result<Vec<Demonstration>> {
    let file = password_file(config);
    let (true, Some(people)) = (file.is_file(), read(config)?) else { return Ok(Vec::new()) };
    let password = text(&file)?.trim().to_owned();
    let one = |p: Person| Demonstration { who: p.who, email: p.email, password: password.clone() };
    Ok(people.account.into_iter().map(one).collect())
}

/// Makes organisations, accounts and roles that are not there yet, on a demonstration store.
///
/// # Errors
/// When a file cannot be read, or the store refuses.
pub async fn seat(config: &Config, db: &Db) -> Result<()> {
    let (true, Some(people)) = (store::is_demonstration(db).await?, read(config)?) else { return Ok(()) };
    let key = key::open(config, db).await?;
    if key.must_sign().is_err() {
        return Ok(());
    }
    let password = password(config)?;
    let (access, parties) = Capabilities::people(config, db).await?;
    let mut seats = BTreeMap::new();
    for office in &people.organisation {
        seats.insert(office.code.as_str(), organisation(&parties, office).await?);
    }
    for person in &people.account {
        account(&access, person, &password, &seats).await.with_context(|| person.email.clone())?;
    }
    work::sequence_all(db, &key).await?;
    Ok(())
}

/// `kaan seat FILE`: organisations that are not there yet, and roles for accounts that are.
///
/// # Errors
/// When the file cannot be read, an account does not exist, or the store refuses.
pub async fn seat_from(config: &Config, db: &Db, file: &Path) -> Result<()> {
    let key = key::open(config, db).await?;
    key.must_sign()?;
    let people: People = toml::from_str(&text(file)?).with_context(|| file.display().to_string())?;
    let (access, parties) = Capabilities::people(config, db).await?;
    let mut seats = BTreeMap::new();
    for office in &people.organisation {
        let seat = organisation(&parties, office).await.with_context(|| office.code.clone())?;
        println!("{}  {}", seat.id, office.en);
        seats.insert(office.code.as_str(), seat);
    }
    for person in &people.account {
        let Some(found) = access.find_account_by_email(&person.email).await? else {
            bail!("{} has no account: it must be opened on the site first", person.email);
        };
        give(&access, found.id, person, &seats).await.with_context(|| person.email.clone())?;
        println!("{}  {}", person.email, person.role.as_deref().unwrap_or_default());
    }
    work::sequence_all(db, &key).await?;
    Ok(())
}

/// The password of this data folder, made when there is none.
fn password(config: &Config) -> Result<String> {
    let file = password_file(config);
    if !file.is_file() {
        let made = format!("kaan-{}", hex::encode(chance::bytes::<6>()?));
        write_private(&file, &made).with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(text(&file)?.trim().to_owned())
}

/// The organisation, put in when it is not there.
async fn organisation(parties: &Parties, office: &Office) -> Result<Organisation> {
    let Some(body) = Body::parse(&office.body) else { bail!("{}: no such kind of organisation: {}", office.code, office.body) };
    let id = match parties.find_by_name(&office.en).await? {
        Some(id) => id,
        None if body == Body::Company => good(parties.create_company(&form(office)).await?)?,
        None => good(parties.create_authority(wanted(office, body)).await?)?,
    };
    let territory = office.territory.clone().filter(|_| body == Body::Provincial);
    Ok(Organisation { id, body, territory })
}

fn good<T>(done: Result<T, Vec<Problem>>) -> Result<T> {
    done.map_err(|list| anyhow::anyhow!("{}", list.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
}

fn wanted(office: &Office, body: Body) -> AuthorityWanted {
    let source = office.source.as_deref().unwrap_or(SOURCE);
    let name = |text: &str| (!text.is_empty()).then(|| Name { text: text.to_owned(), source: source.into() });
    AuthorityWanted {
        body,
        country: office.country.clone(),
        territory: office.territory.clone(),
        names: Names { en: name(&office.en), zh: name(&office.zh), ur: name(&office.ur), binding: Lang::En },
    }
}

fn form(office: &Office) -> Typed {
    let mut typed = Typed::default();
    let source = office.source.as_deref().unwrap_or(SOURCE);
    let fields = [
        ("kind", Some("company")),
        ("country", Some(office.country.as_str())),
        ("territory", office.territory.as_deref()),
        ("binding", office.binding.as_deref()),
        ("name_en", Some(&office.en)),
        ("name_zh", Some(&office.zh)),
        ("name_ur", Some(&office.ur)),
        ("source_en", Some(source)),
        ("source_zh", Some(source)),
        ("source_ur", Some(source)),
        ("id_other", office.number.as_deref()),
        ("address", office.address.as_deref()),
        ("email", office.email.as_deref()),
        ("reason", Some(source)),
    ];
    for (name, value) in fields {
        typed.set(name, value.unwrap_or_default());
    }
    typed
}

/// The account with its role, each made when it is not there.
async fn account(access: &Access, person: &Person, password: &str, seats: &BTreeMap<&str, Organisation>) -> Result<()> {
    let lang = Lang::from_code(&person.lang).with_context(|| format!("no such language: {}", person.lang))?;
    let id = good(access.demonstration_account(&person.email, &person.name, lang, password).await?.map_err(|p| vec![p]))?;
    give(access, id, person, seats).await
}

/// The role of the file for an account, given when it is not held.
async fn give(access: &Access, id: String, person: &Person, seats: &BTreeMap<&str, Organisation>) -> Result<()> {
    let (Some(code), Some(role)) = (&person.organisation, &person.role) else { return Ok(()) };
    let Some(organisation) = seats.get(code.as_str()) else { bail!("no such organisation: {code}") };
    let held = roles::roles_of(access.db(), &id).await?;
    if held.iter().any(|r| r.role == *role && r.organisation == organisation.id) {
        return Ok(());
    }
    let giving =
        Giving { account: id, organisation: organisation.clone(), role: role.clone(), territory: None, from: None, until: None };
    good(access.db().act(Seat { access: access.clone(), giving }).await?.map(drop).map_err(|p| vec![p]))
}

/// A role given by the program: nobody else could give the first one.
struct Seat {
    access: Access,
    giving: Giving,
}

impl Act for Seat {
    type Out = Result<String, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        roles::give(tx, &self.access, &By::program(), &self.giving).await
    }
}
