//! A secret that nobody may ever read: every command, error, log and file is searched for it.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;

use super::harness::{Home, Ran, Serving, private_file, text};

/// The secret. It looks like a token and like an AccessKey secret, and like nothing else.
const CANARY: &str = "EAAJcanary7f3b91d2canary";
/// A piece of it, and all of it in Base64 and in hex.
const FORMS: [&str; 3] =
    ["canary7f3b91d2", "RUFBSmNhbmFyeTdmM2I5MWQyY2FuYXJ5", "4541414a63616e617279376633623931643263616e617279"];

/// A service that answers every request with an error that repeats all it was sent, headers and all.
fn parrot() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            std::thread::spawn(move || {
                let mut request = Vec::new();
                let mut buffer = [0; 4096];
                while !request.windows(4).any(|end| end == b"\r\n\r\n") {
                    match stream.read(&mut buffer) {
                        Ok(read @ 1..) => request.extend_from_slice(&buffer[..read]),
                        _ => return,
                    }
                }
                let heard = String::from_utf8_lossy(&request).into_owned();
                let error = serde_json::json!({
                    "error": {"message": heard, "type": "OAuthException", "code": 190, "fbtrace_id": heard},
                    "Code": format!("SomethingNew.{heard}"), "Message": heard, "RequestId": heard,
                });
                let body = error.to_string();
                let id = heard.replace(['\r', '\n'], " ");
                let length = body.len();
                // Whoever asked may have gone.
                let _ = write!(
                    stream,
                    "HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\nx-fb-trace-id: {id}\r\n\
                     x-acs-request-id: {id}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
                );
            });
        }
    });
    url
}

fn assert_clean(what: &str, bytes: &[u8]) {
    let found = FORMS.iter().find(|form| bytes.windows(form.len()).any(|window| window == form.as_bytes()));
    assert!(found.is_none(), "{what} holds the secret:\n{}", String::from_utf8_lossy(bytes));
}

/// Searches every file below a directory, but for those that are meant to hold the secret.
fn assert_clean_files(dir: &Path, meant: &[&Path]) {
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            assert_clean_files(&path, meant);
        } else if !meant.contains(&path.as_path()) {
            assert_clean(&path.display().to_string(), &std::fs::read(&path).unwrap());
        }
    }
}

/// Runs commands on both profiles, in tables and in JSON, and searches what they say.
fn run_all(home: &Home, what: &str) {
    let commands: [&[&str]; 12] = [
        &["numbers", "list"],
        &["codes", "list"],
        &["codes", "show", "AAAAAAAAAAAAA1"],
        &["codes", "create", "--number", "1", "--message", "Hi"],
        &["codes", "update", "AAAAAAAAAAAAA1", "--message", "Hi", "--yes"],
        &["codes", "delete", "AAAAAAAAAAAAA1", "--yes"],
        &["groups", "list"],
        &["groups", "link", "g", "--reset", "--yes"],
        &["profile", "list"],
        &["profile", "test"],
        &["doctor"],
        &["completions", "bash"],
    ];
    for command in commands {
        for json in [&[][..], &["--json"]] {
            let ran = Ran::of(
                home.command(command)
                    .args(json)
                    .env("QRDECK_LOG", "trace")
                    .env("RUST_BACKTRACE", "full")
                    .env("CANARY_TOKEN", CANARY)
                    .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", CANARY),
            );
            assert_clean(&format!("{what}: {command:?}"), format!("{ran:?}").as_bytes());
        }
    }
}

/// Both profiles at a service, with their secrets from `source`.
fn configuration(url: &str, source: &str) -> String {
    format!(
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nbase_url = \"{url}\"\nsecret = {source}\napp_secret = {source}\n\
         \n[[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\nendpoint = \"{url}\"\naccess_key_id = \"LTAI5t\"\n\
         cust_space_id = \"cams-1\"\nsecret = {source}\nsecurity_token = {source}\n"
    )
}

