//! A service that nobody outside `model/service/` and `provider/` has heard of, from its profile to its codes.

use std::path::Path;

use super::*;
use crate::config::Draft;
use crate::config::secret::SecretSource;
use crate::model::ProviderKind;
use crate::provider::Call;
use crate::session::setup::Addition;

const PIN: SecretKind = SecretKind::new("pin");

fn draft(shop: &str) -> Draft {
    let mut draft = Draft::new("corner", ProviderKind::Fake);
    draft.set("shop", shop);
    draft.keep(SecretKind::MAIN, SecretSource::Prompt);
    draft
}

fn parse(lines: &str) -> Result<Config> {
    Config::parse(&format!("[[profile]]\nname = \"corner\"\nprovider = \"fake\"\n{lines}"), Path::new("config.toml"))
}

#[test]
fn its_profile_is_read_by_its_own_fields() {
    let profile = parse("shop = \"florist\"\nsecret = \"prompt\"\npin = { env = \"PIN\" }").unwrap().profiles.remove(0);
    assert_eq!((profile.provider(), profile.account.name()), (ProviderKind::Fake, "florist".to_owned()));
    assert_eq!(profile.account.url().unwrap().as_str(), "https://fake.example/");
    let secrets = [(SecretKind::MAIN, SecretSource::Prompt), (PIN, SecretSource::Env("PIN".into()))];
    assert_eq!(profile.secrets(), secrets);
    assert_eq!(PIN.name(ProviderKind::Fake), "PIN");
    for (lines, wanted) in [
        ("shop = \"Florist\"", "line 4: `shop` is not in lower case. Write it like \"florist\"."),
        ("where = \"http://fake.example\"", "line 4: `where`: Plain http to another machine"),
        ("waba_ids = []", "line 4: The key `waba_ids` is unknown. It belongs to provider = \"meta\"."),
        ("pin = \"1234\"", "line 4: `pin` holds a text that is neither \"keyring\" nor \"prompt\""),
    ] {
        let error = parse(lines).unwrap_err();
        assert!(error.message.contains(wanted), "{}", error.message);
    }
    let foreign = Config::parse("[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nshop = \"x\"", Path::new("c"));
    assert!(foreign.unwrap_err().message.contains("It belongs to provider = \"fake\"."));
}

#[tokio::test]
async fn it_is_added_and_connected() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("config.toml");
    let paths = Paths { config_file: file.clone(), config_named: true, data_dir: root.path().join("data") };
    let refused = Addition::new(draft("florist"), vec![(SecretKind::MAIN, "florist".into())]).unwrap_err();
    assert_eq!(refused.message, "The name of the shop is no password.");
    let addition = Addition::new(draft("florist"), vec![(SecretKind::MAIN, "s3cret".into())]).unwrap();
    addition.store(&paths).await.unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!(text, "[[profile]]\nname = \"corner\"\nprovider = \"fake\"\nshop = \"florist\"\nsecret = \"prompt\"\n");
    let mut session = Session::open(&Options::default(), &paths).unwrap();
    session.reader = session.reader.given([(SecretKind::MAIN, "s3cret".into())]);
    let provider = session.provider(&"corner".into()).await.unwrap();
    assert_eq!(provider.kind(), ProviderKind::Fake);
    let codes = provider.codes(&Call::default(), &"1".into()).await.unwrap();
    assert_eq!(codes.first().map(|code| code.message.as_str()), Some("florist"));
}

#[tokio::test]
async fn its_check_goes_the_way_of_all_checks() {
    let server = sandbox::start(sandbox::Options::default()).await.unwrap();
    let mut draft = draft("florist");
    draft.set("where", &server.endpoints().meta.base_url);
    let addition = Addition::new(draft, vec![(SecretKind::MAIN, "s3cret".into())]).unwrap();
    let report = addition.check(None).await.unwrap();
    assert!(!report.has_failed(), "{report:?}");
    let steps: Vec<_> = report.steps.iter().map(|step| step.name).filter(|name| *name != "clock").collect();
    assert_eq!(steps, ["secret", "reach", "shop"]);
    server.stop().await;
}

#[tokio::test]
async fn a_refusal_is_about_the_secret_that_it_says() {
    let profile = parse("shop = \"florist\"\nsecret = \"prompt\"\npin = \"prompt\"").unwrap().profiles.remove(0);
    for (code, wanted) in [("pin", PIN), ("other", SecretKind::MAIN)] {
        let error = Error::new(ErrorKind::Auth, "No.").vendor_code(code);
        assert_eq!(rejected_secret::rejected_secret(&profile, &error), Some(wanted), "{code}");
    }
}
