//! Machines that organisations let in: OAuth 2 client credentials (RFC 6749, section 4.4).
//!
//! Called by the pages of an office and by the token endpoint. A machine has roles like an account, given to its id,
//! and gets tokens of ten minutes. It never signs: what must be proved anew a machine cannot prove.

use crate::account::name_of;
use crate::model::{ClientRow, Granted, NewClient};
use crate::record::{Noted, note, note_in, permit};
use crate::secret::{self, Fresh};
use crate::session::stranger;
use crate::store::token as store;
use crate::{Access, MINUTE};
use kaan_base::access::{Caller, Resource};
use kaan_base::{Instant, Problem};
use kaan_db::{Act, Res, Tx};

/// How long a token of a machine holds.
const LIFE: i64 = 10 * MINUTE;

impl Access {
    /// Lets a machine in; its secret is shown this once.
    ///
    /// # Errors
    /// What the store says. Inside: `client-name`, `token-scope`, and the codes of the policy.
    pub async fn create_client(
        &self,
        caller: &Caller,
        organisation: &str,
        name: &str,
        scopes: &[String],
    ) -> Res<Result<NewClient, Problem>> {
        let Some(name) = name_of(name) else { return Ok(Err(Problem::invalid("client-name").at("name"))) };
        let scopes = match self.scopes_of(scopes) {
            Ok(scopes) => scopes,
            Err(problem) => return Ok(Err(problem)),
        };
        let create = Create { access: self.clone(), caller: caller.clone(), organisation: organisation.to_owned(), name, scopes };
        self.db().act(create).await
    }

    /// The machines of an organisation, the newest first, ended ones too.
    ///
    /// # Errors
    /// What the store says.
    pub async fn clients_of(&self, organisation: &str) -> Res<Vec<ClientRow>> {
        self.db().all(store::clients(organisation), store::read_client_row).await
    }

    /// Lets a machine in no more: its tokens end with it. Whether there was one.
    ///
    /// # Errors
    /// What the store says. Inside: the codes of the policy.
    pub async fn revoke_client(&self, caller: &Caller, organisation: &str, id: &str) -> Res<Result<bool, Problem>> {
        let end = End { access: self.clone(), caller: caller.clone(), organisation: organisation.to_owned(), id: id.to_owned() };
        self.db().act(end).await
    }

    /// A token for a machine that shows its secret: for the acts that it asks for, or for all of its own.
    ///
    /// # Errors
    /// What the store says. Inside: `client-unknown`, `client-scope`.
    pub async fn token_for_client(
        &self,
        id: &str,
        secret: &str,
        scopes: Option<&[String]>,
        caller: &Caller,
    ) -> Res<Result<Granted, Problem>> {
        let found = self.db().find(store::client(id), store::read_client).await?;
        let caller = stranger(caller);
        // An id that nobody has is compared too.
        let kept = found.as_ref().map_or([0; 32].as_slice(), |c| &c.hash);
        let shows = secret::same(&secret::hash(secret), kept);
        let Some(client) = found.filter(|_| shows) else {
            note(self, &Noted::new("session.fail", &caller).failed("client-unknown").detail("client")).await?;
            return Ok(Err(Problem::refused("client-unknown")));
        };
        let wanted = scopes.map_or_else(|| client.scopes.clone(), <[String]>::to_vec);
        if wanted.is_empty() || !wanted.iter().all(|x| client.scopes.contains(x)) {
            note(self, &Noted::new("session.fail", &caller).account(Some(id)).failed("client-scope").detail("client")).await?;
            return Ok(Err(Problem::refused("client-scope")));
        }
        let grant = Grant { access: self.clone(), caller, client: id.to_owned(), scopes: wanted };
        self.db().act(grant).await.map(Ok)
    }
}

struct Create {
    access: Access,
    caller: Caller,
    organisation: String,
    name: String,
    scopes: Vec<String>,
}

impl Act for Create {
    type Out = Result<NewClient, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let access = &self.access;
        let id = access.ids().make();
        let on = format!("client:{id}");
        let on = Resource { id: &on, organisation: Some(&self.organisation), ..Resource::default() };
        let by = match permit(tx, access, &self.caller, "client.create", &on).await? {
            Ok(by) => by,
            Err(problem) => return Ok(Err(problem)),
        };
        let fresh = Fresh::new(access);
        let new = store::NewClient {
            id: &id,
            hash: fresh.hash,
            organisation: &self.organisation,
            name: &self.name,
            scopes: &self.scopes,
            made_by: by.account(),
            made: access.now(),
        };
        tx.run(store::insert_client(&new)).await?;
        Ok(Ok(NewClient { id, secret: fresh.text }))
    }
}

struct End {
    access: Access,
    caller: Caller,
    organisation: String,
    id: String,
}

impl Act for End {
    type Out = Result<bool, Problem>;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Self::Out> {
        let on = format!("client:{}", self.id);
        let on = Resource { id: &on, organisation: Some(&self.organisation), ..Resource::default() };
        if let Err(problem) = permit(tx, &self.access, &self.caller, "client.create", &on).await? {
            return Ok(Err(problem));
        }
        let ended = tx.run(store::end_client(&self.organisation, &self.id, self.access.now())).await? == 1;
        if ended {
            let noted = Noted::new("credential.remove", &self.caller).on(&on).detail("client");
            note_in(tx, &self.access, &noted).await?;
        }
        Ok(Ok(ended))
    }
}

struct Grant {
    access: Access,
    caller: Caller,
    client: String,
    scopes: Vec<String>,
}

impl Act for Grant {
    type Out = Granted;

    async fn run(&self, tx: &mut Tx<'_>) -> Res<Granted> {
        let (access, now) = (&self.access, self.access.now());
        let (id, fresh, until) = (access.ids().make(), Fresh::token(access), Instant(now.0.saturating_add(LIFE)));
        let new = store::New {
            id: &id,
            hash: fresh.hash,
            account: None,
            client: Some(&self.client),
            name: "",
            scopes: &self.scopes,
            made: now,
            until,
        };
        tx.run(store::insert(&new)).await?;
        tx.run(store::client_used(&self.client, now)).await?;
        let on = format!("token:{id}");
        let noted = Noted::new("token.use", &self.caller).on(&Resource { id: &on, ..Resource::default() });
        note_in(tx, access, &noted.account(Some(&self.client)).detail("client")).await?;
        Ok(Granted { secret: fresh.text, until, scopes: self.scopes.clone() })
    }
}
