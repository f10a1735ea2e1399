//! Real accounts, played by a sandbox that listens elsewhere: secrets that are asked for, profiles that come and go.

use crossterm::event::KeyCode;

use super::script::{JourneyResult, Script};

/// The secrets of the account, as a person has them.
fn token(outcome: &JourneyResult) -> (&str, &str) {
    let endpoints = outcome.endpoints.as_ref().expect("there was an account");
    (&endpoints.meta.token, &endpoints.alibaba.access_key_secret)
}

/// What no screen and no file may hold.
fn assert_hidden(outcome: &JourneyResult) {
    let (token, key) = token(outcome);
    for screen in &outcome.kept {
        assert!(!screen.contains(&token[..12]) && !screen.contains(&key[..12]), "{screen}");
    }
    let mut places = vec![outcome.data.path().to_owned()];
    while let Some(dir) = places.pop() {
        for entry in std::fs::read_dir(dir).expect("a directory").flatten() {
            if entry.path().is_dir() {
                places.push(entry.path());
                continue;
            }
            let bytes = std::fs::read(entry.path()).expect("a file");
            for secret in [token, key] {
                let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
                assert!(!found, "{} holds a secret", entry.path().display());
            }
        }
    }
}

/// A run in which both questions for secrets are left without an answer.
fn without_secrets() -> Script {
    Script::default()
        .see("eu needs its access token")
        .key(KeyCode::Esc)
        .see("asia needs its AccessKey secret")
        .key(KeyCode::Esc)
        .miss("needs its")
}

#[test]
fn both_accounts_ask_for_their_secrets_and_open() {
    let outcome = Script::default()
        .see("eu needs its access token")
        .keep()
        .paste_token()
        .keep()
        .key(KeyCode::Enter)
        .see("asia needs its AccessKey secret")
        .paste_key()
        .key(KeyCode::Enter)
        .see("eu · Aurora Hamburg 1")
        .see("+49 151 800 0001")
        .keys("G")
        .see("asia · Aurora")
        .keep()
        .play_live(120, 40);
    assert!(outcome.kept[0].contains("LIVE") && outcome.kept[1].contains("characters"), "{}", outcome.kept[1]);
    assert_hidden(&outcome);
}

#[test]
fn a_wrong_secret_is_asked_for_again_in_the_words_of_the_service() {
    let outcome = Script::default()
        .see("eu needs its access token")
        .key(KeyCode::Esc)
        .see("asia needs its AccessKey secret")
        .keys("wrong")
        .key(KeyCode::Enter)
        .see("The signature of")
        .keep()
        .paste_key()
        .key(KeyCode::Enter)
        .see("asia · Aurora Hamburg 1")
        .see("not given. r asks for it again.")
        .keep()
        .keys("1r")
        .see("eu needs its access token")
        .paste_token()
        .key(KeyCode::Enter)
        .miss("not given")
        .miss("loading")
        .keep()
        .play_live(120, 40);
    assert!(outcome.kept[0].contains("asia needs its AccessKey secret"));
    assert!(!outcome.kept[2].contains("needs its"), "the other account asks nobody again");
    assert_hidden(&outcome);
}

#[test]
fn a_profile_is_tested_hidden_and_removed() {
    let outcome = without_secrets()
        .keys("P")
        .see("Profiles")
        .keys("gt")
        .see("eu needs its access token")
        .paste_token()
        .key(KeyCode::Enter)
        .see("Groups can be read")
        .keep()
        .keys("y")
        .key(KeyCode::Esc)
        .see("all is well")
        .see("numbers")
        .keys(" ")
        .see("hidden")
        .keep()
        .keys("ox")
        .see("Remove the profile eu?")
        .keep()
        .key(KeyCode::Tab)
        .key(KeyCode::Enter)
        .see("eu is removed from config.toml.")
        .key(KeyCode::Esc)
        .see("All profiles are hidden")
        .keep()
        .play_live(120, 40);
    assert!(outcome.kept[0].contains("The secret is the one that was typed."));
    assert!(outcome.copied[0].contains("Groups can be read"));
    assert!(outcome.kept[2].contains("is removed from config.toml"));
    let config = std::fs::read_to_string(outcome.data.path().join("config.toml")).expect("it is there");
    assert!(!config.contains("\"eu\"") && config.contains("\"asia\""), "{config}");
    assert_hidden(&outcome);
}

