use super::secret::SecretKind;
use super::*;
use crate::model::{ErrorKind, ProviderKind, SyncPolicy};

fn parse(text: &str) -> Result<Config> {
    Config::parse(text, Path::new("/etc/qrdeck/config.toml"))
}

/// A Meta profile with more lines, which begin at line 4.
fn meta(lines: &str) -> String {
    format!("[[profile]]\nname = \"eu\"\nprovider = \"meta\"\n{lines}\n")
}

/// An Alibaba Cloud profile with more lines, which begin at line 4.
fn alibaba(lines: &str) -> String {
    format!("[[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\n{lines}\n")
}

#[test]
fn the_documented_file_is_read() {
    let config = parse(
        r#"
[[profile]]
name = "shop-eu"
provider = "meta"
waba_ids = ["102290129340398"]
api_version = "v23.0"
base_url = "https://graph.facebook.com"
secret = "keyring"
app_secret = { file = "app.secret" }
appsecret_proof = "timed"
read_only = false

[[profile]]
name = "shop-asia"
provider = "alibaba"
access_key_id = "LTAI5tExample"
cust_space_id = "cams-8c8*5"
endpoint = "https://cams.ap-southeast-1.aliyuncs.com"
secret = { env = "ALIBABA_CLOUD_ACCESS_KEY_SECRET" }
security_token = { command = ["pass", "show", "sts"] }
read_only = true
"#,
    )
    .unwrap();
    let [eu, asia] = &config.profiles[..] else { panic!("{config:?}") };
    assert_eq!((eu.name.as_str(), eu.read_only), ("shop-eu", false));
    let (main, account) = (SecretKind::MAIN, &eu.account);
    assert_eq!((eu.provider(), account.texts("waba_ids")), (ProviderKind::Meta, &["102290129340398".to_owned()][..]));
    assert_eq!(account.text("api_version"), Some("v23.0"));
    assert_eq!(account.address().map(reqwest::Url::as_str), Some("https://graph.facebook.com/"));
    assert_eq!(account.source(main), Some(&SecretSource::Keyring));
    let file = SecretSource::File("/etc/qrdeck/app.secret".into());
    assert_eq!(account.source(SecretKind::new("app_secret")), Some(&file));
    assert_eq!(account.text("appsecret_proof"), Some("timed"));
    assert_eq!((asia.name.as_str(), asia.read_only), ("shop-asia", true));
    let account = &asia.account;
    assert_eq!((asia.provider(), account.text("access_key_id")), (ProviderKind::Alibaba, Some("LTAI5tExample")));
    assert_eq!(account.source(main), Some(&SecretSource::Env("ALIBABA_CLOUD_ACCESS_KEY_SECRET".into())));
    let command = ["pass", "show", "sts"].map(str::to_owned).to_vec();
    assert_eq!(account.source(SecretKind::new("security_token")), Some(&SecretSource::Command(command)));
}

#[test]
fn little_is_needed() {
    let config = parse(&format!("{}{}", meta(""), alibaba(""))).unwrap();
    let main = SecretKind::MAIN;
    let [eu, asia] = &config.profiles[..] else { panic!("{config:?}") };
    assert_eq!((eu.account.text("api_version"), eu.account.address()), (None, None));
    assert_eq!((eu.secrets(), eu.needs_keyring()), (vec![(main, SecretSource::Keyring)], true));
    assert_eq!((asia.account.address(), asia.account.source(main), asia.account.name()), (None, None, String::new()));
    assert_eq!((asia.secrets(), asia.needs_keyring()), (vec![(main, SecretSource::Keyring)], false));
    assert_eq!(parse("").unwrap(), Config::default());
    assert_eq!(parse("# nothing yet\n").unwrap(), Config::default());
}

