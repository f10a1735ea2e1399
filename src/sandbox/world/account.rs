//! Accounts and their credentials. They open nothing but the sandbox.

use serde::{Deserialize, Serialize};

use super::random::Random;

const LETTERS_AND_DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const SMALL_AND_DIGITS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const HEX: &[u8] = b"0123456789abcdef";
const DIGITS: &[u8] = b"0123456789";

/// The Graph side: an app, its token, and a business with two WhatsApp Business Accounts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetaAccount {
    /// The system user's access token, `EAA…`.
    pub token: String,
    /// The app's secret, 32 hex digits, for `appsecret_proof`.
    pub app_secret: String,
    pub app_id: String,
    /// The system user's id.
    pub user_id: String,
    /// The business portfolio's id.
    pub business_id: String,
    /// The WhatsApp Business Accounts.
    pub wabas: Vec<Waba>,
}

/// A WhatsApp Business Account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waba {
    pub id: String,
    pub name: String,
}

/// The CAMS side: an access key and the space of the customer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlibabaAccount {
    /// `LTAI5t…`.
    pub access_key_id: String,
    /// 30 letters and digits.
    pub access_key_secret: String,
    /// `cams-…`.
    pub cust_space_id: String,
}

impl MetaAccount {
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed, "meta account");
        let token = format!("EAAJB{}", random.text(LETTERS_AND_DIGITS, 180));
        let app_secret = random.text(HEX, 32);
        let mut id = |length: usize| format!("1{}", random.text(DIGITS, length - 1));
        Self {
            token,
            app_secret,
            app_id: id(15),
            user_id: id(15),
            business_id: id(15),
            wabas: ["Aurora Coffee Europe", "Aurora Coffee Americas"]
                .map(|name| Waba { id: id(15), name: name.to_owned() })
                .to_vec(),
        }
    }
}

impl AlibabaAccount {
    pub(super) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed, "alibaba account");
        Self {
            access_key_id: format!("LTAI5t{}", random.text(LETTERS_AND_DIGITS, 18)),
            access_key_secret: random.text(LETTERS_AND_DIGITS, 30),
            cust_space_id: format!("cams-{}", random.text(SMALL_AND_DIGITS, 10)),
        }
    }
}
