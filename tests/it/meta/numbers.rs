//! Numbers, and finding the accounts they belong to.

use qrdeck::model::{ErrorKind, PhoneNumber};
use qrdeck::provider::{Call, Provider as _};
use serde_json::{Value, json};

use super::server::{PROOF, Reply, Server, TOKEN, json};

fn page(ids: &[&str]) -> Reply {
    let rows: Vec<_> = ids.iter().map(|id| json!({"id": id, "display_phone_number": "+49 151"})).collect();
    json(200, &json!({"data": rows, "paging": {"cursors": {"before": "b", "after": "a"}}}))
}

fn error(status: u16, code: i64, subcode: Option<i64>, message: &str) -> Reply {
    json(status, &json!({"error": {"message": message, "type": "X", "code": code, "error_subcode": subcode}}))
}

fn inspection(data: &Value) -> Reply {
    json(200, &json!({ "data": data }))
}

fn ids(numbers: &[PhoneNumber]) -> Vec<&str> {
    numbers.iter().map(|number| number.id.as_str()).collect()
}

fn paths(server: &Server) -> Vec<String> {
    server.seen().into_iter().map(|seen| seen.path.trim_start_matches("/v23.0").to_owned()).collect()
}

#[tokio::test]
async fn all_pages_of_all_accounts_each_number_once() {
    let foreign = Server::start([]).await;
    let first = json!({"data": [{"id": 11, "verified_name": "Aurora"}],
        "paging": {"cursors": {"after": "QVFIU"}, "next": format!("{}/?access_token={TOKEN}", foreign.base)}});
    let server = Server::start([json(200, &first), page(&["12"]), page(&["12", "13"])]).await;
    let numbers = server.meta().numbers(&Call::default()).await.unwrap();
    assert_eq!(ids(&numbers), ["11", "12", "13"]);
    assert_eq!(numbers[0].name, "Aurora");
    assert_eq!(paths(&server), ["/1001/phone_numbers", "/1001/phone_numbers", "/1002/phone_numbers"]);
    assert_eq!(server.seen()[1].query("after").as_deref(), Some("QVFIU"));
    for seen in server.seen() {
        assert!(seen.query("fields").unwrap().starts_with("id,display_phone_number,verified_name"));
        assert_eq!(seen.query("appsecret_proof").as_deref(), Some(PROOF));
    }
    assert!(foreign.seen().is_empty());
}

#[tokio::test]
async fn the_account_that_fails_is_named() {
    let unknown = "Unsupported get request. Object with ID '1002' does not exist, cannot be loaded due to missing \
                   permissions, or does not support this operation.";
    let server = Server::start([page(&["11"]), error(400, 100, Some(33), unknown)]).await;
    let error = server.meta().numbers(&Call::default()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::NotFound);
    assert!(error.message.starts_with("Reading the numbers of WhatsApp Business Account 1002 failed: "), "{error}");
    assert!(error.advice.contains("waba_ids"), "{}", error.advice);
}

#[tokio::test]
async fn accounts_without_the_newer_fields_still_list() {
    let refused = error(422, 100, None, "The requested fields are not available for this account");
    let server = Server::start([refused, page(&["11"])]).await;
    let meta = server.meta_with(|account| account.waba_ids = vec![" 1001\n".into(), "1001".into(), String::new()]);
    assert_eq!(ids(&meta.numbers(&Call::default()).await.unwrap()), ["11"]);
    let fields: Vec<_> = server.seen().iter().map(|seen| seen.query("fields").unwrap()).collect();
    assert_eq!(fields[1], "id,display_phone_number,verified_name,quality_rating");
    assert_ne!(fields[0], fields[1]);
}

/// The outcome of a list of numbers whose accounts have to be found.
async fn discover(replies: Vec<Reply>) -> (Server, qrdeck::model::Result<Vec<PhoneNumber>>) {
    let server = Server::start(replies).await;
    let outcome = server.meta_with(|account| account.waba_ids.clear()).numbers(&Call::default()).await;
    (server, outcome)
}

