//! Providers of the sandbox's accounts, as a session makes them.

use std::sync::Arc;

use qrdeck::provider::Provider;
use qrdeck::provider::alibaba::{self, Alibaba};
use qrdeck::provider::http::Timeouts;
use qrdeck::provider::meta::{self, AppSecret, Meta};
use qrdeck::sandbox::{AlibabaEndpoint, MetaEndpoint};

/// The account at CAMS.
pub(crate) fn alibaba(cams: AlibabaEndpoint, timeouts: Timeouts) -> Arc<dyn Provider> {
    let account = alibaba::Account {
        endpoint: cams.endpoint.parse().expect("an address"),
        access_key_id: cams.access_key_id,
        access_key_secret: cams.access_key_secret.into(),
        security_token: None,
        cust_space_id: Some(cams.cust_space_id),
    };
    Arc::new(Alibaba::with_timeouts(account, timeouts).expect("a client"))
}

/// The account at Graph; it looks for its business accounts where `graph` names none.
pub(crate) fn meta(graph: MetaEndpoint, app_secret: Option<AppSecret>, timeouts: Timeouts) -> Arc<dyn Provider> {
    let account = meta::Account {
        base_url: graph.base_url.parse().expect("an address"),
        api_version: graph.api_version,
        token: graph.token.into(),
        app_secret,
        waba_ids: graph.waba_ids,
    };
    Arc::new(Meta::with_timeouts(account, timeouts).expect("a client"))
}
