use std::path::Path;

use super::*;
use crate::model::Draft;
use crate::model::ProviderKind;
use crate::provider::Call;
use crate::provider::fake::Fake;

/// A directory with a configuration, or without one.
fn paths(root: &Path, config: Option<&str>) -> Paths {
    let file = root.join("config.toml");
    if let Some(text) = config {
        std::fs::write(&file, text).unwrap();
    }
    Paths { config_file: file, config_named: false, data_dir: root.join("data") }
}

fn open(root: &Path, config: Option<&str>, options: &Options) -> Result<Session> {
    Session::open(options, &paths(root, config))
}

fn names(session: &Session) -> Vec<String> {
    session.profiles().iter().map(|profile| profile.name.to_string()).collect()
}

const TWO: &str = "
[[profile]]
name = \"eu\"
provider = \"meta\"
secret = { env = \"QRDECK_TEST_UNSET\" }

[[profile]]
name = \"asia\"
provider = \"alibaba\"
read_only = true
";

#[test]
fn without_a_profile_it_is_the_sandbox_and_says_so() {
    let root = tempfile::tempdir().unwrap();
    for config in [None, Some("# no profile yet")] {
        let session = open(root.path(), config, &Options::default()).unwrap();
        assert_eq!(names(&session), ["aurora-eu", "aurora-asia"]);
        assert!(session.profiles().iter().all(|profile| profile.world == World::Sandbox && !profile.read_only));
        assert!(session.notice().unwrap().contains("no profile is configured"));
    }
    assert!(!root.path().join("data").exists(), "nothing is stored before anything is used");
}

#[tokio::test]
async fn a_sandbox_that_cannot_be_kept_says_so_and_is_removed_at_the_end() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("data"), "no directory").unwrap();
    let paths = paths(root.path(), None);
    let session = Session::open(&Options::default(), &paths).unwrap();
    let why = session.unkept().unwrap().clone();
    assert!(why.message.contains(&paths.data_dir.display().to_string()), "{why}");
    let meanwhile = session.data_dir().to_owned();
    assert!(!meanwhile.starts_with(root.path()), "{meanwhile:?}");
    let (name, call) = ("aurora-eu".into(), Call::default());
    let code = async |session: &Session| {
        let provider = session.provider(&name).await.unwrap();
        let number = provider.numbers(&call).await.unwrap().remove(0);
        let codes = provider.codes(&call, &number.id).await.unwrap();
        (provider, number.id, codes)
    };
    let (provider, number, codes) = code(&session).await;
    provider.delete(&call, &number, &codes[0].code).await.unwrap();
    session.close().await;
    // Whoever hides a profile sees the same one.
    let again = session.open_again(&Options::default(), &paths).unwrap();
    drop((session, provider));
    assert_eq!(code(&again).await.2.len(), codes.len() - 1);
    again.close().await;
    drop(again);
    assert!(!meanwhile.exists());
    // What was seen is read where it was kept; an account of somebody's is never kept in passing.
    let cached = Options { cached: true, ..Options::default() };
    assert!(Session::open(&cached, &paths).unwrap().unkept().is_none());
    std::fs::write(&paths.config_file, TWO).unwrap();
    let real = Session::open(&Options::default(), &paths).unwrap();
    assert_eq!((real.unkept(), real.data_dir()), (None, paths.data_dir.as_path()));
}

#[test]
fn the_sandbox_is_used_where_it_is_asked_for_even_with_a_broken_configuration() {
    let root = tempfile::tempdir().unwrap();
    let options = Options { sandbox: true, read_only: true, wait: false, cached: false };
    let session = open(root.path(), Some("[[profile]"), &options).unwrap();
    assert_eq!(session.world(), World::Sandbox);
    assert!(session.profiles().iter().all(|profile| profile.read_only));
    assert!(session.notice().unwrap().starts_with("SANDBOX"));
}

#[tokio::test]
async fn configured_profiles_never_fall_back_to_the_sandbox() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(open(root.path(), Some("[[profile]"), &Options::default()).unwrap_err().kind, ErrorKind::Config);
    let session = open(root.path(), Some(TWO), &Options::default()).unwrap();
    assert_eq!((names(&session), session.notice()), (vec!["eu".into(), "asia".into()], None));
    assert!(session.profiles().iter().all(|profile| profile.world == World::Live));
    assert_eq!(session.profiles().iter().map(|profile| profile.read_only).collect::<Vec<_>>(), [false, true]);
    let error = session.provider(&"eu".into()).await.unwrap_err();
    assert!(error.message.contains("QRDECK_TEST_UNSET"), "{error}");
    assert!(!root.path().join("data").exists(), "no sandbox was started");
}