#[tokio::test]
async fn the_token_names_its_accounts() {
    let data = json!({"is_valid": true, "scopes": ["whatsapp_business_management"], "granular_scopes": [
        {"scope": "business_management", "target_ids": ["9"]},
        {"scope": "whatsapp_business_management", "target_ids": [2001, "2002"]}], "user_id": "77"});
    let (server, outcome) = discover(vec![inspection(&data), page(&["11"]), page(&["12"])]).await;
    assert_eq!(ids(&outcome.unwrap()), ["11", "12"]);
    assert_eq!(paths(&server), ["/debug_token", "/2001/phone_numbers", "/2002/phone_numbers"]);
    let asked = &server.seen()[0];
    assert_eq!(asked.query("input_token").as_deref(), Some(TOKEN));
    assert_eq!(asked.query("appsecret_proof").as_deref(), Some(PROOF));
}

#[tokio::test]
async fn a_token_for_everything_leads_to_the_edges() {
    let data = json!({"is_valid": true, "user_id": 77, "granular_scopes": [
        {"scope": "whatsapp_business_management"}, {"scope": "business_management", "target_ids": ["9"]}]});
    let assigned = json(200, &json!({"data": [{"id": 2001, "name": "Aurora"}]}));
    let (server, outcome) = discover(vec![inspection(&data), assigned, page(&["11"])]).await;
    assert_eq!(ids(&outcome.unwrap()), ["11"]);
    assert_eq!(paths(&server)[1..], ["/77/assigned_whatsapp_business_accounts", "/2001/phone_numbers"]);

    let refused = || error(400, 100, None, "(#100) Tried accessing nonexisting field");
    let owned = json(200, &json!({"data": [{"id": "2001"}]}));
    let client = json(200, &json!({"data": [{"id": "2001"}]}));
    let (server, outcome) = discover(vec![inspection(&data), refused(), owned, client, page(&["11"])]).await;
    assert_eq!(ids(&outcome.unwrap()), ["11"]);
    assert_eq!(
        paths(&server)[2..],
        ["/9/owned_whatsapp_business_accounts", "/9/client_whatsapp_business_accounts", "/2001/phone_numbers"]
    );
}

#[tokio::test]
async fn a_token_that_may_not_be_asked_about_leads_to_me() {
    let refused = "(#100) You must provide an app access token, or a user access token that is an owner or developer \
                   of the app";
    let nothing = json(200, &json!({"data": []}));
    let (server, outcome) = discover(vec![error(400, 100, None, refused), nothing]).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Config);
    assert!(error.advice.contains("waba_ids"), "{}", error.advice);
    assert_eq!(paths(&server), ["/debug_token", "/me/assigned_whatsapp_business_accounts"]);
}

#[tokio::test]
async fn an_invalid_token_is_found_out_inside_a_200() {
    let message = format!("Error validating access token: Session has expired. {TOKEN}");
    let data = json!({"error": {"code": 190, "message": message, "subcode": 463}, "is_valid": false, "scopes": []});
    let (server, outcome) = discover(vec![inspection(&data)]).await;
    let error = outcome.unwrap_err();
    assert_eq!((error.kind, error.vendor_code.as_deref()), (ErrorKind::Auth, Some("190/463")));
    assert!(error.advice.contains("expired"), "{}", error.advice);
    assert!(!error.report().contains(TOKEN), "{}", error.report());
    server.only();

    let (_, outcome) = discover(vec![inspection(&json!({"is_valid": false}))]).await;
    assert_eq!(outcome.unwrap_err().kind, ErrorKind::Auth);
    let (_, outcome) = discover(vec![inspection(&json!({"is_valid": true, "scopes": ["public_profile"]}))]).await;
    assert_eq!(outcome.unwrap_err().kind, ErrorKind::Permission);
    let (_, outcome) = discover(vec![error_throttled()]).await;
    assert_eq!(outcome.unwrap_err().kind, ErrorKind::Throttled { retry_after: None });
}

fn error_throttled() -> Reply {
    error(400, 4, Some(2_446_079), "Too many API calls. Please try again later")
}