#[test]
fn every_mistake_has_its_line_and_a_way_out() {
    let long_name = format!("[[profile]]\nname = \"{}\"\nprovider = \"meta\"", "ab-".repeat(14));
    for (text, wanted) in [
        ("profile = 3", "line 1: `profile` is not a list. Write [[profile]]"),
        ("[profile]\nname = \"a\"", "line 1: `profile` is not a list. Write [[profile]]"),
        ("[[profiles]]\nname = \"a\"", "line 1: The key `profiles` is unknown. Did you mean `profile`?"),
        ("profile = [1]", "line 1: `profile` is an integer. Write [[profile]]"),
        ("\n\n[[profile]]\nprovider = \"meta\"", "line 3: The profile has no `name`."),
        ("[[profile]]\nname = \"a b\"\nprovider = \"meta\"", "line 2: `name` holds characters"),
        ("[[profile]]\nname = \"-a\"\nprovider = \"meta\"", "line 2: `name` holds characters"),
        ("[[profile]]\nname = \" \"\nprovider = \"meta\"", "line 2: `name` is empty."),
        (&long_name, "line 2: `name` is too long. 40 characters"),
        ("[[profile]]\nname = 7\nprovider = \"meta\"", "line 2: `name` is an integer. Write a text in quotes."),
        ("[[profile]]\nname = \"a\"", "line 1: The profile has no `provider`."),
        (
            "[[profile]]\nname = \"a\"\nprovider = \"alibab\"",
            "line 3: The provider `alibab` is unknown. Did you mean `alibaba`?",
        ),
        (
            "[[profile]]\nname = \"a\"\nprovider = \"twilio\"",
            "line 3: The provider `twilio` is unknown. Known are `meta`, `alibaba`, `fake`.",
        ),
        (&meta("read_onyl = true"), "line 4: The key `read_onyl` is unknown. Did you mean `read_only`?"),
        (&meta("read_only = \"yes\""), "line 4: `read_only` is a string. Write true or false"),
        (
            &meta("access_key_id = \"x\""),
            "line 4: The key `access_key_id` is unknown. It belongs to provider = \"alibaba\".",
        ),
        (&alibaba("waba_ids = []"), "line 4: The key `waba_ids` is unknown. It belongs to provider = \"meta\"."),
        (&meta("token = \"EAAJsecret\""), "line 4: The key `token` is unknown. No secret stands in this file"),
        (&meta("waba_ids = \"1\""), "line 4: `waba_ids` is a string. Write a list of texts"),
        (&meta("waba_ids = [1]"), "line 4: `waba_ids` is an integer. Write a list of texts"),
        (&meta("waba_ids = [\n  \"1\",\n  \"x\",\n]"), "line 6: `waba_ids` holds an id that is not all digits."),
        (&meta("api_version = \"23.0\""), "line 4: `api_version` is not a version of Graph. Write it like \"v23.0\"."),
        (&meta("api_version = 23.0"), "line 4: `api_version` is a float."),
        (&meta("base_url = \"http://graph.facebook.com\""), "line 4: `base_url`: "),
        (&meta("base_url = \"graph.facebook.com\""), "Write it like https://graph.facebook.com."),
        (
            &meta("base_url = \"https://graph.facebook.com/v23.0\""),
            "line 4: The path in `base_url` is too much. Write it without `/v23.0`.",
        ),
        (&meta("secret = \"EAAJsecret\""), "line 4: `secret` holds a text that is neither \"keyring\" nor"),
        (&meta("secret = 1"), "line 4: `secret` is an integer. Write \"keyring\", \"prompt\", { env"),
        (&meta("secret = {}"), "line 4: `secret` needs exactly one source."),
        (&meta("secret = { env = \"A\", file = \"b\" }"), "line 4: `secret` needs exactly one source."),
        (&meta("secret = { envv = \"A\" }"), "line 4: The source `envv` is unknown. Did you mean `env`?"),
        (&meta("secret = { env = \"EAAJ.secret\" }"), "line 4: `env` is not the name of an environment variable."),
        (&meta("secret = { env = \"\" }"), "line 4: `env` is empty."),
        (&meta("secret = { file = 1 }"), "line 4: `file` is an integer."),
        (&meta("secret = { command = [] }"), "line 4: `command` names no program."),
        (&meta("secret = { command = \"pass show wa\" }"), "line 4: `command` is a string. Write a list of texts"),
        (&meta("appsecret_proof = \"timed\""), "line 4: `appsecret_proof` needs the app secret. Add `app_secret`"),
        (
            &meta("app_secret = \"keyring\"\nappsecret_proof = \"time\""),
            "line 5: `appsecret_proof` cannot be `time`. Did you mean `timed`?",
        ),
        (&alibaba("access_key_id = \"LTAI 5\""), "line 4: `access_key_id` holds characters"),
        (&alibaba("cust_space_id = \"\""), "line 4: `cust_space_id` is empty."),
        (&alibaba("endpoint = \"https://cams.aliyuncs.com/x\""), "line 4: The path in `endpoint` is too much."),
        (&alibaba("endpoint = \"cams.ap-southeast-1.aliyuncs.com\""), "line 4: `endpoint`: "),
        ("[[profile]]\nname = \"a\nprovider = \"meta\"", "line 2: This is not TOML"),
        (&meta("name = \"twice\""), "line 4: This is not TOML: duplicate key"),
    ] {
        let error = parse(text).expect_err(text);
        assert_eq!(error.kind, ErrorKind::Config);
        assert!(error.message.contains(wanted), "{text}\n-- gave --\n{}\n-- not --\n{wanted}", error.message);
        assert!(!error.report().contains("EAAJ"), "a secret in {}", error.report());
    }
}

#[test]
fn all_mistakes_are_told_at_once_and_in_order() {
    let text = format!("{}{}{}", meta("apiversion = \"v1.0\"\nsecret = 4"), meta("read_only = 1"), alibaba("x = 1"));
    let message = parse(&text).unwrap_err().message;
    let lines: Vec<&str> = message.lines().map(|line| line.split(". ").next().unwrap_or_default()).collect();
    assert_eq!(
        lines,
        [
            "/etc/qrdeck/config.toml has 5 mistakes.",
            "  line 4: The key `apiversion` is unknown",
            "  line 5: `secret` is an integer",
            "  line 7: The name `eu` is taken by the profile in line 2",
            "  line 9: `read_only` is an integer",
            "  line 13: The key `x` is unknown",
        ]
    );
}