#[test]
fn names_narrow_the_session_in_the_order_of_the_file() {
    let root = tempfile::tempdir().unwrap();
    let open = || open(root.path(), Some(TWO), &Options::default()).unwrap();
    assert_eq!(names(&open().narrow(&[]).unwrap()), ["eu", "asia"]);
    assert_eq!(names(&open().narrow(&["asia".into()]).unwrap()), ["asia"]);
    assert_eq!(names(&open().narrow(&["asia".into(), "eu".into(), "eu".into()]).unwrap()), ["eu", "asia"]);
    let error = open().narrow(&["eu".into(), "us".into()]).unwrap_err();
    assert_eq!(error.message, "There is no profile `us`. Configured: eu, asia.");
}

#[tokio::test]
async fn a_profile_that_is_not_there_is_no_panic() {
    let root = tempfile::tempdir().unwrap();
    let session = open(root.path(), None, &Options::default()).unwrap();
    assert_eq!(session.provider(&"us".into()).await.unwrap_err().kind, ErrorKind::Internal);
}

#[cfg(unix)]
#[tokio::test]
async fn concurrent_first_uses_connect_once() {
    let root = tempfile::tempdir().unwrap();
    let log = root.path().join("log");
    let config = format!(
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nsecret = {{ command = [\"sh\", \"-c\", \"echo x >> {}; echo token\"] }}",
        log.display()
    );
    let session = open(root.path(), Some(&config), &Options::default()).unwrap();
    let name = ProfileName::new("eu");
    let (a, b, c) = tokio::join!(session.provider(&name), session.provider(&name), session.provider(&name));
    let (a, b, c) = (a.unwrap(), b.unwrap(), c.unwrap());
    assert!(Arc::ptr_eq(&a, &b) && Arc::ptr_eq(&b, &c));
    assert_eq!(std::fs::read_to_string(log).unwrap(), "x\n");
}

#[cfg(unix)]
#[tokio::test]
async fn a_failed_connection_is_tried_again() {
    let root = tempfile::tempdir().unwrap();
    let token = root.path().join("token");
    let config = "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nsecret = { file = \"token\" }";
    let session = open(root.path(), Some(config), &Options::default()).unwrap();
    let name = ProfileName::new("eu");
    assert_eq!(session.provider(&name).await.unwrap_err().kind, ErrorKind::Auth);
    std::fs::write(&token, "token").unwrap();
    std::fs::set_permissions(&token, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    assert_eq!(session.provider(&name).await.unwrap().kind(), ProviderKind::Meta);
}

#[tokio::test]
async fn a_read_only_profile_refuses_every_change_before_it_is_sent() {
    let root = tempfile::tempdir().unwrap();
    let fake = Arc::new(Fake::new(ProviderKind::Meta));
    let profile = Profile { name: "eu".into(), provider: ProviderKind::Meta, world: World::Live, read_only: true };
    let given: Arc<dyn Provider> = fake.clone();
    let session = Session::of([(profile, given)], paths(root.path(), None));
    let provider = session.provider(&"eu".into()).await.unwrap();
    let draft = Draft { message: "Hello".into(), image: crate::model::ImageFormat::Png };
    let refused = provider.create(&Call::default(), &"1".into(), &draft).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Refused);
    assert_eq!(fake.world().log, [""; 0]);
}

#[tokio::test]
async fn both_profiles_of_the_sandbox_see_one_world_that_outlives_the_session() {
    let root = tempfile::tempdir().unwrap();
    let made = {
        let session = open(root.path(), None, &Options::default()).unwrap();
        let asia = session.provider(&"aurora-asia".into()).await.unwrap();
        let number = asia.numbers(&Call::default()).await.unwrap().remove(0).id;
        let draft = Draft { message: "Hello".into(), image: crate::model::ImageFormat::Png };
        let made = asia.create(&Call::default(), &number, &draft).await.unwrap();
        assert_eq!(session.provider(&"aurora-eu".into()).await.unwrap().kind(), ProviderKind::Meta);
        session.close().await;
        (number, made.code)
    };
    let session = open(root.path(), None, &Options::default()).unwrap();
    let asia = session.provider(&"aurora-asia".into()).await.unwrap();
    assert_eq!(asia.code(&Call::default(), &made.0, &made.1, None).await.unwrap().message, "Hello");
    session.close().await;
}
