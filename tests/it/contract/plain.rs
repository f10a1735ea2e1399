//! The list of calls and their outcomes, in every style the services have been seen to speak.

use futures_util::future::join_all;
use qrdeck::model::{Group, ImageFormat, InviteLink, MAX_CODES_PER_NUMBER, NumberId, ProviderKind, QrCode, Result};
use qrdeck::provider::CodePage;
use qrdeck::provider::meta::ProofForm;
use qrdeck::sandbox::Api;
use serde_json::{Value, json};

use super::action::draft;
use super::harness::{CODES, ContractHarness, GROUPS, Setup};

/// A call. What it is about is the harness's number, code and group, or something that is not there.
#[derive(Debug, Clone, Copy)]
enum Ask {
    Numbers,
    Codes,
    CodesOfNobody,
    Newest,
    Code(Option<ImageFormat>),
    NoCode,
    Create(&'static str),
    CreateTooLong,
    CreateLongest,
    Update,
    UpdateTheOldOne,
    UpdateNoCode,
    Delete,
    DeleteAgain,
    Groups,
    Link,
    Reset,
    Remove,
    NoLink,
    ResetNoGroup,
}

/// The outcome: the class of the error, or none where the answer is good, which is then checked for what is in it.
type ErrorKindName = Option<&'static str>;

/// The calls in their order, and the outcome on CAMS and on Graph.
const CALLS: [(Ask, ErrorKindName, ErrorKindName); 27] = [
    (Ask::Numbers, None, None),
    (Ask::Codes, None, None),
    (Ask::CodesOfNobody, Some("permission"), Some("not_found")),
    (Ask::Newest, None, None),
    (Ask::Code(None), None, None),
    (Ask::Code(Some(ImageFormat::Png)), None, None),
    (Ask::Code(Some(ImageFormat::Svg)), None, None),
    (Ask::NoCode, Some("not_found"), Some("not_found")),
    (Ask::Create("Bonjour 👋🏽 — 50 % & plus ? #1"), None, None),
    (Ask::Create("مرحبا\nשלום"), None, None),
    (Ask::Create(" \n"), Some("invalid_input"), Some("invalid_input")),
    (Ask::Create("\u{1b}[2J"), Some("invalid_input"), Some("invalid_input")),
    (Ask::CreateTooLong, Some("invalid_input"), Some("invalid_input")),
    (Ask::CreateLongest, None, None),
    (Ask::Update, None, None),
    (Ask::UpdateTheOldOne, Some("not_found"), None),
    (Ask::UpdateNoCode, Some("not_found"), Some("not_found")),
    (Ask::Delete, None, None),
    (Ask::DeleteAgain, Some("not_found"), Some("not_found")),
    (Ask::Groups, None, None),
    (Ask::Link, None, None),
    (Ask::Reset, None, None),
    (Ask::Remove, None, None),
    (Ask::NoLink, None, None),
    // CAMS says how many links it has removed: none.
    (Ask::Remove, Some("conflict"), None),
    (Ask::Reset, None, None),
    (Ask::ResetNoGroup, Some("not_found"), Some("not_found")),
];

/// What one call leaves to the next.
struct Run<'a> {
    harness: &'a ContractHarness,
    /// The code the calls are about: a new one after an update on CAMS.
    code: qrdeck::model::CodeId,
    link: InviteLink,
}

