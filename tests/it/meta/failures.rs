//! Bad networks, bad answers, bad configurations, and that no secret leaves through them.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use qrdeck::model::{Draft, Error, ErrorKind, GroupId, NumberId};
use qrdeck::provider::meta::{Family, Meta};
use qrdeck::provider::{Call, Provider as _};
use serde_json::json;
use tokio::net::TcpListener;

use super::server::{PROOF, Reply, SECRET, Server, TOKEN, account, json, text};

fn number() -> NumberId {
    NumberId::new("106540352242922")
}

/// The outcome of every read, then of every change.
async fn everything(meta: &Meta) -> (Vec<Error>, Vec<Error>) {
    let (call, number, group) = (Call::default(), number(), GroupId::new("Y2Fw"));
    let draft = Draft { message: "Hi".to_owned(), image: qrdeck::model::ImageFormat::Png };
    let reads = vec![
        meta.numbers(&call).await.unwrap_err(),
        meta.codes(&call, &number).await.unwrap_err(),
        meta.code(&call, &number, &"A".into(), None).await.unwrap_err(),
        meta.groups(&call, &number).await.unwrap_err(),
        meta.invite_link(&call, &number, &group).await.unwrap_err(),
    ];
    let changes = vec![
        meta.create(&call, &number, &draft).await.unwrap_err(),
        meta.update(&call, &number, &"A".into(), &draft).await.unwrap_err(),
        meta.delete(&call, &number, &"A".into()).await.unwrap_err(),
        meta.reset_link(&call, &number, &group).await.unwrap_err(),
        meta.remove_link(&call, &number, &group).await.unwrap_err(),
    ];
    (reads, changes)
}

fn assert_kinds(errors: &[Error], kind: ErrorKind) {
    for error in errors {
        assert_eq!(error.kind, kind, "{error:?}");
        assert!(!error.advice.is_empty(), "{error:?}");
    }
}

async fn against(reply: impl Fn() -> Reply) -> (Vec<Error>, Vec<Error>, Server) {
    let server = Server::start((0..10).map(|_| reply())).await;
    let (reads, changes) = everything(&server.meta()).await;
    assert_eq!(server.seen().len(), 10, "each call is sent once");
    (reads, changes, server)
}

#[tokio::test]
async fn an_answer_cut_short_leaves_changes_unknown() {
    let (reads, changes, _) = against(|| json(200, &json!({"success": true, "data": []})).cut()).await;
    assert_kinds(&reads, ErrorKind::Unavailable);
    assert_kinds(&changes, ErrorKind::OutcomeUnknown);
    assert!(changes[0].message.starts_with("Creating a code for number 106540352242922 had no clear answer: "));
}

#[tokio::test]
async fn a_connection_closed_after_the_request_leaves_changes_unknown() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            stream.readable().await.unwrap();
            let _ = stream.try_read(&mut [0; 4096]);
        }
    });
    let (reads, changes) = everything(&Meta::new(account(&base)).unwrap()).await;
    assert_kinds(&reads, ErrorKind::Unavailable);
    assert_kinds(&changes, ErrorKind::OutcomeUnknown);
}

#[tokio::test]
async fn a_service_out_of_reach_has_done_nothing() {
    // Port 1 is reserved for a service nobody runs.
    let base = "http://127.0.0.1:1";
    let (reads, changes) = everything(&Meta::new(account(base)).unwrap()).await;
    assert_kinds(&reads, ErrorKind::Unavailable);
    assert_kinds(&changes, ErrorKind::Unavailable);
}

#[tokio::test]
async fn answers_of_the_edge_and_of_nobody_leave_changes_unknown() {
    for reply in [
        || text(503, "<html><body>Service Unavailable</body></html>"),
        || json(500, &json!({"error": {"message": "Please retry", "type": "X", "code": 2, "is_transient": true}})),
        || json(200, &json!({"error": {"message": "Please retry", "type": "X", "code": 1}})),
    ] {
        let (reads, changes, _) = against(reply).await;
        assert_kinds(&reads, ErrorKind::Unavailable);
        assert_kinds(&changes, ErrorKind::OutcomeUnknown);
    }
    for reply in [|| text(200, "<html>Welcome to the Wi-Fi of this hotel</html>"), || text(200, "[\"trunc")] {
        let (reads, changes, _) = against(reply).await;
        assert_kinds(&reads, ErrorKind::Decode);
        assert_kinds(&changes, ErrorKind::OutcomeUnknown);
    }
}

#[tokio::test]
async fn a_redirect_takes_no_token_anywhere() {
    let foreign = Server::start([]).await;
    let target = foreign.base.clone();
    let (reads, changes, _) = against(move || text(307, "").header("location", target.clone())).await;
    assert_kinds(&reads, ErrorKind::Unavailable);
    assert_kinds(&changes, ErrorKind::OutcomeUnknown);
    assert!(foreign.seen().is_empty());
}