#[test]
fn a_service_that_repeats_everything_gets_no_secret_shown() {
    let home = Home::new();
    let url = parrot();
    private_file(&home, "secret", CANARY);
    home.configure(&configuration(&url, "{ file = \"~/secret\" }"));
    run_all(&home, "file");
    home.configure(&configuration(&url, "{ env = \"CANARY_TOKEN\" }"));
    run_all(&home, "env");
    assert_clean_files(home.path(), &[&home.path().join("secret")]);
    assert!(home.data().join("qrdeck.log").exists());
}

#[test]
fn what_is_typed_piped_or_taken_over_is_in_its_place_only() {
    let home = Home::new();
    let url = parrot();
    let vendor = home.path().join("vendor.json");
    let file = serde_json::json!({"profiles": [{"name": "old", "mode": "AK", "access_key_id": "LTAI", "access_key_secret": CANARY}]});
    private_file(&home, "vendor.json", &file.to_string());
    let kept = home.path().join("kept");
    let import = format!("file:{}", kept.display());
    let ran = home.run(["profile", "import", "--file", vendor.to_str().unwrap(), "--secret", &import]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_clean("import", format!("{ran:?}").as_bytes());
    private_file(&home, "piped", CANARY);
    for (name, more) in [("eu", "--no-test"), ("us", "--json")] {
        let place = format!("file:{}", home.path().join(name).display());
        let mut add =
            home.command(["profile", "add", name, "--provider", "meta", "--base-url", &url, "--secret-stdin"]);
        let piped = std::fs::File::open(home.path().join("piped")).unwrap();
        let ran = Ran::of(add.args(["--secret", &place, more]).stdin(piped).env("QRDECK_LOG", "trace"));
        assert_clean("add", format!("{ran:?}").as_bytes());
    }
    let (eu, piped) = (home.path().join("eu"), home.path().join("piped"));
    assert_eq!(std::fs::read_to_string(&eu).unwrap().trim(), CANARY);
    assert!(!home.path().join("us").exists(), "nothing is stored for a profile that does not work");
    assert_clean_files(home.path(), &[&eu, &piped, &kept, &vendor]);
}

#[cfg(target_os = "linux")]
#[test]
fn neither_arguments_nor_children_nor_core_dumps_get_the_secret() {
    use std::os::unix::fs::MetadataExt as _;
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "1"]);
    let url = text(&serving.endpoints["meta"], "base_url");
    // The command that prints one profile's token records what it can see of the process that runs it.
    let script = "tr '\\0' '\\n' < /proc/self/environ > child; tr '\\0' '\\n' < /proc/$PPID/cmdline > parent; \
                  cp /proc/$PPID/limits limits; stat -c %U /proc/$PPID/environ > owner; echo token";
    home.configure(&format!(
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nbase_url = \"{url}\"\nsecret = {{ command = [\"sh\", \"-c\", '''{script}'''] }}\n\
         [[profile]]\nname = \"us\"\nprovider = \"meta\"\nbase_url = \"{url}\"\nsecret = {{ env = \"CANARY_TOKEN\" }}\n"
    ));
    let names = ["CANARY_TOKEN", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"];
    let mut command = home.command(["numbers", "list", "--profile", "eu"]);
    command.current_dir(home.path()).env("UNRELATED", "kept").envs(names.map(|name| (name, CANARY)));
    let ran = Ran::of(&mut command);
    assert_eq!(ran.code, 1, "the token is wrong: {ran:?}");
    let read = |name: &str| std::fs::read_to_string(home.path().join(name)).unwrap();
    assert!(read("child").contains("UNRELATED=kept"), "{}", read("child"));
    assert_clean("the child's environment", read("child").as_bytes());
    assert!(read("parent").contains("numbers"), "{}", read("parent"));
    assert_clean("the arguments", read("parent").as_bytes());
    let limits = read("limits");
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    // Of a process that cannot be dumped, the kernel gives the files in /proc to root.
    assert!(home.path().metadata().unwrap().uid() == 0 || read("owner").trim() == "root");
    assert_clean_files(home.path(), &[]);
}
