//! Arguments that are wrong, and answers that nobody can take.

use std::fs::OpenOptions;

use super::harness::{Home, Ran, text};

#[test]
fn wrong_arguments_end_with_2_and_are_not_repeated_whole() {
    let home = Home::small();
    let long = "x".repeat(100_000);
    let number = text(&home.json(["numbers", "list"])[0], "id");
    for message in ["", "a\u{7}b", &"é".repeat(141)] {
        let (status, error) = home.error(["codes", "create", "--number", &number, "--message", message]);
        assert_eq!((status, text(&error, "kind").as_str()), (2, "usage"), "{error}");
    }
    let image = format!("--image={long}");
    for (wanted, arguments) in [
        (2, &["codes", "show", "A", &image][..]),
        (2, &["codes", long.as_str()]),
        (3, &["codes", "show", &long]),
        (3, &["codes", "delete", "--yes", &long]),
        (3, &["codes", "list", "--number", &long]),
    ] {
        let ran = Ran::of(&mut home.command(arguments));
        assert_eq!(ran.code, wanted, "{}", &ran.stderr[..ran.stderr.len().min(500)]);
        assert!(ran.stderr.len() < 4_000 && ran.stdout.is_empty(), "{}", ran.stderr.len());
    }
}

#[test]
fn help_and_version_are_documents_too() {
    let home = Home::new();
    assert!(text(&home.json(["--help"]), "help").contains("Usage"));
    assert!(text(&home.json(["codes", "--help"]), "help").contains("delete"));
    assert!(text(&home.json(["--version"]), "version").starts_with("qrdeck "));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_told() {
    let home = Home::small();
    for arguments in [
        &["codes", "list"][..],
        &["codes", "list", "--json"],
        &["codes", "show", "nothing", "--json"],
        &["--help"],
        &["--help", "--json"],
        &["completions", "bash"],
    ] {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = home.command(arguments).stdout(full).stderr(std::process::Stdio::piped()).spawn().unwrap();
        let output = output.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(1 | 3)), "{arguments:?}: {:?}", output.status);
        assert_eq!(told.matches("cannot be written").count(), 1, "{arguments:?}: {told}");
        let done = told.contains("the command itself was carried out");
        assert_eq!(done, output.status.code() == Some(1), "{arguments:?}: {told}");
    }
}