#[test]
fn names_that_differ_only_in_case_are_the_same() {
    let text = format!("{}{}", meta(""), meta("").replace("\"eu\"", "\"EU\""));
    assert!(parse(&text).unwrap_err().message.contains("line 6: The name `EU` is taken by the profile in line 2."));
}

#[test]
fn a_missing_file_is_an_error_only_where_it_was_named() {
    let root = tempfile::tempdir().unwrap();
    let mut paths = Paths::resolve(Some(&root.path().join("none.toml")), Some(root.path())).unwrap();
    assert!(Config::load(&paths).unwrap_err().message.contains("none.toml cannot be read"));
    paths.config_named = false;
    assert_eq!(Config::load(&paths).unwrap(), Config::default());
}

#[test]
fn a_file_that_is_not_text_says_where() {
    let root = tempfile::tempdir().unwrap();
    let file = root.path().join("config.toml");
    std::fs::write(&file, b"# one\n# two\n\xff").unwrap();
    let paths = Paths::resolve(Some(&file), Some(root.path())).unwrap();
    assert!(Config::load(&paths).unwrap_err().message.contains("line 3 is not UTF-8"));
}

#[test]
fn no_file_takes_long_or_ends_the_program() {
    // Each byte of it may be a mistake. Sixteen times as much takes sixteen times as long.
    let size = usize::try_from(MOST).unwrap() / 16;
    let profile = |at: usize| format!("[[profile]]\nname = \"p{at}\"\nprovider = \"meta\"\n");
    let many = (0..size / 50).map(profile).collect::<Vec<_>>().concat();
    assert_eq!(Config::parse(&many, Path::new("c")).unwrap().profiles.len(), size / 50);
    let long = "x".repeat(size / 2);
    let keys: Vec<_> = (0..size / 10).map(|at| format!("k{at}")).collect();
    for text in [
        "[".repeat(size),
        format!("a = {}", "[".repeat(size)),
        format!("a = {}", "{a=".repeat(size / 3)),
        format!("a{} = 1", ".a".repeat(size / 2)),
        format!("[a{}]", ".a".repeat(size / 2)),
        "=\n".repeat(size / 2),
        keys.join(" = 1\n") + " = 1",
        "[[profile]]\n".repeat(size / 12),
        format!("{long} = 1"),
        format!("[[profile]]\nname = \"{long}\"\nprovider = \"{long}\"\n"),
        format!("[[profile]]\nname = \"{long}\nprovider = \"{long}\n"),
        "\"\"\"".repeat(size / 3),
    ] {
        let error = Config::parse(&text, Path::new("c")).unwrap_err();
        assert!(error.message.len() < 20_000, "{}", error.message.len());
    }
}

#[test]
fn the_cache_can_be_kept_off_the_disk() {
    let read = |text: &str| parse::config(text, Path::new("/")).map(|config| config.cache_on_disk);
    assert_eq!(read("").ok(), Some(true));
    assert_eq!(read("[cache]\ndisk = false\n").ok(), Some(false));
    let mistakes = read("[cache]\ndisk = \"no\"\ndisc = false\n").unwrap_err().sentences();
    assert!(mistakes.contains("true or false") && mistakes.contains("disc"), "{mistakes}");
    assert!(read("cache = true\n").unwrap_err().sentences().contains("[cache] above its keys"));
}

#[test]
fn a_theme_is_named_by_its_name() {
    let read = |text: &str| parse::config(text, Path::new("/")).map(|config| config.theme);
    assert_eq!(read("").ok(), Some(None));
    assert_eq!(read("theme = \"auto\"\n").ok(), Some(None));
    assert_eq!(read("theme = \"my-own\"\n").ok(), Some(Some("my-own".to_owned())));
    for wrong in ["\"../x\"", "\"a b\"", "\"\"", "7"] {
        let mistakes = read(&format!("theme = {wrong}\n[cache]\ndisc = 1\n")).unwrap_err().sentences();
        assert!(mistakes.contains("theme") && mistakes.contains("disc"), "all at once: {mistakes}");
    }
}

#[test]
fn each_profile_has_a_way_to_sync() {
    let read = |text: &str| parse::config(text, Path::new("/"));
    let profile = |name: &str, more: &str| {
        format!("[[profile]]\nname = \"{name}\"\nprovider = \"meta\"\nsecret = \"prompt\"\n{more}\n")
    };
    let text = format!("[sync]\npolicy = 30\n{}{}", profile("a", ""), profile("b", "sync = \"manual\""));
    let policies: Vec<_> = read(&text).ok().unwrap().profiles.iter().map(|profile| profile.sync).collect();
    assert_eq!(policies, [SyncPolicy::Every(30), SyncPolicy::Manual]);
    assert_eq!(read(&profile("a", "")).ok().unwrap().profiles[0].sync, SyncPolicy::OnSight);
    for wrong in ["0", "\"sometimes\"", "true", "-5", "1.5", "99999999999999999999"] {
        let mistakes = read(&profile("a", &format!("sync = {wrong}"))).unwrap_err().sentences();
        assert!(mistakes.contains("a number of minutes"), "{wrong}: {mistakes}");
    }
}
