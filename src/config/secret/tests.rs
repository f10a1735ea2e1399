use secrecy::ExposeSecret as _;

use super::*;

fn eu() -> ProfileName {
    ProfileName::new("eu")
}

async fn read(source: SecretSource) -> Result<SecretString> {
    source.read(&eu(), SecretKind::MAIN, &Hidden::default()).await
}

#[tokio::test]
async fn a_variable_that_is_not_set_is_named() {
    let error = read(SecretSource::Env("QRDECK_TEST_UNSET".into())).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Auth);
    assert!(error.message.contains("QRDECK_TEST_UNSET is not set; `secret` of profile eu is there."), "{error}");
}

#[tokio::test]
async fn a_variable_is_read() {
    // Cargo sets it for every test.
    let secret = read(SecretSource::Env("CARGO_PKG_NAME".into())).await.unwrap();
    assert_eq!(secret.expose_secret(), "qrdeck");
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_is_read_only_where_it_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("token");
    std::fs::write(&path, "  s3cret \nlogin: me\n").unwrap();
    for (mode, good) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o620, false), (0o644, false)] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        match read(SecretSource::File(path.clone())).await {
            Ok(secret) => assert!(good && secret.expose_secret() == "s3cret", "{mode:o}"),
            Err(error) => {
                assert!(!good, "{mode:o}: {error}");
                assert!(error.advice.contains("chmod 600"), "{}", error.advice);
                assert!(!error.report().contains("s3cret"));
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_a_secret_is_refused_without_repeating_it() {
    let root = tempfile::tempdir().unwrap();
    for (content, wanted) in [
        (&b""[..], "is empty"),
        (b"\n \n", "is empty"),
        (b"two words", "holds spaces or other characters"),
        ("schlüssel".as_bytes(), "holds spaces or other characters"),
        (b"\xff\xfe", "is not text"),
    ] {
        let path = root.path().join("token");
        std::fs::write(&path, content).unwrap();
        private(&path);
        let error = read(SecretSource::File(path)).await.unwrap_err();
        assert!(error.message.contains(wanted), "{error}");
        assert!(!error.message.contains("two words") && !error.message.contains("schl"), "{error}");
    }
}

#[tokio::test]
async fn a_file_that_is_none_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let error = read(SecretSource::File(root.path().to_owned())).await.unwrap_err();
    assert!(error.message.contains("it is a directory, not a file"), "{error}");
    let error = read(SecretSource::File(root.path().join("none"))).await.unwrap_err();
    assert!(error.message.contains("cannot be read"), "{error}");
}

#[cfg(unix)]
mod commands {
    use super::*;

    fn shell(script: &str) -> Vec<String> {
        ["sh", "-c", script].map(str::to_owned).to_vec()
    }

    #[tokio::test]
    async fn the_first_line_printed_is_the_secret() {
        let secret = read(SecretSource::Command(shell("echo ' s3cret '; echo login: me"))).await.unwrap();
        assert_eq!(secret.expose_secret(), "s3cret");
    }

    #[tokio::test]
    async fn standard_input_is_empty() {
        let secret = read(SecretSource::Command(shell("cat; echo s3cret"))).await.unwrap();
        assert_eq!(secret.expose_secret(), "s3cret");
    }

    #[tokio::test]
    async fn a_failure_repeats_the_complaint_and_not_the_output() {
        let script = "echo s3cret; printf 'no\\033[2J key' >&2; exit 3";
        let error = read(SecretSource::Command(shell(script))).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Auth);
        assert!(error.message.contains("failed (exit status: 3): no␛[2J key"), "{error}");
        assert!(!error.report().contains("s3cret"));
    }

    #[tokio::test]
    async fn a_command_that_does_not_exist_says_so() {
        let error = read(SecretSource::Command(vec!["qrdeck-no-such-program".into()])).await.unwrap_err();
        assert!(error.message.contains("qrdeck-no-such-program cannot be started"), "{error}");
    }

    #[tokio::test]
    async fn a_command_that_never_ends_is_stopped() {
        let error =
            command::within(&shell("exec sleep 600"), &Hidden::default(), std::time::Duration::ZERO).await.unwrap_err();
        assert!(error.message.contains("did not finish in 0 seconds"), "{error}");
    }
}

#[test]
fn each_secret_has_its_own_keyring_entry() {
    assert_eq!(SecretKind::MAIN.keyring_user(&eu()), "eu");
    assert_eq!(SecretKind::new("app_secret").keyring_user(&eu()), "eu/app_secret");
    assert_eq!(SecretKind::new("security_token").keyring_user(&eu()), "eu/security_token");
}

#[test]
fn a_missing_entry_says_which_ways_there_are() {
    let error = keyring::missing(&eu(), SecretKind::MAIN);
    for way in ["user name \"eu\"", "env", "file", "command"] {
        assert!(error.advice.contains(way), "{}", error.advice);
    }
}

#[cfg(unix)]
fn private(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn private(_: &std::path::Path) {}