#[test]
fn an_account_is_connected_that_asks_each_time_but_not_twice_in_a_run() {
    let outcome = without_secrets()
        .keys("PC")
        .see("▸ 1 Service")
        .key(KeyCode::Enter)
        .see("▸ 2 Token")
        .keys("new")
        .key(KeyCode::Tab)
        .paste_token()
        .key(KeyCode::Tab)
        .key(KeyCode::Tab)
        .paste_address()
        .key(KeyCode::Tab)
        .see("▸ 3 Where to keep it")
        .key(KeyCode::Left)
        .see("(•) ask each time")
        .ctrl('s')
        .see("Connected · 2 numbers")
        .keep()
        .key(KeyCode::Esc)
        .see("new in config.toml")
        .keys("G")
        .keys("t")
        .see("Groups can be read")
        .keep()
        .play_live(120, 40);
    assert!(outcome.kept[0].contains("The secret is the one that was typed."), "{}", outcome.kept[0]);
    assert!(outcome.kept[1].contains("Profile new"), "it was tested without a question");
    let config = std::fs::read_to_string(outcome.data.path().join("config.toml")).expect("it is there");
    assert!(config.contains("name = \"new\"") && config.matches("secret = \"prompt\"").count() == 3, "{config}");
    assert_hidden(&outcome);
}

#[test]
fn a_wrong_token_is_told_at_its_field_and_the_right_one_connects() {
    let outcome = without_secrets()
        .keys("C")
        .see("https://business.facebook.com/settings/system-users")
        .key(KeyCode::Enter)
        .see("▸ 2 Token")
        .keys("eu")
        .key(KeyCode::Enter)
        .paste("LTAI5tAbCdEfGhIjKlMnOpQr\n")
        .see("This belongs to Alibaba Cloud CAMS")
        .keep()
        .key(KeyCode::Enter)
        .key(KeyCode::Enter)
        .paste_address()
        .key(KeyCode::Enter)
        // Everything that is wrong at once, with the focus on the first.
        .see("There is a profile eu already.")
        .see("This belongs to Alibaba Cloud CAMS")
        .ctrl('u')
        .keys("new")
        .key(KeyCode::Enter)
        .paste("  EAAGm0PX4ZCpsBAKZCZBqZB3example1234567890\n")
        .see("41 characters")
        .key(KeyCode::Enter)
        .key(KeyCode::Enter)
        .key(KeyCode::Enter)
        .see("Where is the access token kept?")
        .key(KeyCode::Left)
        .see("(•) ask each time")
        .key(KeyCode::Enter)
        .see("[▸Connect◂]")
        .key(KeyCode::Enter)
        .see("Paste a new token into Token")
        .see("▸ Token")
        .keep()
        .paste_token()
        .ctrl('s')
        .see("Connected · 2 numbers")
        .keep()
        .key(KeyCode::Esc)
        .miss("Connect an account")
        .keep()
        .play_live(120, 40);
    assert!(
        outcome.kept[1].contains("new") && outcome.kept[1].contains("answers"),
        "nothing is lost: {}",
        outcome.kept[1]
    );
    for screen in &outcome.kept {
        assert!(!screen.contains("qrdeck profile"), "no command: {screen}");
    }
    let config = std::fs::read_to_string(outcome.data.path().join("config.toml")).expect("it is there");
    assert!(config.contains("name = \"new\"") && config.matches("[[profile]]").count() == 3, "{config}");
    assert_hidden(&outcome);
}
