//! Adding, listing and removing profiles, without a keyring and without a terminal.

use std::io::Write as _;
use std::process::Stdio;

use super::harness::{Home, Ran, Serving, private_file, text};

const SMALL: [&str; 6] = ["--numbers", "1", "--codes", "1", "--groups", "1"];

/// Runs a command with a text on its standard input.
fn piped(home: &Home, arguments: &[&str], input: &str) -> Ran {
    let mut command = home.command(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A command that refuses its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn config(home: &Home) -> String {
    std::fs::read_to_string(home.path().join(".config/qrdeck/config.toml")).unwrap_or_default()
}

#[test]
fn from_nothing_to_ones_own_numbers() {
    let home = Home::new();
    let serving = Serving::start(&home, SMALL);
    let (meta, alibaba) = (&serving.endpoints["meta"], &serving.endpoints["alibaba"]);
    assert_eq!(home.json(["profile", "list"]), serde_json::json!([]));

    let place = format!("file:{}", home.path().join("secrets/token").display());
    let add = ["profile", "add", "eu", "--provider", "meta", "--base-url", &text(meta, "base_url")];
    let ran = piped(&home, &[&add[..], &["--secret-stdin", "--secret", &place]].concat(), &text(meta, "token"));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("Phone numbers: 1.") && ran.stderr.contains("config.toml"), "{}", ran.stderr);

    private_file(&home, "key", &text(alibaba, "access_key_secret"));
    let key = format!("file:{}", home.path().join("key").display());
    let (id, url) = (text(alibaba, "access_key_id"), text(alibaba, "endpoint"));
    let space = text(alibaba, "cust_space_id");
    let mut add = home.command(["profile", "add", "asia", "--provider", "alibaba", "--access-key-id", &id, "--json"]);
    let ran = Ran::of(add.args(["--cust-space-id", &space, "--endpoint", &url, "--secret", &key, "--read-only"]));
    let added = ran.document();
    assert_eq!((ran.code, text(&added["report"], "outcome").as_str()), (0, "ok"), "{ran:?}");
    assert_eq!((&added["added"]["name"], &added["added"]["read_only"]), (&"asia".into(), &true.into()));

    assert_eq!(home.json(["numbers", "list"]).as_array().unwrap().len(), 2);
    let listed = home.json(["profile", "list"]);
    assert_eq!(text(&listed[0], "secret"), format!("file {}", home.path().join("secrets/token").display()));
    assert_eq!(text(&listed[1], "account"), id);
    let code = text(&home.code_of("asia"), "code");
    assert_eq!(home.error(["codes", "delete", &code, "--yes"]).0, 4, "added with --read-only");

    assert_eq!(home.error(["profile", "remove", "eu"]).0, 4);
    let removed = home.json(["profile", "remove", "eu", "--yes"]);
    assert_eq!(removed["files_left"][0], home.path().join("secrets/token").to_str().unwrap(), "{removed}");
    assert_eq!(home.json(["profile", "list"]).as_array().unwrap().len(), 1);
    assert_eq!(home.error(["profile", "remove", "eu", "--yes"]).0, 3);
}

#[test]
fn what_does_not_work_is_not_added_unless_somebody_insists() {
    let home = Home::new();
    let serving = Serving::start(&home, SMALL);
    private_file(&home, "token", "EAASandboxExpired");
    let (token, url) = (home.path().join("token"), text(&serving.endpoints["meta"], "base_url"));
    let secret = format!("file:{}", token.display());
    let add = ["profile", "add", "eu", "--provider", "meta", "--base-url", &url, "--secret", &secret];
    let (status, error) = home.error(add);
    assert_eq!((status, text(&error, "kind").as_str()), (1, "auth"));
    assert!(text(&error, "advice").contains("Nothing was added; --no-test adds it"), "{error}");
    assert_eq!(config(&home), "");
    assert_eq!(Ran::of(home.command(add).arg("--no-test")).code, 0);
    assert!(config(&home).contains("name = \"eu\""));
    let (status, error) = home.error(["profile", "add", "EU", "--provider", "meta", "--secret", "prompt"]);
    assert_eq!(status, 1);
    assert!(text(&error, "message").contains("`EU` already"), "{error}");
}

#[test]
fn comments_and_order_stay_and_mistakes_stop_everything() {
    let home = Home::new();
    let before = "# My shops\n\n[[profile]]\nname = \"first\" # the oldest\nprovider = \"meta\"\n# the end\n";
    home.configure(before);
    let add = ["profile", "add", "second", "--provider", "meta", "--secret", "env:PATH", "--no-test"];
    home.run(add);
    let after = config(&home);
    assert!(after.starts_with(before), "{after}");
    assert!(
        after.ends_with("\n[[profile]]\nname = \"second\"\nprovider = \"meta\"\nsecret = { env = \"PATH\" }\n"),
        "{after}"
    );
    home.configure("[[profile]]\nnam = \"first\"\n");
    let (status, error) = home.error(add);
    assert_eq!((status, text(&error, "kind").as_str()), (1, "config"));
    assert_eq!(config(&home), "[[profile]]\nnam = \"first\"\n");
}

#[test]
fn a_secret_is_never_an_argument_and_never_among_qrdecks_files() {
    let home = Home::new();
    let ran = home.run(["profile", "add", "eu", "--provider", "meta", "--secret", "EAAJsecretsecret"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("never an argument") && !ran.stderr.contains("EAAJsecret"), "{ran:?}");
    let place = format!("file:{}", home.path().join(".config/qrdeck/token").display());
    let add = ["profile", "add", "eu", "--provider", "meta", "--no-test", "--secret-stdin", "--secret", &place];
    let ran = piped(&home, &add, "EAAJsecretsecret");
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stderr.contains("qrdeck's own files"), "{ran:?}");
    assert_eq!(config(&home), "");
    let ran = home.run(["profile", "add", "eu", "--provider", "meta"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("--secret-stdin"), "{ran:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_keyring_adding_says_which_ways_there_are() {
    let home = Home::new();
    let add = ["profile", "add", "eu", "--provider", "meta", "--secret-stdin"];
    let ran = piped(&home, &add, "EAAJsecretsecret");
    assert_eq!(ran.code, 1, "{ran:?}");
    for way in ["keyring cannot be used", "file:PATH", "env:NAME", "command:", "prompt"] {
        assert!(ran.stderr.contains(way), "{way}: {ran:?}");
    }
}

#[test]
fn profiles_of_the_vendors_tool_are_taken_over() {
    let home = Home::new();
    let serving = Serving::start(&home, SMALL);
    let alibaba = &serving.endpoints["alibaba"];
    let file = serde_json::json!({"current": "default", "profiles": [
        {"name": "my shop", "mode": "AK", "access_key_id": alibaba["access_key_id"],
         "access_key_secret": alibaba["access_key_secret"], "region_id": "ap-southeast-1"},
        {"name": "role", "mode": "RamRoleArn", "access_key_id": "LTAI", "access_key_secret": "s3cr3ts3cr3t"},
        {"name": "temp", "mode": "StsToken", "access_key_id": "STS.x", "access_key_secret": "s3cr3ts3cr3t",
         "sts_token": "t0k3nt0k3n"},
    ]});
    std::fs::create_dir(home.path().join(".aliyun")).unwrap();
    std::fs::write(home.path().join(".aliyun/config.json"), file.to_string()).unwrap();
    let place = format!("file:{}", home.path().join("kept/key").display());
    assert_eq!(home.error(["profile", "import", "--secret", &place]).0, 2, "one file is not for two secrets");
    let space = text(alibaba, "cust_space_id");
    let answer = home.json(["profile", "import", "my shop", "--secret", &place, "--cust-space-id", &space]);
    assert_eq!(text(&answer["imported"][0], "name"), "my-shop");
    let ran = Ran::of(&mut home.command(["profile", "import", "role"]));
    assert_eq!(ran.code, 3);
    assert!(ran.stderr.contains("its mode RamRoleArn"), "{}", ran.stderr);
    let temporary = format!("file:{}", home.path().join("kept/temp").display());
    home.json(["profile", "import", "temp", "--secret", &temporary]);
    assert_eq!(std::fs::read_to_string(home.path().join("kept/temp.sts")).unwrap(), "t0k3nt0k3n\n");
    // The endpoint is the vendor's; here it is the sandbox.
    let written = config(&home).replacen('\n', &format!("\nendpoint = \"{}\"\n", text(alibaba, "endpoint")), 1);
    home.configure(&written);
    assert_eq!(home.json(["--profile", "my-shop", "numbers", "list"]).as_array().unwrap().len(), 1);
    assert!(!written.contains("s3cr3t") && !written.contains(&text(alibaba, "access_key_secret")), "{written}");
    assert_eq!(home.error(["profile", "import", "--file", "/nonexistent"]).0, 3);
}

#[test]
fn an_expired_secret_makes_way_for_one_that_works() {
    let home = Home::new();
    let serving = Serving::start(&home, SMALL);
    home.configure(&serving.configuration(&home));
    let good = text(&serving.endpoints["meta"], "token");
    private_file(&home, "token", "EAAold");
    let kept = || std::fs::read_to_string(home.path().join("token")).unwrap();
    let renew = |input: &str| piped(&home, &["profile", "renew", "eu", "--secret-stdin"], input);

    let (status, error) = home.error(["--profile", "eu", "numbers", "list"]);
    assert_eq!(status, 1);
    assert!(text(&error, "advice").contains("qrdeck profile renew"), "{error}");
    let wrong = renew("EAAwrong");
    assert_eq!((wrong.code, kept().as_str()), (1, "EAAold"), "{wrong:?}");
    assert!(wrong.stderr.contains("Nothing was stored"), "{}", wrong.stderr);
    let right = renew(&format!("{good}\n"));
    assert_eq!((right.code, kept().trim()), (0, good.as_str()), "{right:?}");
    assert!(!right.stderr.contains(&good));
    assert_eq!(home.json(["--profile", "eu", "numbers", "list"]).as_array().unwrap().len(), 1);

    let none = piped(&home, &["profile", "renew", "eu", "--which", "app_secret", "--secret-stdin"], "x");
    assert!(none.code == 1 && none.stderr.contains("no `app_secret`"), "{none:?}");
}
