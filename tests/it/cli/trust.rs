//! What is believed and read, and what of it is repeated.

use super::harness::{Home, Ran, text};

const TOKEN: &str = "EAAGm0PX4ZCpsBAKZCZBqZB3example1234567890";
const KEY: &str = "h7GkX2mPq9RtV4wYz1AbC3dEf5GhJ6";

/// A configuration that would run a program, and the file that this program would leave.
#[cfg(unix)]
fn trap(home: &Home) -> (String, std::path::PathBuf) {
    let left = home.path().join("left");
    let command = format!("command = [\"touch\", \"{}\"]", left.display());
    (format!("[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nsecret = {{ {command} }}\n"), left)
}

#[cfg(unix)]
#[test]
fn a_configuration_that_others_could_have_written_runs_nothing() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let chmod = |path: &std::path::Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    let home = Home::new();
    let (text_of_it, left) = trap(&home);
    home.configure(&text_of_it);
    let shared = home.path().join("shared");
    std::fs::create_dir(&shared).unwrap();
    std::fs::write(shared.join("config.toml"), &text_of_it).unwrap();
    chmod(&shared, 0o777);
    symlink(shared.join("config.toml"), home.path().join("link.toml")).unwrap();
    let (here, link) = (shared.join("config.toml"), home.path().join("link.toml"));
    for config in [&here, &link] {
        let config = config.to_str().unwrap();
        for command in
            [&["numbers", "list"][..], &["profile", "list"], &["profile", "test"], &["profile", "remove", "eu"]]
        {
            let ran = Ran::of(home.command(["--config", config, "--json"]).args(command));
            let error = ran.document()["error"].clone();
            assert_eq!((ran.code, text(&error, "kind").as_str()), (1, "config"), "{ran:?}");
            assert!(text(&error, "message").contains(&format!("others can write {}", shared.display())), "{error}");
            assert!(text(&error, "advice").contains(&format!("chmod go-w {}", shared.display())), "{error}");
        }
        let doctor = Ran::of(&mut home.command(["--config", config, "doctor"]));
        assert_eq!(doctor.code, 1, "{doctor:?}");
        assert!(doctor.stdout.contains("others can write"), "{doctor:?}");
        // The app refuses it before it takes the terminal.
        let app = Ran::of(&mut home.command(["--config", config]));
        assert!(app.code == 1 && app.stderr.contains("others can write"), "{app:?}");
    }
    // One's own, which others can write: it is refused, and not made good in silence.
    let own = home.path().join(".config/qrdeck/config.toml");
    chmod(&own, 0o666);
    let ran = home.run(["numbers", "list"]);
    assert!(ran.code == 1 && ran.stderr.contains("others can write"), "{ran:?}");
    assert!(!left.exists(), "the program never ran");
    chmod(&own, 0o644);
    chmod(&shared, 0o755);
    for config in [own.as_path(), &here, &link] {
        home.run(["--config", config.to_str().unwrap(), "numbers", "list"]);
        assert!(left.exists(), "with usual modes it is used: {config:?}");
        std::fs::remove_file(&left).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_is_none_or_never_ends_is_not_waited_for() {
    let home = Home::new();
    let path = |name: &str| home.path().join(name).to_str().unwrap().to_owned();
    assert!(std::process::Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
    std::fs::File::create(path("large")).unwrap().set_len(1 << 30).unwrap();
    for (file, wanted) in
        [(path("pipe"), "a named pipe"), ("/dev/zero".to_owned(), "a device"), (path("large"), "larger")]
    {
        for command in [
            &["--config", &file, "profile", "list"][..],
            &["--config", &file, "doctor"],
            &["profile", "import", "--file", &file, "--secret", "prompt"],
            &["labels", "import", &file],
        ] {
            let ran = Ran::of(&mut home.command(command));
            let told = ran.stdout + &ran.stderr;
            // Everybody can write that device, which is told first.
            let refused = told.contains(wanted) || told.contains("others can write /dev/zero");
            assert!(ran.code == 1 && refused, "{command:?}: {told}");
        }
    }
}

#[test]
fn an_empty_variable_is_none_and_an_empty_option_a_mistake() {
    let home = Home::new();
    let mut command = home.command(["profile", "list"]);
    for name in ["QRDECK_CONFIG", "QRDECK_DATA_DIR", "QRDECK_LOG", "ALIBABA_CLOUD_ACCESS_KEY_ID"] {
        command.env(name, "");
    }
    let ran = Ran::of(&mut command);
    assert_eq!(ran.code, 0, "{ran:?}");
    for arguments in [&["--config", ""][..], &["--config="], &["--data-dir", ""]] {
        let ran = Ran::of(home.command(arguments).args(["profile", "list"]));
        assert!(ran.code == 2 && ran.stderr.contains("was given an empty path"), "{ran:?}");
    }
}

#[test]
fn a_secret_in_the_wrong_place_is_neither_kept_nor_repeated() {
    let home = Home::new();
    let meta = ["profile", "add", "eu", "--provider", "meta", "--no-test"];
    let asia = ["profile", "add", "asia", "--provider", "alibaba", "--no-test"];
    let env = format!("env:{TOKEN}");
    let (file, command) = (format!("file:{TOKEN}"), format!("command:echo {TOKEN}"));
    let user = format!("https://me:{TOKEN}@graph.facebook.com");
    let short = "https://me:hunter2@graph.facebook.com";
    let query = format!("https://graph.facebook.com/?access_token={TOKEN}");
    let path = format!("http://127.0.0.1/{TOKEN}");
    let provider = ["profile", "add", "eu", "--provider", TOKEN];
    let cases: Vec<Vec<&str>> = vec![
        [&meta[..], &["--secret", &env]].concat(),
        [&meta[..], &["--secret", "env:NOT_SET_ANYWHERE"]].concat(),
        [&meta[..], &["--secret", TOKEN]].concat(),
        [&meta[..], &["--secret", &file]].concat(),
        [&meta[..], &["--secret", &command]].concat(),
        [&meta[..], &["--secret", "prompt", "--app-secret", &env]].concat(),
        [&meta[..], &["--secret", "prompt", "--waba-id", TOKEN]].concat(),
        [&meta[..], &["--secret", "prompt", "--api-version", TOKEN]].concat(),
        [&meta[..], &["--secret", "prompt", "--base-url", &user]].concat(),
        [&meta[..], &["--secret", "prompt", "--base-url", short]].concat(),
        [&meta[..], &["--secret", "prompt", "--base-url", &query]].concat(),
        [&meta[..], &["--secret", "prompt", "--base-url", &path]].concat(),
        [&meta[..], &["--secret", "prompt", TOKEN]].concat(),
        [&asia[..], &["--secret", "prompt", "--access-key-id", KEY]].concat(),
        [&asia[..], &["--secret", "prompt", "--access-key-id", "LTAI5t", "--endpoint", &user]].concat(),
        [&asia[..], &["--secret", "prompt", "--access-key-id", "LTAI5t", "--cust-space-id", KEY]].concat(),
        provider.to_vec(),
        vec!["profile", "add", TOKEN, "--provider", "meta", "--secret", "prompt", "--no-test"],
        vec!["profile", "remove", TOKEN],
        vec!["profile", "renew", TOKEN],
        vec!["profile", "test", TOKEN],
        vec!["--profile", TOKEN, "numbers", "list"],
    ];
    for case in &cases {
        for json in [false, true] {
            let mut command = home.command(case);
            command.env("QRDECK_LOG", "trace");
            if json {
                command.arg("--json");
            }
            let ran = Ran::of(&mut command);
            assert_ne!(ran.code, 0, "{case:?}: {ran:?}");
            let told = ran.stdout + &ran.stderr;
            for secret in [TOKEN, KEY, "hunter2", "NOT_SET_ANYWHERE"] {
                assert!(!told.contains(secret), "{case:?}: {told}");
            }
        }
    }
    assert!(!home.path().join(".config/qrdeck/config.toml").exists());
    let log = std::fs::read_to_string(home.data().join("qrdeck.log")).unwrap_or_default();
    assert!(!log.contains(TOKEN) && !log.contains(KEY));
}