impl Run<'_> {
    /// Makes a call and checks a good answer against what the service has.
    async fn ask(&mut self, ask: Ask) -> Result<()> {
        let ContractHarness { provider, number, group, kind, .. } = self.harness;
        let call = &self.harness.call();
        match ask {
            Ask::Numbers => {
                let numbers = provider.numbers(call).await?;
                let service = self.harness.now().await;
                assert_eq!((numbers.len(), &numbers[0].id, &numbers[0].name), (1, number, &service.name));
            }
            Ask::Codes => self.check_codes(&provider.codes(call, number).await?).await,
            Ask::CodesOfNobody => drop(provider.codes(call, &NumberId::new("4900000000000")).await?),
            Ask::Newest => match provider.newest(call, number).await? {
                CodePage::Complete(codes) => self.check_codes(&codes).await,
                CodePage::Newest(codes) => {
                    let all = provider.codes(call, number).await?;
                    assert_eq!(codes, all[..25]);
                }
            },
            Ask::Code(image) => {
                let code = provider.code(call, number, &self.code, image).await?;
                self.check(&code).await;
                // CAMS draws one picture of a code, in the format that was asked for when it was made.
                let has_picture = *kind == ProviderKind::Meta || image == Some(ImageFormat::Png);
                assert_eq!(code.image_url.is_some(), image.is_some() && has_picture, "{code:?}");
            }
            Ask::NoCode => drop(provider.code(call, number, &"AAAAAAAAAAAAA1".into(), None).await?),
            Ask::Create(message) => self.create(message).await?,
            Ask::CreateTooLong => self.create(&"ä".repeat(141)).await?,
            Ask::CreateLongest => self.create(&"ä".repeat(140)).await?,
            Ask::Update => {
                let message = "Neu: Öffnungszeiten?";
                let updated = provider.update(call, number, &self.code, &draft(message)).await?;
                assert_eq!(updated.code.message, message);
                let replaced = kind.update_replaces_code().then(|| self.code.clone());
                assert_eq!(updated.replaced, replaced);
                self.code = updated.code.code.clone();
                self.check(&updated.code).await;
            }
            Ask::UpdateTheOldOne => drop(provider.update(call, number, &self.harness.code, &draft("Alt")).await?),
            Ask::UpdateNoCode => drop(provider.update(call, number, &"AAAAAAAAAAAAA1".into(), &draft("Hi")).await?),
            Ask::Delete | Ask::DeleteAgain => {
                provider.delete(call, number, &self.code).await?;
                assert!(self.harness.now().await.code(self.code.as_str()).is_none());
            }
            Ask::Groups => self.check_groups(&provider.groups(call, number).await?).await,
            Ask::Link => {
                self.link = provider.invite_link(call, number, group).await?;
                assert_eq!(self.link.url(), self.service_link().await.as_deref());
            }
            Ask::Reset => {
                let link = provider.reset_link(call, number, group).await?;
                assert_eq!(link.url(), self.service_link().await.as_deref());
                assert!(link.url().is_some() && link != self.link, "{link:?}");
                self.link = link;
            }
            Ask::Remove => {
                provider.remove_link(call, number, group).await?;
                assert_eq!(self.service_link().await, None);
            }
            Ask::NoLink => assert_eq!(provider.invite_link(call, number, group).await?, InviteLink::None),
            Ask::ResetNoGroup => drop(provider.reset_link(call, number, &"Y2FwaV9ncm91cDov+w==".into()).await?),
        }
        Ok(())
    }

    async fn create(&self, message: &str) -> Result<()> {
        let ContractHarness { provider, number, .. } = self.harness;
        let made = provider.create(&self.harness.call(), number, &draft(message)).await?;
        assert_eq!(made.message, message);
        self.check(&made).await;
        Ok(())
    }

    /// Whether a code is as the service has it.
    async fn check(&self, code: &QrCode) {
        let service = self.harness.now().await;
        let row = service.code(code.code.as_str()).unwrap();
        assert_eq!((&*code.message, &code.link), (&*row.message, &row.code.link()));
    }

    /// Whether these are all codes of the service, each once.
    async fn check_codes(&self, codes: &[QrCode]) {
        let mut listed: Vec<_> = codes.iter().map(|code| (code.code.to_string(), code.message.clone())).collect();
        let rows = self.harness.now().await.codes;
        let mut there: Vec<_> = rows.iter().map(|row| (row.code.to_string(), row.message.to_string())).collect();
        assert_eq!(listed.len(), CODES);
        listed.sort();
        there.sort();
        assert_eq!(listed, there);
    }

    async fn check_groups(&self, groups: &[Group]) {
        let service = self.harness.now().await;
        assert_eq!(groups.len(), GROUPS);
        for group in groups {
            let there = service.group(group.id.as_str()).unwrap();
            assert_eq!(group.subject, there.subject);
            if self.harness.kind == ProviderKind::Alibaba {
                assert_eq!(group.invite_link.url(), there.link.as_deref());
                assert_eq!(group.participants, Some(there.participants));
            } else {
                assert_eq!(group.invite_link, InviteLink::Unknown);
            }
        }
    }

    async fn service_link(&self) -> Option<String> {
        self.harness.now().await.group(self.harness.group.as_str()).and_then(|group| group.link.clone())
    }
}

