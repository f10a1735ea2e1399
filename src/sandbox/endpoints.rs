//! How to reach a running sandbox: the first line `qrdeck sandbox` prints.

use serde::Serialize;

use super::world::World;

/// The version of Graph the sandbox suggests; it answers others too.
const API_VERSION: &str = "v23.0";

/// Addresses and credentials of both services. They open nothing but the sandbox.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Endpoints {
    pub meta: MetaEndpoint,
    pub alibaba: AlibabaEndpoint,
}

/// How to reach the Graph side.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MetaEndpoint {
    /// `http://127.0.0.1:PORT`.
    pub base_url: String,
    /// `v23.0`.
    pub api_version: String,
    pub token: String,
    /// The WhatsApp Business Accounts the token reaches.
    pub waba_ids: Vec<String>,
}

/// How to reach the CAMS side.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AlibabaEndpoint {
    /// `http://127.0.0.1:PORT`.
    pub endpoint: String,
    /// The access key's id.
    pub access_key_id: String,
    /// The access key's secret.
    pub access_key_secret: String,
    /// The space of the customer.
    pub cust_space_id: String,
}

impl Endpoints {
    pub(super) fn new(base: &str, world: &World) -> Self {
        Self {
            meta: MetaEndpoint {
                base_url: base.to_owned(),
                api_version: API_VERSION.to_owned(),
                token: world.meta.token.clone(),
                waba_ids: world.meta.wabas.iter().map(|waba| waba.id.clone()).collect(),
            },
            alibaba: AlibabaEndpoint {
                endpoint: base.to_owned(),
                access_key_id: world.alibaba.access_key_id.clone(),
                access_key_secret: world.alibaba.access_key_secret.clone(),
                cust_space_id: world.alibaba.cust_space_id.clone(),
            },
        }
    }
}
