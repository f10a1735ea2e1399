use super::harness::{Home, Ran};

/// The help of a command, as people see it.
fn help(home: &Home, command: &str) -> String {
    let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
    let ran = Ran::of(home.command(arguments).env("COLUMNS", "100"));
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{command}");
    ran.stdout
}

#[test]
fn the_help_says_this() {
    let home = Home::new();
    for command in [
        "",
        "sandbox",
        "numbers",
        "numbers list",
        "numbers show",
        "codes",
        "codes list",
        "codes find",
        "codes show",
        "codes create",
        "codes update",
        "codes delete",
        "codes verify",
        "codes export",
        "groups",
        "groups list",
        "groups show",
        "groups link",
        "groups export",
        "profile",
        "profile list",
        "profile add",
        "profile remove",
        "profile renew",
        "profile test",
        "profile import",
        "watch",
        "journal",
        "journal list",
        "journal show",
        "journal recreate",
        "journal settle",
        "journal close",
        "labels",
        "labels list",
        "labels set",
        "labels remove",
        "labels export",
        "labels import",
        "sync",
        "audit",
        "pull",
        "plan",
        "apply",
        "qr",
        "open",
        "copy",
        "doctor",
        "import",
        "completions",
        "man",
        "schema",
    ] {
        let name = if command.is_empty() { "help".to_owned() } else { format!("help {command}").replace(' ', "_") };
        insta::assert_snapshot!(name, help(&home, command));
    }
}

#[test]
fn every_shell_gets_its_completions() {
    let home = Home::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = home.run(["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(ran.stdout.contains("QRDECK_COMPLETE") && ran.stdout.contains(shell), "{shell}");
        assert_eq!(home.json(["completions", shell])["script"], ran.stdout.as_str());
    }
    assert_eq!(home.run(["completions", "tcsh"]).code, 2);
}

#[test]
fn the_version_is_the_crates() {
    assert_eq!(Home::new().run(["--version"]).stdout, concat!("qrdeck ", env!("CARGO_PKG_VERSION"), "\n"));
}
