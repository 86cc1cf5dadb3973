//! Who asks and by what right: doors, sessions, tokens, forged forms, limits, and what is never kept.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use axum::body::Body;
use axum::http::Request;
use common::{Answer, ask, gated, post, send, with};
use kaan_web::Peer;
use std::net::IpAddr;
use std::sync::Mutex;

const PERSON: (&str, &str) = ("cookie", "lang=en; __Host-kaan=person");
const ADMINISTRATOR: (&str, &str) = ("cookie", "__Host-kaan=administrator");
const PAGE: (&str, &str) = ("accept", "text/html");
const OWN: (&str, &str) = ("sec-fetch-site", "same-origin");

/// The token in the first form of a page.
fn token(page: &Answer) -> String {
    page.text().split("name=\"form_token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_denied_route_answers_by_kind() {
    let (app, _, gate) = gated();
    let to = ask(&app, "/ur/account?tab=2", &[PAGE]).await;
    assert_eq!((to.status, to.header("location")), (303, "/ur/sign-in?next=%2Fur%2Faccount%3Ftab%3D2"));
    assert_eq!(to.header("cache-control"), "no-store");
    let api = ask(&app, "/api/mine", &[]).await;
    assert_eq!((api.status, api.header("content-type")), (401, "application/problem+json"));
    assert_eq!(api.json()["code"], "sign-in-needed");
    let api = ask(&app, "/api/roles", &[PERSON]).await;
    assert_eq!((api.status, &api.json()["code"]), (403, &"no-right".into()));
    for (lang, word) in [("en", "None of your roles"), ("zh", "您的角色均不包含"), ("ur", "آپ کے کسی کردار")] {
        let page = ask(&app, &format!("/{lang}/roles"), &[PERSON, PAGE]).await;
        assert_eq!((page.status, page.header("content-type")), (403, "text/html; charset=utf-8"));
        assert!(page.text().contains(word) && page.text().contains("Ms &lt;person&gt;"), "{}", page.text());
    }
    assert_eq!(ask(&app, "/en/roles", &[ADMINISTRATOR, PAGE]).await.status, 200);
    let told = gate.refused.lock().unwrap().clone();
    assert_eq!(told[0], "person role.give /api/roles no-right");
    assert_eq!((told.len(), told[1].as_str()), (4, "person role.give /en/roles no-right"));
}

#[tokio::test]
async fn an_act_that_the_table_does_not_know_is_denied_to_everybody() {
    let (app, ..) = gated();
    for headers in [&[PERSON, PAGE][..], &[ADMINISTRATOR, PAGE]] {
        assert_eq!(ask(&app, "/en/unknown", headers).await.status, 403);
    }
    assert_ne!(ask(&app, "/en/unknown", &[PAGE]).await.status, 200);
    assert_eq!(ask(&app, "/en/files", &[PERSON, PAGE]).await.status, 403, "whatever its class");
}

#[tokio::test]
async fn without_a_gate_only_what_is_public_is_open() {
    let app = common::app();
    assert_eq!(ask(&app, "/en/page", &[PERSON]).await.status, 200);
    assert_eq!(ask(&app, "/api/mine", &[PERSON]).await.status, 401);
    assert!(!ask(&app, "/en/page", &[]).await.text().contains("/en/sign-in"), "no door leads nowhere");
}

#[tokio::test]
async fn a_refusal_within_a_page_is_noted_once_and_answered() {
    let (app, _, gate) = gated();
    assert_eq!(ask(&app, "/en/private", &[PAGE]).await.header("location"), "/en/sign-in?next=%2Fen%2Fprivate");
    assert_eq!(ask(&app, "/en/private", &[ADMINISTRATOR, PAGE]).await.status, 403);
    let told = gate.refused.lock().unwrap().clone();
    assert_eq!(told, ["administrator party.read-private party:1 other-organisation"]);
}

#[tokio::test]
async fn whoever_must_confirm_is_led_there_and_back() {
    let (app, ..) = gated();
    let read = ask(&app, "/zh/confirm", &[PERSON, PAGE]).await;
    assert_eq!((read.status, read.header("location")), (303, "/zh/account/confirm?next=%2Fzh%2Fconfirm"));
    for (referer, next) in [
        ("https://kaan.example/en/page?x=1", "%2Fen%2Fpage%3Fx%3D1"),
        ("https://evil.example/en/page", "%2Fen%2Faccount"),
        ("https://kaan.example//evil.example", "%2Fen%2Faccount"),
    ] {
        let sent = post(&app, "/en/confirm", &[PERSON, PAGE, OWN, ("referer", referer)], "a=1").await;
        assert_eq!((sent.status, sent.header("location")), (303, format!("/en/account/confirm?next={next}").as_str()));
    }
    let json = ask(&app, "/en/confirm", &[PERSON, ("accept", "application/json")]).await;
    assert_eq!(
        (json.status, &json.json()["code"], &json.json()["problems"][0]["section"]),
        (403, &"confirm-needed".into(), &"s. 7".into())
    );
}

#[tokio::test]
async fn who_posts_after_the_session_ended_loses_nothing() {
    let (app, ..) = gated();
    let ended = post(&app, "/en/account", &[("cookie", "__Host-kaan=ended"), PAGE, OWN], "a=long+text").await;
    assert_eq!(ended.status, 401);
    assert!(ended.text().contains("second tab") && ended.text().contains("href=\"/en/sign-in\" target=\"_blank\""));
}

#[tokio::test]
async fn a_role_taken_away_in_the_middle_of_a_form_refuses_it_and_shows_what_was_typed() {
    let (app, ..) = gated();
    let form = "name=%E9%93%9C+%3Cb%3E&password=hush&form_token=x.y&empty=";
    let length = ("content-length", "58");
    assert_eq!(form.len().to_string(), length.1);
    let refused = post(&app, "/en/roles", &[PERSON, PAGE, OWN, length], form).await;
    assert_eq!(refused.status, 403);
    let text = refused.text();
    assert!(text.contains("What you typed") && text.contains("铜 &lt;b&gt;") && text.contains("None of your roles"), "{text}");
    assert!(!text.contains("hush") && !text.contains(">form_token<") && !text.contains(">empty<"));
    assert_eq!(refused.header("cache-control"), "no-store");
    let cross = [PERSON, PAGE, ("sec-fetch-site", "cross-site"), length];
    let other = post(&app, "/en/roles", &cross, form).await;
    assert!(other.status == 403 && !other.text().contains("What you typed"), "what another site sent is never shown");
    assert_eq!(post(&app, "/en/roles", &[ADMINISTRATOR, OWN, length], form).await.status, 200, "the handler finds the whole form");
    let broken = post(&app, "/en/roles", &[PERSON, PAGE, OWN, ("content-length", "999999999")], form).await;
    assert!(broken.status == 403 && !broken.text().contains("What you typed"));
}

#[tokio::test]
async fn a_forged_form_is_refused() {
    let (app, ..) = gated();
    for forged in [
        &[PERSON, PAGE, ("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")][..],
        &[PERSON, PAGE, ("sec-fetch-site", "same-site")],
        &[PERSON, PAGE, ("origin", "https://evil.example"), ("host", "kaan.example")],
        &[PERSON, PAGE, ("origin", "null")],
        &[PERSON, PAGE],
    ] {
        let answer = post(&app, "/en/account", forged, "a=1&form_token=guess.0000").await;
        assert_eq!(answer.status, 403, "{forged:?}");
        assert!(answer.text().contains("foreign-form"));
    }
    // Nobody is signed in by another site either.
    assert_eq!(post(&app, "/en/sign-in", &[PAGE, ("origin", "https://evil.example")], "a=1").await.status, 403);
    let right = token(&ask(&app, "/en/account", &[PERSON]).await);
    let cross = &[PERSON, PAGE, ("sec-fetch-site", "cross-site")];
    assert_eq!(post(&app, "/en/account", cross, &format!("form_token={right}")).await.status, 403, "not even with a token");
}

#[tokio::test]
async fn a_form_of_this_site_passes_with_and_without_the_browsers_word() {
    let (app, ..) = gated();
    let form = token(&ask(&app, "/en/account", &[PERSON]).await);
    let (old, other) = (format!("a=%E9%93%9C&form_token={form}"), token(&ask(&app, "/en/account", &[ADMINISTRATOR]).await));
    assert_eq!(post(&app, "/en/account", &[PERSON], &old).await.text(), "铜|", "an old browser without scripts");
    assert_eq!(post(&app, "/en/account", &[PERSON], &format!("form_token={other}")).await.status, 403, "of another session");
    assert_eq!(post(&app, "/en/account", &[PERSON, OWN], "a=1").await.status, 200);
    assert_eq!(post(&app, "/en/account", &[PERSON, ("origin", "https://kaan.example")], "a=1").await.status, 200);
    assert_eq!(post(&app, "/en/account", &[PERSON, ("x-form-token", &form)], "a=1").await.status, 200);
    let parts = format!(
        "--b\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b\r\ncontent-disposition: form-data; name=\"form_token\"\r\n\r\n{form}\r\n--b--\r\n"
    );
    let request = Request::post("/en/account").header(PERSON.0, PERSON.1).header("content-type", "multipart/form-data; boundary=b");
    assert_eq!(send(&app, request.body(Body::from(parts)).unwrap()).await.text(), "x|");
}

#[tokio::test]
async fn each_page_has_a_token_of_its_own() {
    let (app, ..) = gated();
    let (one, two) = (ask(&app, "/en/account", &[PERSON]).await, ask(&app, "/en/account", &[PERSON]).await);
    assert_ne!(token(&one), token(&two), "sizes of compressed pages tell nothing");
    assert!(!ask(&app, "/en/page", &[]).await.text().contains("form_token"));
}

#[tokio::test]
async fn a_token_of_a_program_is_exempt_and_limited_to_its_scopes() {
    let (app, ..) = gated();
    let bearer = ("authorization", "Bearer token");
    assert_eq!(post(&app, "/api/mine", &[bearer], "").await.text(), "token ");
    assert_eq!(
        post(&app, "/api/mine", &[("authorization", "bearer token"), ("cookie", "__Host-kaan=person")], "").await.text(),
        "token "
    );
    let other = ask(&app, "/api/roles", &[bearer]).await;
    assert_eq!((other.status, &other.json()["code"]), (403, &"scope-missing".into()));
    let unknown = ask(&app, "/api/wrong", &[("authorization", "Bearer revoked")]).await;
    assert_eq!((unknown.status, &unknown.json()["code"]), (401, &"token-not-known".into()));
    assert_eq!(unknown.header("www-authenticate"), "Bearer error=\"invalid_token\"");
    assert_eq!(ask(&app, "/api/mine", &[]).await.header("www-authenticate"), "Bearer");
}

#[tokio::test]
async fn a_door_for_programs_trusts_no_cookie() {
    let (app, ..) = gated();
    let forged = post(&app, "/api/token", &[PERSON, ("sec-fetch-site", "cross-site")], "a=1").await;
    assert_eq!((forged.status, forged.text()), (200, "nobody "));
}

#[tokio::test]
async fn a_page_of_somebody_is_never_kept_nor_shown_to_another() {
    let (app, ..) = gated();
    let mine = ask(&app, "/en/page", &[PERSON]).await;
    assert!(mine.text().contains("Ms &lt;person&gt;") && mine.text().contains("action=\"/en/sign-out\""));
    assert_eq!((mine.header("cache-control"), mine.header("etag"), mine.header("vary")), ("no-store", "", "Cookie"));
    let open = ask(&app, "/en/page", &[]).await;
    assert!(!open.text().contains("person") && open.text().contains("href=\"/en/sign-in?next=%2Fen%2Fpage\""));
    assert_eq!((open.header("cache-control"), open.header("vary")), ("no-cache", "Cookie"));
    let other = ask(&app, "/en/page", &[ADMINISTRATOR]).await;
    assert!(other.text().contains("Ms &lt;administrator&gt;") && other.text().contains("gives roles"));
    assert!(!mine.text().contains("gives roles"));
    let again = ask(&app, "/en/page", &[]).await;
    assert_eq!(open.header("etag"), again.header("etag"), "the open page comes from the store of pages");
    assert_eq!(ask(&app, "/en/page", &[("cookie", "__Host-kaan=broken")]).await.status, 500, "a gate that fails lets nobody in");
}

#[tokio::test]
async fn what_everybody_may_read_is_kept_and_what_leads_to_a_session_is_not() {
    let (app, ..) = gated();
    let cache = async |path: &str| ask(&app, path, &[]).await.header("cache-control").to_owned();
    assert_eq!(cache("/en/parties").await, "no-cache");
    for path in ["/en/sign-in", "/en/sign-in/link/hunter2"] {
        assert_eq!(cache(path).await, "no-store", "{path}");
        for _ in 0..2 {
            let counted = from(&app, "192.0.2.1", Request::get(path)).await;
            assert_ne!(counted.header("ratelimit"), "", "{path} is made anew each time");
        }
    }
    assert_eq!(ask(&app, "/en/parties", &[PERSON]).await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn a_session_is_renewed_but_never_against_a_sign_out() {
    let (app, ui, _) = gated();
    let renewed = ask(&app, "/en/account", &[PERSON]).await;
    assert_eq!(renewed.header("set-cookie"), "__Host-kaan=person; Path=/; HttpOnly; SameSite=Lax; Secure");
    let gone = post(&app, "/en/sign-out", &[PERSON, OWN], "").await;
    let set: Vec<_> = gone.headers.get_all("set-cookie").iter().collect();
    assert_eq!(set, ["__Host-kaan=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure"]);
    assert_eq!(ui.session_cookie("v", None), "__Host-kaan=v; Path=/; HttpOnly; SameSite=Lax; Secure");
    assert_eq!(ui.short_cookie("ticket", "v", 300), "__Host-kaan-ticket=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=300; Secure");
}

#[tokio::test]
async fn the_head_says_who_is_signed_in_in_three_languages() {
    let (app, ..) = gated();
    for (lang, inbox, out, into) in [
        ("en", "Inbox, 3 new notices", "Sign out", "Sign in"),
        ("zh", "收件箱，3 条新通知", "退出", "登录"),
        ("ur", "اِن باکس، 3 نئے نوٹس", "سائن آؤٹ", "سائن اِن"),
    ] {
        let page = ask(&app, &format!("/{lang}/page"), &[PERSON]).await;
        let text = page.text().replace(['\u{2068}', '\u{2069}'], "");
        assert!(text.contains(inbox) && text.contains(out), "{lang}: {text}");
        assert!(page.text().contains(&format!("href=\"/{lang}/account\"")) && !page.text().contains("/sign-in"));
        assert!(ask(&app, &format!("/{lang}/page"), &[]).await.text().contains(into));
    }
    let missing = ask(&app, "/en/none", &[PERSON, PAGE]).await;
    assert!(missing.status == 404 && missing.text().contains("Ms &lt;person&gt;"), "a page that is not there knows its reader too");
}

#[tokio::test]
async fn a_session_that_is_refused_ends_at_its_browser_and_a_fault_ends_none() {
    let (app, ..) = gated();
    let stolen = ask(&app, "/en/page", &[("cookie", "__Host-kaan=stolen"), PAGE]).await;
    assert_eq!((stolen.status, stolen.header("set-cookie").split(';').next()), (403, Some("__Host-kaan=")));
    let broken = ask(&app, "/en/page", &[("cookie", "__Host-kaan=broken"), PAGE]).await;
    assert_eq!((broken.status, broken.header("set-cookie")), (500, ""));
}

/// A request as it comes over a connection.
async fn from(app: &axum::Router, address: &str, request: axum::http::request::Builder) -> Answer {
    let peer = Peer(address.parse::<IpAddr>().unwrap());
    send(app, request.extension(peer).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn too_many_requests_are_told_when_to_come_back() {
    let (app, ..) = gated();
    let sign_in = |lang: &str| Request::post(format!("/{lang}/sign-in")).header("accept", "text/html");
    let first = from(&app, "192.0.2.1", sign_in("en")).await;
    assert_eq!(
        (first.status, first.header("ratelimit-policy"), first.header("ratelimit")),
        (200, "\"sign-in\";q=60;w=300", "\"sign-in\";r=59;t=5")
    );
    for _ in 1..60 {
        from(&app, "192.0.2.1", sign_in("en")).await;
    }
    for (lang, word) in [("en", "Too many requests"), ("zh", "请求过多"), ("ur", "بہت زیادہ درخواستیں")] {
        let over = from(&app, "192.0.2.1", sign_in(lang)).await;
        assert_eq!((over.status, over.header("retry-after")), (429, "5"), "{lang}");
        assert_eq!(over.header("ratelimit"), "\"sign-in\";r=0;t=5");
        assert!(over.text().contains(word), "{}", over.text());
    }
    assert_eq!(from(&app, "192.0.2.2", sign_in("en")).await.status, 200, "another address");
    assert_eq!(from(&app, "192.0.2.1", Request::get("/en/page")).await.status, 200, "another class");
    let program = from(&app, "192.0.2.1", Request::post("/en/sign-in").header("accept", "application/json")).await;
    assert_eq!((program.status, &program.json()["code"]), (429, &"too-many-requests".into()));
}

#[tokio::test]
async fn static_files_and_kept_pages_are_not_counted() {
    let (app, ..) = gated();
    for path in ["/static/kaan.css", "/favicon.ico"] {
        assert_eq!(from(&app, "192.0.2.1", Request::get(path)).await.header("ratelimit"), "", "{path}");
    }
    assert_ne!(from(&app, "192.0.2.1", Request::get("/en/page")).await.header("ratelimit"), "");
    assert_eq!(from(&app, "192.0.2.9", Request::get("/en/page")).await.header("ratelimit"), "", "kept, and of nobody");
}

#[tokio::test]
async fn the_address_is_the_peers_unless_a_named_proxy_says_another() {
    let (_, ui, _) = gated();
    ui.set_proxies(vec!["10.0.0.1".parse().unwrap()]);
    let app = with(&ui);
    let mine =
        || Request::get("/api/mine").header("authorization", "Bearer token").header("x-forwarded-for", "6.6.6.6, 203.0.113.7");
    assert_eq!(from(&app, "10.0.0.1", mine()).await.text(), "token 203.0.113.7");
    assert_eq!(from(&app, "::ffff:198.51.100.4", mine()).await.text(), "token 198.51.100.4");
}

/// Keeps what is logged.
struct Lines(Mutex<String>);

impl tracing::field::Visit for &Lines {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        self.0.lock().unwrap().push_str(&format!("{field}={value:?} "));
    }
}

impl tracing::Subscriber for &'static Lines {
    fn enabled(&self, about: &tracing::Metadata<'_>) -> bool {
        about.target().starts_with("kaan_web")
    }
    fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::span::Id {
        tracing::span::Id::from_u64(1)
    }
    fn record(&self, _: &tracing::span::Id, _: &tracing::span::Record<'_>) {}
    fn record_follows_from(&self, _: &tracing::span::Id, _: &tracing::span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        event.record(&mut &**self);
    }
    fn enter(&self, _: &tracing::span::Id) {}
    fn exit(&self, _: &tracing::span::Id) {}
}

#[tokio::test]
async fn no_log_holds_the_secret_of_a_link_a_cookie_or_a_token() {
    static LINES: Lines = Lines(Mutex::new(String::new()));
    let _kept = tracing::subscriber::set_default(&LINES);
    let (app, ..) = gated();
    ask(&app, "/en/sign-in/link/hunter2", &[PAGE, ("cookie", "__Host-kaan=hunter2")]).await;
    ask(&app, "/en/sign-in/link/hunter2", &[PAGE, ("cookie", "__Host-kaan=broken")]).await;
    ask(&app, "/api/mine", &[("authorization", "Bearer hunter2")]).await;
    let lines = LINES.0.lock().unwrap().clone();
    assert!(
        lines.contains("/sign-in/link/{secret}") && lines.contains("the store is away") && !lines.contains("hunter2"),
        "{lines}"
    );
}

#[tokio::test]
async fn a_sign_in_leads_nowhere_else() {
    let (app, ..) = gated();
    for (path, next) in [("/en//evil.example", None), ("/en/account", Some("%2Fen%2Faccount"))] {
        let to = ask(&app, path, &[PAGE]).await.header("location").to_owned();
        assert!(!to.contains("evil.example") || to.starts_with("/en/"), "{to}");
        assert!(next.is_none_or(|n| to == format!("/en/sign-in?next={n}")), "{to}");
    }
    for foreign in ["//evil.example", "https://evil.example", "/\\evil.example", "/%0d%0a\n", "javascript:x", "/a\\b"] {
        assert_eq!(kaan_web::own_path(foreign), None, "{foreign}");
    }
    assert_eq!(kaan_web::own_path("/ur/account?tab=2"), Some("/ur/account?tab=2"));
}
