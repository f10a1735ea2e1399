//! What shells are told that fits.

use std::path::Path;

use super::harness::{Home, Ran, Serving, text};

/// What a shell is told for a line, its last word being typed.
fn told(home: &Home, shell: &str, line: &[&str]) -> Ran {
    let mut command = home.command(["--", "qrdeck"]);
    command.args(line).env("QRDECK_COMPLETE", shell).env("_CLAP_COMPLETE_INDEX", line.len().to_string());
    Ran::of(command.env("_CLAP_IFS", "\n"))
}

/// The candidates, without what describes them.
fn candidates(home: &Home, line: &[&str]) -> Vec<String> {
    let ran = told(home, "bash", line);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{line:?}");
    ran.stdout.lines().map(str::to_owned).collect()
}

/// A home whose cache knows everything.
fn synced() -> Home {
    let home = Home::small();
    home.json(["sync"]);
    home.json(["groups", "list"]);
    home
}

#[test]
fn numbers_codes_groups_labels_and_profiles_are_completed_without_a_service() {
    let home = synced();
    let (codes, groups) = (home.code_ids(), home.json(["groups", "list"]));
    let numbers = home.json(["numbers", "list"]);
    home.json(["labels", "set", &codes[0], "--label", "Door", "--tag", "spring"]);
    home.json(["codes", "delete", &codes[1], "--yes"]);
    // Nobody is there to be asked.
    std::fs::write(home.data().join("sandbox.json"), "not a world").unwrap();
    let ids: Vec<_> = numbers.as_array().unwrap().iter().map(|number| text(number, "id")).collect();
    assert_eq!(candidates(&home, &["codes", "list", "--number", ""]), ids);
    assert_eq!(
        candidates(&home, &["codes", "list", &format!("--number={}", &ids[0][..8])]),
        [format!("--number={}", ids[0])]
    );
    let digits = candidates(&home, &["codes", "create", "--number", "+"]);
    assert_eq!(digits.len(), ids.len());
    assert!(digits[0].strip_prefix('+').unwrap().bytes().all(|byte| byte.is_ascii_digit()), "{digits:?}");
    assert_eq!(candidates(&home, &["codes", "show", &codes[0][..6]]), [codes[0].as_str()]);
    let all = candidates(&home, &["codes", "delete", &codes[0], "A", "--yes", ""]);
    assert!(codes.iter().all(|code| all.contains(code) == (*code != codes[1])), "{all:?}");
    let group = text(&groups[0], "id");
    assert!(candidates(&home, &["groups", "link", ""]).contains(&group));
    assert_eq!(candidates(&home, &["qr", &group[..group.len() - 1]]), [group.as_str()]);
    assert_eq!(candidates(&home, &["labels", "list", "--tag", "s"]), ["spring"]);
    assert_eq!(candidates(&home, &["--profile", "aurora-e"]), ["aurora-eu"]);
    let narrowed = candidates(&home, &["--profile", "aurora-asia", "codes", "list", "--number", ""]);
    assert!(!narrowed.is_empty() && narrowed.len() < ids.len(), "{narrowed:?}");
    assert!(candidates(&home, &["journal", "show", ""])[0].parse::<i64>().is_ok());
    let fish = told(&home, "fish", &["codes", "show", &codes[0]]);
    assert_eq!(fish.stdout, format!("{}\tDoor\n", codes[0]));
}

#[test]
fn commands_options_and_values_are_completed() {
    let home = Home::new();
    assert_eq!(candidates(&home, &["jour"]), ["journal"]);
    assert_eq!(candidates(&home, &["codes", "exp"]), ["export"]);
    assert_eq!(candidates(&home, &["codes", "list", "--col"]), ["--columns"]);
    assert_eq!(candidates(&home, &["codes", "export", "--format", "s"]), ["svg"]);
    assert!(!home.data().exists(), "looking makes nothing");
}

#[test]
fn configured_profiles_are_completed_and_nothing_is_asked_for_their_secret() {
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "1"]);
    home.configure(&serving.configuration(&home));
    drop(serving);
    assert_eq!(candidates(&home, &["profile", "renew", ""])[..2], ["eu", "asia"]);
    assert_eq!(candidates(&home, &["profile", "test", "e"]), ["eu"]);
    home.configure("this is no configuration");
    assert_eq!(candidates(&home, &["profile", "test", "e"]), [""; 0]);
    assert_eq!(candidates(&home, &["codes", "show", "A"]), [""; 0]);
}

#[test]
fn a_shell_that_nobody_knows_is_told_nothing() {
    let home = Home::new();
    let ran = told(&home, "tcsh", &["codes", ""]);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""), "{ran:?}");
    // The variable alone, as children of a completion have it, changes nothing.
    let ran = Ran::of(home.command(["--version"]).env("QRDECK_COMPLETE", "bash"));
    assert!(ran.stdout.starts_with("qrdeck "), "{ran:?}");
}

#[test]
fn bash_completes_with_the_script() {
    let home = synced();
    let code = home.code_ids().remove(0);
    if !Path::new("/bin/bash").exists() {
        return;
    }
    let qrdeck = env!("CARGO_BIN_EXE_qrdeck");
    let complete = format!(
        "eval \"$('{qrdeck}' completions bash)\"; COMP_WORDS=(qrdeck codes show {}); COMP_CWORD=3; COMP_TYPE=9; \
         _clap_complete_qrdeck qrdeck {0} show; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
        &code[..8]
    );
    let mut bash = std::process::Command::new("/bin/bash");
    bash.args(["--norc", "-c", &complete]).env_clear().env("HOME", home.path()).env("PATH", "/usr/bin:/bin");
    let ran = Ran::of(&mut bash);
    assert_eq!(ran.stdout.trim(), code, "{ran:?}");
}
