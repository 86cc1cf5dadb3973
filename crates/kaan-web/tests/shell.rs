//! The shell as readers and programs meet it: languages, failures, headers, limits, sizes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use axum::body::Body;
use axum::http::Request;
use common::{app, ask, send};

#[tokio::test]
async fn a_page_is_whole_in_three_languages() {
    let app = app();
    for (lang, tag, dir, word) in
        [("en", "en", "ltr", "Skip to the content"), ("zh", "zh-Hans", "ltr", "跳到正文"), ("ur", "ur", "rtl", "اصل مواد پر جائیں")]
    {
        let a = ask(&app, &format!("/{lang}/page?x=1"), &[]).await;
        let text = a.text();
        assert_eq!((a.status, a.header("content-type")), (200, "text/html; charset=utf-8"), "{text}");
        assert!(text.contains(&format!("<html lang=\"{tag}\" dir=\"{dir}\">")) && text.contains(word));
        assert!(!text.contains('⟨'), "no message is missing");
        assert!(text.contains(&format!("<link rel=\"canonical\" href=\"https://kaan.example/{lang}/page\">")));
        for other in ["en", "zh-Hans", "ur"] {
            assert!(text.contains(&format!("hreflang=\"{other}\" href=\"https://kaan.example/")));
        }
        assert!(text.contains("og:image\" content=\"https://kaan.example/static/share."));
        assert!(text.contains(&format!("/language?to=zh&amp;back=%2F{lang}%2Fpage%3Fx%3D1")));
        assert!(text.contains("12,345"), "the foot names the ledger's size");
        assert!(!text.contains(" style=") && !text.contains("<script>") && !text.contains("onclick"));
    }
}

