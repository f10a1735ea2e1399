//! Finding the WhatsApp Business Accounts a token is for.
//!
//! `debug_token` names them in the target ids of `whatsapp_business_management`. A token that was granted for all
//! assets has none there; then the accounts assigned to the token's user are asked for, and after that those of
//! the businesses it names.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde_json::Value;

use super::error::{self, Report};
use super::lenient;
use super::paging::{More, Pages};
use super::request::{Op, Request};
use super::transport::Transport;
use crate::model::{Error, ErrorKind, Result};
use crate::provider::Call;

pub(super) const MANAGEMENT: &str = "whatsapp_business_management";
pub(super) const MESSAGING: &str = "whatsapp_business_messaging";
const BUSINESSES: &str = "business_management";
const LIMIT: usize = 25;
/// More accounts than a person or a business has.
const MAX_ACCOUNTS: usize = 1_000;

/// What `debug_token` says of a token.
#[derive(Deserialize)]
struct Inspection {
    data: Token,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Token {
    #[serde(deserialize_with = "lenient::flag")]
    is_valid: Option<bool>,
    error: Value,
    #[serde(deserialize_with = "lenient::word")]
    pub(super) app_id: Option<String>,
    /// The app's name.
    #[serde(deserialize_with = "lenient::word")]
    pub(super) application: Option<String>,
    /// `USER`, `SYSTEM_USER`, `PAGE` or `APP`.
    #[serde(deserialize_with = "lenient::word", rename = "type")]
    pub(super) of: Option<String>,
    /// Unix seconds; 0 for a token that does not expire.
    #[serde(deserialize_with = "lenient::int")]
    pub(super) expires_at: Option<i64>,
    /// Unix seconds; 0 for access without end.
    #[serde(deserialize_with = "lenient::int")]
    pub(super) data_access_expires_at: Option<i64>,
    #[serde(deserialize_with = "lenient::word")]
    pub(super) user_id: Option<String>,
    scopes: Option<Vec<String>>,
    granular_scopes: Option<Vec<Scope>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Scope {
    scope: String,
    /// Absent where the scope was granted for everything.
    target_ids: Option<Vec<AccountId>>,
}

#[derive(Deserialize)]
struct AccountId(#[serde(deserialize_with = "lenient::id")] String);

/// A row of the lists of accounts.
#[derive(Deserialize)]
struct Row {
    #[serde(deserialize_with = "lenient::id")]
    id: String,
}

impl Token {
    /// The ids a scope was granted for.
    pub(super) fn targets(&self, scope: &str) -> Vec<String> {
        let scopes = self.granular_scopes.iter().flatten().filter(|granted| granted.scope == scope);
        scopes.flat_map(|granted| granted.target_ids.iter().flatten()).map(|id| id.0.clone()).collect()
    }

    /// The businesses the token may look into.
    pub(super) fn businesses(&self) -> Vec<String> {
        self.targets(BUSINESSES)
    }

    /// Whether the token is known to lack a scope. A token that lists none is not known to.
    pub(super) fn lacks(&self, scope: &str) -> bool {
        let mut plain = self.scopes.iter().flatten().peekable();
        plain.peek().is_some()
            && !plain.any(|granted| granted == scope)
            && !self.granular_scopes.iter().flatten().any(|granted| granted.scope == scope)
    }
}

/// The accounts the token is for, in the order of the service.
///
/// # Errors
/// [`ErrorKind::Auth`] for an invalid token, [`ErrorKind::Permission`] for one without the permission to manage
/// accounts, and [`ErrorKind::Config`] where nothing tells and the profile has to name its accounts.
pub(super) async fn discover(transport: &Transport, call: &Call) -> Result<Vec<String>> {
    let token = about(transport, call).await?.unwrap_or_default();
    of_token(transport, call, &token).await
}

/// As [`discover`], for a token that has been asked about.
pub(super) async fn of_token(transport: &Transport, call: &Call, token: &Token) -> Result<Vec<String>> {
    if token.lacks(MANAGEMENT) {
        let error = Error::new(ErrorKind::Permission, format!("The token lacks the permission `{MANAGEMENT}`."));
        return Err(error.advise(format!(
            "Create a token with `{MANAGEMENT}`, and with `whatsapp_business_messaging` for groups."
        )));
    }
    let named = token.targets(MANAGEMENT);
    if !named.is_empty() {
        return Ok(named);
    }
    let mut denied = None;
    let user = token.user_id.as_deref().unwrap_or("me");
    let assigned = edge(transport, call, user, "assigned_whatsapp_business_accounts", &mut denied).await?;
    if !assigned.is_empty() {
        return Ok(assigned);
    }
    let mut owned = Vec::new();
    for business in token.businesses() {
        for name in ["owned_whatsapp_business_accounts", "client_whatsapp_business_accounts"] {
            for account in edge(transport, call, &business, name, &mut denied).await? {
                if !owned.contains(&account) {
                    owned.push(account);
                }
            }
        }
    }
    if let (true, Some(denied)) = (owned.is_empty(), denied) {
        return Err(denied);
    }
    if owned.is_empty() {
        return Err(Error::config("The token does not tell which WhatsApp Business Accounts it is for.").advise(
            "Name them in the profile: `waba_ids = [\"…\"]`. The ids are in Meta's business settings, under Accounts, \
             WhatsApp accounts.",
        ));
    }
    Ok(owned)
}

/// What Graph says of the token; nothing where it does not tell: not every token may be asked about, only its app, or a
/// developer of the app, can.
///
/// # Errors
/// [`ErrorKind::Auth`] for an invalid token, and what keeps Graph from answering.
pub(super) async fn about(transport: &Transport, call: &Call) -> Result<Option<Token>> {
    match inspect(transport, call).await {
        Ok(token) => Ok(Some(token)),
        Err(error) if is_refusal(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Asks about the token.
async fn inspect(transport: &Transport, call: &Call) -> Result<Token> {
    let request = Request::new(Op::DebugToken, "Asking what the token is for", &["debug_token"]);
    let Inspection { data: token } = transport.send(call, &request).await?;
    // An invalid token is answered with a status of 200 and its error inside `data`.
    if !token.error.is_null() {
        let report = Report::from_value(&token.error);
        let error = error::of_report(&report, StatusCode::UNAUTHORIZED, &HeaderMap::new(), &request);
        return Err(transport.scrub(request.fail(error), None));
    }
    if token.is_valid == Some(false) {
        return Err(request.fail(Error::new(ErrorKind::Auth, "Graph says that the token is not valid.")));
    }
    Ok(token)
}

/// The accounts on an edge; none where the token may not see the edge. `denied` takes the first refusal that names a
/// missing permission: if nothing is found anywhere, that is why.
async fn edge(
    transport: &Transport,
    call: &Call,
    owner: &str,
    edge: &str,
    denied: &mut Option<Error>,
) -> Result<Vec<String>> {
    let whose = if owner == "me" { "the token's user" } else { owner };
    let what = format!("Reading the WhatsApp Business Accounts of {whose}");
    let request = Request::new(Op::ListAccounts, what, &[owner, edge]).query("fields", "id");
    let mut pages = Pages::new(request, LIMIT, More::Next, MAX_ACCOUNTS);
    let mut accounts = Vec::new();
    loop {
        match pages.next::<Vec<Row>, Row>(transport, call).await {
            Ok(Some(rows)) => accounts.extend(rows.into_iter().map(|row| row.id)),
            Ok(None) => return Ok(accounts),
            Err(error) if is_refusal(&error) => {
                if error.kind == ErrorKind::Permission {
                    denied.get_or_insert(error);
                }
                return Ok(Vec::new());
            }
            Err(error) => return Err(error),
        }
    }
}

/// Whether the service refuses to answer this question, as against not answering at all.
fn is_refusal(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::Permission | ErrorKind::NotFound | ErrorKind::InvalidInput { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAPTURED: &str = r#"{"data":{"app_id":"202493264460000","type":"USER","application":"xxxx","data_access_expires_at":1630564369,"expires_at":0,"is_valid":true,"issued_at":1622448563,"scopes":["whatsapp_business_management","whatsapp_business_messaging","public_profile"],"granular_scopes":[{"scope":"whatsapp_business_management","target_ids":["102290129340398", 7]},{"scope":"whatsapp_business_messaging"}],"user_id":"780170842500000"}}"#;

    fn token(json: &str) -> Token {
        serde_json::from_str::<Inspection>(json).unwrap().data
    }

    #[test]
    fn the_captured_answer_names_its_accounts() {
        let token = token(CAPTURED);
        assert_eq!(token.targets(MANAGEMENT), ["102290129340398", "7"]);
        assert!(token.targets("whatsapp_business_messaging").is_empty());
        assert_eq!(token.user_id.as_deref(), Some("780170842500000"));
        assert!(!token.lacks(MANAGEMENT));
    }

    #[test]
    fn a_missing_scope_is_told_from_an_unlisted_one() {
        assert!(token(r#"{"data":{"is_valid":true,"scopes":["public_profile"]}}"#).lacks(MANAGEMENT));
        assert!(!token(r#"{"data":{"is_valid":true,"scopes":[]}}"#).lacks(MANAGEMENT));
        assert!(!token(r#"{"data":{"is_valid":true,"scopes":null,"granular_scopes":null}}"#).lacks(MANAGEMENT));
    }
}
