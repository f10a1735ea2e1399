//! What a person who connects an account needs to know of it: what the token is good for, and what an id names.

use serde::Deserialize;

use super::accounts::{self, MANAGEMENT, MESSAGING, Token};
use super::request::{Op, Request};
use super::{Meta, lenient, numbers};
use crate::model::{ErrorKind, PhoneNumber, Result};
use crate::provider::Call;

/// What Graph says of a token (`debug_token`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenFacts {
    /// Whose it is: `USER`, `SYSTEM_USER`, `PAGE` or `APP`.
    pub of: Option<String>,
    /// The name of its app.
    pub app: Option<String>,
    /// When it expires, in Unix seconds; `None` for never, or where Graph does not say.
    pub expires_at: Option<i64>,
    /// When its access to data ends, in Unix seconds; `None` for never, or where Graph does not say.
    pub data_access_expires_at: Option<i64>,
    /// It is known to lack `whatsapp_business_management`, which numbers and codes take.
    pub lacks_management: bool,
    /// It is known to lack `whatsapp_business_messaging`, which groups take.
    pub lacks_messaging: bool,
    /// The app, the user and the businesses it names: ids that are none of an account.
    pub others: Vec<(&'static str, String)>,
}

impl From<&Token> for TokenFacts {
    fn from(token: &Token) -> Self {
        let never = |seconds: Option<i64>| seconds.filter(|seconds| *seconds > 0);
        let app = token.app_id.iter().map(|id| ("the app", id.clone()));
        let user = token.user_id.iter().map(|id| ("the token's user", id.clone()));
        let businesses = token.businesses().into_iter().map(|id| ("the business portfolio", id));
        Self {
            of: token.of.clone(),
            app: token.application.clone(),
            expires_at: never(token.expires_at),
            data_access_expires_at: never(token.data_access_expires_at),
            lacks_management: token.lacks(MANAGEMENT),
            lacks_messaging: token.lacks(MESSAGING),
            others: app.chain(user).chain(businesses).collect(),
        }
    }
}

/// What an id is the id of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// A phone number, written like this.
    Number(String),
    /// Another kind of object, in Graph's word: `WhatsAppBusinessAccount`, `Business`.
    Object(String),
    /// Nothing the token can see.
    Unseen,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default, deserialize_with = "lenient::word")]
    display_phone_number: Option<String>,
}

impl Meta {
    /// What Graph says of the token, and the accounts it is for; `None` for facts it does not tell about this token.
    ///
    /// # Errors
    /// The first is [`ErrorKind::Auth`] for an invalid token, or what keeps Graph from answering; the second says why
    /// no account is found.
    pub async fn token(&self, call: &Call) -> Result<(Option<TokenFacts>, Result<Vec<String>>)> {
        let token = accounts::about(&self.transport, call).await?;
        let facts = token.as_ref().map(TokenFacts::from);
        let found = accounts::of_token(&self.transport, call, &token.unwrap_or_default()).await;
        Ok((facts, found))
    }

    /// The accounts the profile names.
    pub fn waba_ids(&self) -> &[String] {
        &self.waba_ids
    }

    /// The numbers of one account.
    pub async fn numbers_of(&self, call: &Call, account: &str) -> Result<Vec<PhoneNumber>> {
        numbers::of_account(&self.transport, call, account, 0).await
    }

    /// What an id names. Graph tells by the field of a number that other objects do not have.
    ///
    /// # Errors
    /// What keeps Graph from answering.
    pub async fn identify(&self, call: &Call, id: &str) -> Result<Identity> {
        let request = Request::new(Op::Identify, format!("Looking what {id} is"), &[id]);
        match self.transport.send(call, &request.query("fields", "display_phone_number")).await {
            Ok(Row { display_phone_number: Some(display) }) => Ok(Identity::Number(display)),
            Ok(Row { display_phone_number: None }) => Ok(Identity::Unseen),
            Err(error) => match (node_type(&error.message), error.kind) {
                (Some(node), _) => Ok(Identity::Object(node.to_owned())),
                (None, ErrorKind::NotFound | ErrorKind::Permission | ErrorKind::InvalidInput { .. }) => {
                    Ok(Identity::Unseen)
                }
                _ => Err(error),
            },
        }
    }
}

/// The kind of object in "Tried accessing nonexisting field (x) on node type (Business)".
fn node_type(message: &str) -> Option<&str> {
    message.split_once("on node type (")?.1.split_once(')').map(|(node, _)| node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn graph_names_the_kind_of_an_object() {
        let message =
            "Looking failed: Tried accessing nonexisting field (display_phone_number) on node type (Business).";
        assert_eq!(node_type(message), Some("Business"));
        assert_eq!(node_type("Unsupported get request."), None);
    }

    #[test]
    fn what_the_token_says_is_read_once() {
        let token: Token = serde_json::from_value(serde_json::json!({
            "app_id": "1", "application": "Shop", "type": "SYSTEM_USER", "expires_at": 0, "user_id": 3,
            "data_access_expires_at": 1_630_564_369, "scopes": [MANAGEMENT],
            "granular_scopes": [{"scope": "business_management", "target_ids": ["9"]}],
        }))
        .unwrap();
        let facts = TokenFacts::from(&token);
        assert_eq!((facts.expires_at, facts.data_access_expires_at), (None, Some(1_630_564_369)));
        assert_eq!((facts.lacks_management, facts.lacks_messaging), (false, true));
        let others: Vec<_> = facts.others.iter().map(|(what, id)| (*what, id.as_str())).collect();
        assert_eq!(others, [("the app", "1"), ("the token's user", "3"), ("the business portfolio", "9")]);
    }
}