/// Makes all calls against a service that speaks in a style.
async fn keeps_the_contract(setup: Setup, style: Value) {
    let harness = ContractHarness::start(&setup, &json!([{"style": style}])).await;
    let mut run = Run { harness: &harness, code: harness.code.clone(), link: InviteLink::Unknown };
    for (ask, cams, graph) in CALLS {
        let expected = if setup.kind == ProviderKind::Alibaba { cams } else { graph };
        let outcome = run.ask(ask).await;
        let got = outcome.as_ref().err().map(|error| error.kind.as_str());
        assert_eq!(got, expected, "{ask:?} in style {style}: {outcome:?}");
    }
    assert_eq!(harness.sandbox.inside().counters().leaks(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cams_keeps_it_in_every_style() {
    let styles = [
        json!({}),
        json!({"nothing": "chinese", "newlines": "everywhere", "errors_in_200": true}),
        json!({"nothing": "empty", "newlines": "none", "throttle_status": 429}),
        json!({"nothing": "absent"}),
    ];
    join_all(styles.map(|style| keeps_the_contract(Setup::of(ProviderKind::Alibaba), json!({"cams": style})))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn graph_keeps_it_in_every_style() {
    let graph = || Setup::of(ProviderKind::Meta);
    let proof = |form| Setup { proof: Some(form), ..graph() };
    let styles = [
        (graph(), json!("docs")),
        (graph(), json!("live")),
        (
            Setup { discover: true, ..graph() },
            json!({"errors": "live", "fields": "projection", "paging": "always", "next": "with_token",
                "groups": "array", "length": "utf16"}),
        ),
        (graph(), json!({"missing_code": "empty", "groups": "array_next", "over_limit": "refuse"})),
        (proof(ProofForm::Plain), json!({"require_proof": true, "next": "foreign_host", "paging": "always"})),
        (proof(ProofForm::Timestamped), json!({"require_proof": true, "budget": {"account": 5_000}})),
    ];
    join_all(styles.map(|(setup, style)| keeps_the_contract(setup, json!({"graph": style})))).await;
}

#[tokio::test]
async fn a_full_number_takes_no_more_codes() {
    for kind in [ProviderKind::Alibaba, ProviderKind::Meta] {
        let harness = ContractHarness::start(&Setup::of(kind), &json!([])).await;
        let id = harness.number.clone();
        let fill = move |world: &mut qrdeck::sandbox::world::World| {
            while world.create_code(Api::of(kind).unwrap(), id.as_str(), "Full", 0).is_ok() {}
        };
        harness.sandbox.inside().edit(fill).await.unwrap();
        let error = harness.provider.create(&harness.call(), &harness.number, &draft("One more")).await.unwrap_err();
        assert_eq!(error.kind.as_str(), "invalid_input", "{error:?}");
        assert_eq!(harness.now().await.codes.len(), MAX_CODES_PER_NUMBER);
        assert_eq!(harness.provider.codes(&harness.call(), &harness.number).await.unwrap().len(), MAX_CODES_PER_NUMBER);
    }
}
