//! The accounts of the sandbox as profiles describe them.

use super::{Api, Endpoints};
use crate::model::ProviderKind;

/// The profiles of the sandbox within the app and the commands.
pub const PROFILES: [(&str, ProviderKind); 2] =
    [("aurora-eu", ProviderKind::Meta), ("aurora-asia", ProviderKind::Alibaba)];

/// What a profile says of an account of the sandbox.
#[derive(Clone, PartialEq, Eq)]
pub struct SandboxAccount {
    /// Its fields by their keys.
    pub fields: Vec<(&'static str, String)>,
    /// Its main secret.
    pub secret: String,
}

impl Endpoints {
    /// The account at a service. `None` for a service that the sandbox does not speak for.
    pub fn account(&self, kind: ProviderKind) -> Option<SandboxAccount> {
        Some(match Api::of(kind)? {
            Api::Meta => SandboxAccount {
                fields: vec![
                    ("waba_ids", self.meta.waba_ids.join(",")),
                    ("api_version", self.meta.api_version.clone()),
                    ("base_url", self.meta.base_url.clone()),
                ],
                secret: self.meta.token.clone(),
            },
            Api::Alibaba => SandboxAccount {
                fields: vec![
                    ("access_key_id", self.alibaba.access_key_id.clone()),
                    ("cust_space_id", self.alibaba.cust_space_id.clone()),
                    ("endpoint", self.alibaba.endpoint.clone()),
                ],
                secret: self.alibaba.access_key_secret.clone(),
            },
        })
    }
}