#[tokio::test]
async fn every_value_is_isolated_and_escaped() {
    let app = app();
    let a = ask(&app, "/ur/page", &[]).await;
    let text = a.text();
    for part in [
        "<h1><bdi class=\"code\" dir=\"ltr\">EL-BA-2025-0147</bdi></h1>",
        "<bdi class=\"num\" dir=\"ltr\">29.12345678° N, 62.0800° E</bdi>",
        "<bdi class=\"num\" dir=\"ltr\">29° 07′ 24.444″ N, 62° 04′ 48.000″ E</bdi>",
        "<bdi class=\"num\" dir=\"ltr\">12.3457 km²</bdi>",
        "<bdi class=\"num\" dir=\"ltr\">20 mm</bdi>",
        "<bdi class=\"num\" dir=\"ltr\">1,234,567</bdi>",
        "<bdi class=\"num\" dir=\"ltr\">3.12 %</bdi>",
        "<time datetime=\"2013-05-01\"><bdi>1 مئی، 2013</bdi></time>",
        "<bdi lang=\"en\">Saindak &lt;b&gt;</bdi> <bdi lang=\"en\">Saindak &lt;b&gt;</bdi> · <bdi lang=\"zh-Hans\">山达克</bdi>",
        "<bdi class=\"num\">14:46</bdi> پاکستان کا وقت · <bdi class=\"num\">17:46</bdi> بیجنگ کا وقت",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(text.contains("value=\"&quot;29\""));
}

#[tokio::test]
async fn a_bare_path_goes_to_the_readers_language() {
    let app = app();
    for (path, headers, to) in [
        ("/", &[][..], "/en"),
        ("/map?bbox=1,2", &[("accept-language", "zh-CN,zh;q=0.9")][..], "/zh/map?bbox=1,2"),
        ("/titles/EL-1.2", &[("accept-language", "zh"), ("cookie", "lang=ur")][..], "/ur/titles/EL-1.2"),
    ] {
        let a = ask(&app, path, headers).await;
        assert_eq!((a.status, a.header("location")), (302, to), "{path}");
        assert!(a.header("vary").contains("Accept-Language"));
    }
    assert_eq!(ask(&app, "/en/", &[]).await.header("location"), "/en");
    for path in ["//evil.example/x", "/api/none", "/static/none.css", "/en/none", "/tiles/x"] {
        assert_eq!(ask(&app, path, &[]).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn the_choice_of_a_language_is_kept_and_leads_back() {
    let app = app();
    for (back, to) in [
        ("%2Fen%2Fpage%3Fx%3D1", "/zh/page?x=1"),
        ("%2Fogc%3Ff%3Dhtml", "/ogc?f=html"),
        ("%2F%2Fevil.example", "/zh"),
        ("https%3A%2F%2Fevil.example", "/zh"),
    ] {
        let a = ask(&app, &format!("/language?to=zh&back={back}"), &[]).await;
        assert_eq!((a.status, a.header("location")), (303, to), "{back}");
        assert!(a.header("set-cookie").starts_with("lang=zh; Path=/; ") && a.header("set-cookie").contains("Secure"));
    }
    assert_eq!(ask(&app, "/language?to=xx", &[]).await.status, 400);
    let form = Request::post("/language")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("to=ur&back=%2Fen%2Fpage"))
        .unwrap();
    assert_eq!(send(&app, form).await.header("location"), "/ur/page");
}

#[tokio::test]
async fn failures_are_pages_for_people_and_documents_for_programs() {
    let app = app();
    for (lang, word) in [("en", "Number of the request"), ("zh", "请求编号"), ("ur", "درخواست کا نمبر")] {
        let a = ask(&app, &format!("/{lang}/wrong"), &[]).await;
        assert_eq!((a.status, a.header("content-type")), (422, "text/html; charset=utf-8"));
        assert!(
            a.text().contains(word)
                && a.text().contains("north&lt;")
                && a.text().contains("form-broken")
                && a.text().contains(a.header("x-request-id"))
        );
        let none = ask(&app, &format!("/{lang}/none"), &[]).await;
        assert_eq!((none.status, none.header("content-type")), (404, "text/html; charset=utf-8"));
    }
    for (path, headers) in [
        ("/api/wrong", &[][..]),
        ("/en/wrong", &[("accept", "application/json")][..]),
        ("/api/wrong", &[("accept", "text/html")][..]),
    ] {
        let a = ask(&app, path, headers).await;
        assert_eq!((a.status, a.header("content-type")), (422, "application/problem+json"), "{path}");
        let json = a.json();
        assert_eq!(
            (&json["type"], &json["status"], &json["code"]),
            (&"https://kaan.example/en/problems/form-broken".into(), &422.into(), &"form-broken".into())
        );
        assert_eq!((&json["problems"][0]["code"], &json["problems"][0]["at"]), (&"form-broken".into(), &"north<".into()));
        assert!(json["problems"][0]["detail"].is_string() && json["request"] == a.header("x-request-id"));
    }
}

#[tokio::test]
async fn a_fault_is_told_without_what_broke() {
    let app = app();
    for (path, status) in [("/api/fault", 500), ("/api/panic", 500), ("/api/busy", 503)] {
        let a = ask(&app, path, &[]).await;
        assert_eq!(a.status, status, "{path}");
        assert!(!a.text().contains("hunter2") && !a.text().contains("on purpose"));
        assert_eq!(a.header("x-request-id").len(), 8);
    }
    assert_eq!(ask(&app, "/api/busy", &[]).await.header("retry-after"), "2");
    let post = send(&app, Request::post("/en/page").body(Body::empty()).unwrap()).await;
    assert_eq!((post.status, post.header("allow")), (405, "GET,HEAD"));
}

#[tokio::test]
async fn bodies_have_a_limit_that_a_route_may_raise() {
    let app = app();
    let post = |path: &str, bytes: usize| {
        let body = format!("a={}", "x".repeat(bytes));
        Request::post(path).header("content-type", "application/x-www-form-urlencoded").body(Body::from(body)).unwrap()
    };
    assert_eq!(send(&app, post("/en/form", 1000)).await.status, 200);
    let large = send(&app, post("/en/form", 2 << 20)).await;
    assert_eq!((large.status, large.header("content-type")), (413, "text/html; charset=utf-8"), "{}", large.text());
    assert_eq!(send(&app, post("/api/large", 2 << 20)).await.status, 200);
    let parts = "--b\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n铜\r\n--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"x\\\\y.kml\"\r\n\r\nabc\r\n--b--\r\n";
    let multipart = |body: &str| {
        Request::post("/en/form")
            .header("content-type", "multipart/form-data; boundary=b")
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    assert_eq!(send(&app, multipart(parts)).await.text(), "铜|y.kml:3");
    assert_eq!(send(&app, multipart("--b\r\nbroken")).await.status, 400);
    let json = Request::post("/en/form").header("content-type", "application/json").body(Body::from("{}")).unwrap();
    assert_eq!(send(&app, json).await.status, 415);
}

#[tokio::test]
async fn a_reader_is_not_sent_again_what_is_known() {
    let app = app();
    let first = ask(&app, "/en/page", &[]).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""));
    let again = ask(&app, "/en/page", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, tag.as_str()));
    assert_eq!(ask(&app, "/en/page", &[("if-none-match", "\"other\"")]).await.status, 200);
}

#[tokio::test]
async fn nothing_inline_nothing_foreign_is_let_in() {
    let app = app();
    for path in ["/en/page", "/ogc", "/api/wrong", "/static/kaan.css"] {
        let a = ask(&app, path, &[]).await;
        let policy = a.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';") && !policy.contains("unsafe"),
            "{path}"
        );
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"));
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000; includeSubDomains"),
        ] {
            assert_eq!(a.header(name), value, "{path}");
        }
        assert!(a.header("permissions-policy").starts_with("camera=(), microphone=(), payment=(), usb=()"));
        assert!(a.header("server").is_empty() && a.header("x-powered-by").is_empty());
    }
    let page = ask(&app, "/en/page", &[]).await;
    for address in page.text().split("src=\"").skip(1).chain(page.text().split("stylesheet\" href=\"").skip(1)) {
        assert!(address.starts_with('/'), "nothing is loaded from another site: {}", &address[..60]);
    }
}

/// Everything that a first visit fetches, compressed, in bytes.
async fn first_visit(app: &axum::Router, lang: &str) -> usize {
    let zipped = [("accept-encoding", "gzip")];
    let page = ask(app, &format!("/{lang}/page"), &[]).await;
    let mut total = ask(app, &format!("/{lang}/page"), &zipped).await.body.len();
    let mut addresses: Vec<String> = Vec::new();
    for part in page.text().split("=\"/static/").skip(1) {
        addresses.push(format!("/static/{}", part.split('"').next().unwrap()));
    }
    let sheet = addresses.iter().find(|a| a.ends_with(".css")).unwrap().clone();
    if lang == "ur" {
        let css = ask(app, &sheet, &[]).await;
        addresses.extend(css.text().split("url(").skip(1).map(|p| p.split(')').next().unwrap().to_owned()));
    }
    for address in addresses {
        let file = ask(app, &address, &zipped).await;
        assert_eq!((file.status, file.header("cache-control")), (200, "public, max-age=31536000, immutable"), "{address}");
        total += file.body.len();
    }
    total
}

#[tokio::test]
async fn a_first_visit_keeps_its_budget() {
    let app = app();
    for (lang, most) in [("en", 60_000), ("zh", 60_000), ("ur", 180_000)] {
        let total = first_visit(&app, lang).await;
        assert!(total <= most, "{lang}: {total} bytes");
    }
    let script = ask(&app, "/static/kaan.js", &[("accept-encoding", "gzip")]).await;
    assert!(script.body.len() <= 5_000);
}
