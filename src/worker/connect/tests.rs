//! What is found out on this machine, before a service is asked.

use std::path::Path;

use super::*;
use crate::model::{ProviderKind, Secret};

fn paths(root: &Path) -> Paths {
    Paths { config_file: root.join("conf/config.toml"), config_named: true, data_dir: root.join("data") }
}

/// An order at an address where nobody answers.
fn order(name: &str, keep: Keep, file: &str) -> ConnectOrder {
    let mut secret = Secret::default();
    secret.push("EAAGm0PX4ZCpsBAKZCZBqZB3example1234567890");
    let values = vec![("base_url", "http://127.0.0.1:1".to_owned())];
    ConnectOrder { provider: ProviderKind::Meta, name: name.to_owned(), values, secret, keep, file: file.to_owned() }
}

async fn refused(order: ConnectOrder, paths: &Paths) -> (usize, Vec<ConnectMistake>) {
    let prompter = SecretPrompter::default();
    let (found, outcome) = connect(order, paths, &prompter, &CancellationToken::new()).await;
    (found.len(), outcome.unwrap_err())
}

#[tokio::test]
async fn everything_that_is_wrong_here_is_told_at_once_and_nobody_is_asked() {
    let root = tempfile::tempdir().unwrap();
    let paths = paths(root.path());
    std::fs::create_dir(root.path().join("conf")).unwrap();
    std::fs::write(&paths.config_file, "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\n").unwrap();
    let file = root.path().join("data/token").display().to_string();
    let (found, wrong) = refused(order("EU", Keep::File, &file), &paths).await;
    assert_eq!(found, 0, "no service was asked");
    let fields: Vec<_> = wrong.iter().map(|mistake| mistake.field).collect();
    assert_eq!(fields, [Some(ConnectField::Name), Some(ConnectField::File)]);
    assert!(wrong.iter().all(|mistake| !mistake.hint.contains('`')), "{wrong:?}");
}

#[tokio::test]
async fn a_service_that_is_not_there_is_the_fault_of_its_address() {
    let root = tempfile::tempdir().unwrap();
    let paths = paths(root.path());
    let (found, wrong) = refused(order("eu", Keep::Prompt, ""), &paths).await;
    assert!(found > 0);
    assert_eq!(wrong[0].field, Some(ConnectField::Value("base_url")));
    assert_eq!(wrong[0].hint, "Check Address and the network, then try again.");
    assert!(!paths.config_file.exists(), "nothing is stored");
}

#[tokio::test]
async fn who_stops_it_is_told_that_nothing_was_stored() {
    let root = tempfile::tempdir().unwrap();
    let (prompter, cancel) = (SecretPrompter::default(), CancellationToken::new());
    cancel.cancel();
    let (_, outcome) = connect(order("eu", Keep::Prompt, ""), &paths(root.path()), &prompter, &cancel).await;
    let wrong = outcome.unwrap_err();
    assert_eq!((wrong.len(), wrong[0].what.as_str()), (1, "Stopped; nothing was stored."));
}

#[test]
fn without_a_keyring_the_form_names_its_own_ways() {
    let mistake = elsewhere("The keyring cannot be used.");
    assert_eq!(
        (mistake.field, mistake.hint.as_str()),
        (Some(ConnectField::Keep), "Choose \"file\" or \"ask each time\".")
    );
}