#[tokio::test]
async fn a_limit_tells_the_wait_in_minutes() {
    let limited = || {
        let usage = json!({"1001": [{"type": "whatsapp_business_management", "call_count": 100,
            "estimated_time_to_regain_access": 12}]});
        json(400, &json!({"error": {"message": "(#80008) There have been too many calls", "type": "X", "code": 80008}}))
            .header("x-business-use-case-usage", usage.to_string())
    };
    let server = Server::start([limited()]).await;
    let meta = server.meta();
    let (reads, changes) = everything(&meta).await;
    assert_eq!(server.seen().len(), 1, "calls before the time lengthen the block, so none is sent");
    for error in reads.iter().chain(&changes) {
        let ErrorKind::Throttled { retry_after: Some(wait) } = error.kind else { panic!("{error:?}") };
        assert!(wait <= Duration::from_mins(12) && wait > Duration::from_mins(11), "{wait:?}");
        assert!(error.advice.contains("Try again after"), "{error:?}");
    }
    for error in reads[1..].iter().chain(&changes) {
        assert!(error.message.contains("12 minutes, until ") && error.message.contains("Nothing was sent."), "{error}");
    }
    let quota = meta.quota().quota;
    assert_eq!(quota.hour, Some(100));
    assert!(quota.paused_until.is_some());
}

#[tokio::test]
async fn the_messages_of_an_app_being_used_up_pauses_nothing() {
    let usage = json!({"1001": [
        {"type": "whatsapp", "call_count": 100, "estimated_time_to_regain_access": 12},
        {"type": "whatsapp_business_management", "call_count": 7, "estimated_time_to_regain_access": 0},
    ]});
    let answer = || json(200, &json!({"data": []})).header("x-business-use-case-usage", usage.to_string());
    let server = Server::start([answer(), answer()]).await;
    let meta = server.meta();
    for _ in 0..2 {
        meta.codes(&Call::default(), &number()).await.unwrap();
    }
    let quota = meta.quota().quota;
    assert_eq!((quota.hour, quota.paused_until), (Some(7), None));
}

#[tokio::test]
async fn usage_and_version_are_kept() {
    let answer = json(200, &json!({"data": []}))
        .header("X-App-Usage", r#"{"call_count":28,"total_time":25,"total_cputime":25}"#)
        .header("facebook-api-version", "v24.0");
    let server = Server::start([answer, json(200, &json!({"data": []}))]).await;
    let meta = server.meta();
    assert_eq!((meta.usage(), meta.answered_version()), (None, None));
    meta.codes(&Call::default(), &number()).await.unwrap();
    meta.codes(&Call::default(), &number()).await.unwrap();
    let usage = meta.usage().unwrap();
    let highest = usage.highest().unwrap();
    assert_eq!((&highest.family, highest.percent, highest.regain_minutes), (&Family::App, 28, 0));
    assert_eq!(meta.answered_version().as_deref(), Some("v24.0"));
    assert!(meta.notice().is_some_and(|notice| notice.contains("answers as v24.0, not as v23.0")));
}

/// A log in memory.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_secret_reaches_an_error_or_the_log() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .finish();
    // With one subscriber only, what a test on another thread logs first is switched off for all; with two, every
    // one of them is asked.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    let _guard = tracing::subscriber::set_default(subscriber);

    let echo = || {
        let message = format!("Malformed access token {TOKEN} (proof {PROOF}, secret {SECRET})");
        json(400, &json!({"error": {"message": message, "type": "OAuthException", "code": 190, "fbtrace_id": TOKEN}}))
            .header("facebook-api-version", "v99.0")
    };
    let (mut errors, changes, server) = against(echo).await;
    errors.extend(changes);
    errors.push(server.meta_with(|account| account.waba_ids.clear()).numbers(&Call::default()).await.unwrap_err());
    let next = format!("https://graph.facebook.com/?access_token={TOKEN}&appsecret_proof={PROOF}");
    let page = json!({"data": "no list", "paging": {"cursors": {"after": "x"}, "next": next}});
    let server = Server::start([json(200, &page)]).await;
    errors.push(server.meta().codes(&Call::default(), &number()).await.unwrap_err());

    let mut texts: Vec<_> = errors.iter().map(|error| format!("{error:?} {}", error.report())).collect();
    texts.push(format!("{:?} {:?}", server.meta(), account(&server.base)));
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("op=\"create_code\"") && logged.contains("another API version"), "{logged}");
    texts.push(logged);
    for text in texts {
        for secret in [TOKEN, PROOF, SECRET, "access_token="] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[test]
fn what_cannot_work_is_refused_before_anything_is_sent() {
    let good = account("https://graph.facebook.com");
    assert!(Meta::new(good.clone()).is_ok());
    let plain = reqwest::Url::parse("http://graph.facebook.com").unwrap();
    for bad in [
        qrdeck::provider::meta::Account { api_version: "23.0".into(), ..good.clone() },
        qrdeck::provider::meta::Account { base_url: plain, ..good.clone() },
        qrdeck::provider::meta::Account { token: " \n".into(), ..good.clone() },
        qrdeck::provider::meta::Account { token: "EAA\nsecond line".into(), ..good.clone() },
    ] {
        let error = Meta::new(bad).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Config, "{error:?}");
        assert!(!error.report().contains("second line"), "{error:?}");
    }
}
