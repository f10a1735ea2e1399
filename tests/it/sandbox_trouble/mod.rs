//! The faults with details, asked for by clients that share no code with qrdeck's own.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod access;
mod answers;
mod colleague;
mod delivery;
mod late;
mod lists;
mod origin_check;
mod stale;

use std::io::Write as _;

use qrdeck::model::ProviderKind;
use qrdeck::sandbox::world::Number;
use qrdeck::sandbox::{Api, Options, Running, start};
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::Value;

use crate::cams_client::{Call, Cams};

/// A small sandbox with faults, and a client of either service.
pub(super) struct FaultHarness {
    pub(super) sandbox: Running,
    pub(super) cams: Cams,
    http: Client,
    /// The number on Graph, one of its groups, and its newest code.
    pub(super) graph: About,
    /// The same on CAMS.
    pub(super) alibaba: About,
}

/// What requests are about.
#[derive(Debug, Clone)]
pub(super) struct About {
    pub(super) number: String,
    pub(super) group: String,
    pub(super) code: String,
}

/// Status and JSON of an answer, where one came.
pub(super) type HttpAnswer = reqwest::Result<(u16, Value)>;

impl FaultHarness {
    pub(super) async fn start(plan: Value) -> Self {
        let mut faults = tempfile::NamedTempFile::new().unwrap();
        faults.write_all(plan.to_string().as_bytes()).unwrap();
        let options = Options {
            numbers: Some(1),
            codes: Some(3),
            groups: Some(1),
            faults: Some(faults.path().to_owned()),
            ..Options::default()
        };
        let sandbox = start(options).await.unwrap();
        // Another test of this process may have installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
        let [graph, alibaba] = sandbox
            .inside()
            .edit(|world| {
                [ProviderKind::Meta, ProviderKind::Alibaba].map(|kind| {
                    let number = world.numbers.iter_mut().find(|number| number.service.provider() == kind).unwrap();
                    number.groups_enabled = true;
                    number.groups[0].link.get_or_insert_with(|| "https://chat.whatsapp.com/First".to_owned());
                    About {
                        number: number.id.clone(),
                        group: number.groups[0].id.clone(),
                        code: number.codes.last().unwrap().code.to_string(),
                    }
                })
            })
            .await
            .unwrap();
        Self { cams: Cams::of(&sandbox), sandbox, http, graph, alibaba }
    }

    /// A request to Graph; `{number}`, `{code}` and `{group}` in the path are filled in.
    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let meta = &self.sandbox.endpoints().meta;
        let group = percent_encoding::utf8_percent_encode(&self.graph.group, percent_encoding::NON_ALPHANUMERIC);
        let path = path.replace("{number}", &self.graph.number).replace("{code}", &self.graph.code);
        let path = path.replace("{group}", &group.to_string());
        self.http.request(method, format!("{}/v23.0/{path}", meta.base_url)).bearer_auth(&meta.token)
    }

    pub(super) async fn graph(&self, method: Method, path: &str) -> HttpAnswer {
        read(self.request(method, path).send().await?).await
    }

    /// Creates a code on Graph.
    pub(super) async fn create(&self, message: &str) -> HttpAnswer {
        let request = self.request(Method::POST, "{number}/message_qrdls");
        read(request.json(&serde_json::json!({"prefilled_message": message})).send().await?).await
    }

    /// A call of CAMS about its number.
    pub(super) fn call(&self, action: &str) -> Call<'_> {
        let call = self.cams.call(action);
        match action {
            "ListChatGroup" => {
                let page = serde_json::json!({"Index": 1, "Size": 20});
                call.in_space().with("BusinessNumber", &self.alibaba.number).with("Page", page)
            }
            "AddChatGroupInviteLink" | "DeleteChatGroupInviteLink" => {
                call.in_space().with("BusinessNumber", &self.alibaba.number).with("GroupId", &self.alibaba.group)
            }
            "CreatePhoneMessageQrdl" => call.with("PhoneNumber", &self.alibaba.number).with("GenerateQrImage", "PNG"),
            "UpdatePhoneMessageQrdl" => call
                .with("PhoneNumber", &self.alibaba.number)
                .with("QrdlCode", &self.alibaba.code)
                .with("GenerateQrImage", "PNG"),
            "DeletePhoneMessageQrdl" => {
                call.with("PhoneNumber", &self.alibaba.number).with("QrdlCode", &self.alibaba.code)
            }
            _ => call.with("PhoneNumber", &self.alibaba.number),
        }
    }

    /// The number as the service has it now.
    pub(super) async fn now(&self, kind: ProviderKind) -> Number {
        self.sandbox
            .inside()
            .read(move |world| world.numbers_of(Api::of(kind).unwrap()).next().unwrap().clone())
            .await
            .unwrap()
    }

    /// How many codes have a message.
    pub(super) async fn count(&self, kind: ProviderKind, message: &str) -> usize {
        self.now(kind).await.codes.iter().filter(|code| &*code.message == message).count()
    }
}

/// Status and JSON of an answer.
pub(super) async fn read(response: Response) -> HttpAnswer {
    let status = response.status().as_u16();
    let bytes = response.bytes().await?;
    Ok((status, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
}
