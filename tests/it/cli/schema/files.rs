//! Commands that work with files, and `watch`: what they write when all goes well, when some of it does not, and when
//! the files have mistakes.

use std::path::Path;

use serde_json::{Value, json};

use super::super::harness::{Home, Ran, Serving, text};
use super::Held;

/// A home with an account at each service, and a colleague at the same accounts.
struct Accounts {
    home: Home,
    colleague: Home,
    serving: Serving,
}

impl Accounts {
    fn open() -> Self {
        let (home, colleague) = (Home::new(), Home::new());
        let serving = Serving::start(&home, ["--numbers", "1", "--codes", "3", "--groups", "1"]);
        for home in [&home, &colleague] {
            home.configure(&serving.configuration(home));
        }
        Self { home, colleague, serving }
    }

    /// Lets the profile `asia` be refused by its service.
    fn lock_out(&self) {
        std::fs::write(self.home.path().join("key"), "wrong").unwrap();
    }

    fn let_in(&self) {
        self.home.configure(&self.serving.configuration(&self.home));
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.home.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    /// Runs a command, holds its document to a schema, and each line on standard error to that of errors.
    fn run(&self, held: &mut Held, name: &str, code: i32, arguments: &[&str]) -> Value {
        let ran = Ran::of(self.home.command(arguments).arg("--json"));
        assert_eq!(ran.code, code, "{arguments:?}: {ran:?}");
        held.to(name, "", &ran.document());
        for line in ran.stderr.lines().filter(|line| line.starts_with('{')) {
            held.to("error", "", &serde_json::from_str(line).unwrap());
        }
        ran.document()
    }
}

pub(super) fn files(held: &mut Held) {
    let accounts = Accounts::open();
    watch(held, &accounts);
    deck(held, &accounts);
    import(held, &accounts);
}

fn deck(held: &mut Held, accounts: &Accounts) {
    let path = accounts.home.path().join("deck.toml");
    let file = path.to_str().unwrap();
    assert!(accounts.run(held, "pull", 0, &["pull"])["text"].is_string());
    accounts.run(held, "pull", 0, &["pull", "--out", file]);
    accounts.colleague.json(["codes", "delete", &text(&accounts.colleague.code_of("eu"), "code"), "--yes"]);
    accounts.run(held, "plan", 0, &["plan", file]);
    accounts.run(held, "pull", 0, &["pull", "--out", file]);
    edit(&path, |text| text.replace("message = \"", "label = \"Door\"\ntags = [\"a\"]\nmessage = \"New: "));
    let planned = accounts.run(held, "plan", 0, &["plan", file]);
    assert!(planned["summary"]["replace"].as_u64() > Some(0), "{planned}");
    accounts.lock_out();
    accounts.run(held, "plan", 1, &["plan", file]);
    accounts.run(held, "apply", 1, &["apply", file, "--yes"]);
    accounts.run(held, "pull", 1, &["pull", "--out", file]);
    for arguments in [&["pull", "--profile", "asia"][..], &["plan", file, "--profile", "asia"]] {
        held.error(&accounts.home, arguments, "auth");
    }
    accounts.let_in();
    let refused = Ran::of(&mut accounts.home.command(["apply", file, "--yes", "--json"]));
    assert_eq!(refused.code, 4, "{refused:?}");
    held.to("error", "", &refused.document());
    let planned = accounts.run(held, "plan", 0, &["plan", file]);
    let replace = planned["summary"]["replace"].to_string();
    accounts.run(held, "apply", 0, &["apply", file, "--yes", "--allow-replace", &replace]);
    mistakes(held, accounts, &path);
}

/// The mistakes of a file are a list.
fn mistakes(held: &mut Held, accounts: &Accounts, path: &Path) {
    edit(path, |text| {
        text.replacen("message = \"", "note = 1\nmessage = \"", 1).replacen("code = \"", "code = \"X", 1)
    });
    let file = path.to_str().unwrap();
    for command in [&["plan", file][..], &["apply", file, "--yes"], &["pull", "--out", file]] {
        held.error(&accounts.home, command, "usage");
        let told = Ran::of(accounts.home.command(command).arg("--json")).document();
        let mistakes = told["mistakes"].as_array().unwrap();
        assert!(mistakes.iter().all(|mistake| mistake["file"] == file && mistake["line"].as_u64() > Some(1)), "{told}");
        let wanted = if command[0] == "pull" { 1 } else { 2 };
        assert_eq!(mistakes.len(), wanted, "{told}");
        assert!(!told["error"]["message"].as_str().unwrap().contains(file), "{told}");
    }
}

fn import(held: &mut Held, accounts: &Accounts) {
    let numbers =
        ["eu", "asia"].map(|profile| text(&accounts.home.json(["numbers", "list", "--profile", profile])[0], "id"));
    let [eu, asia] = &numbers;
    let rows = accounts.write("rows.csv", &format!("number,message,label\n{eu},One,Door\n{asia},Two,\n"));
    accounts.run(held, "import", 0, &["import", &rows, "--dry-run"]);
    let sheet = accounts.home.path().join("rows.pdf").display().to_string();
    let done = accounts.run(held, "import", 0, &["import", &rows, "--yes", "--sheet", &sheet]);
    assert_eq!(done["created"], 2);
    let wrong = accounts.write("wrong.csv", &format!("number,message\n{eu},\nnobody,Hello\n"));
    let told = accounts.run(held, "import", 2, &["import", &wrong, "--yes"]);
    let lines: Vec<_> = told["mistakes"].as_array().unwrap().iter().map(|mistake| mistake["line"].clone()).collect();
    assert_eq!((lines, &told["mistakes"][0]["file"]), (vec![json!(2), json!(3)], &json!(wrong)), "{told}");
    assert_eq!(told["error"]["message"], "2 mistakes; nothing was sent.");
    held.error(&accounts.home, &["import", "missing.csv", "--yes"], "not_found");
}

fn watch(held: &mut Held, accounts: &Accounts) {
    assert_eq!(accounts.run(held, "watch", 0, &["watch", "--once"]), json!([]));
    let (eu, asia) = (accounts.colleague.code_of("eu"), accounts.colleague.code_of("asia"));
    accounts.colleague.json(["codes", "update", &text(&eu, "code"), "--message", "Other"]);
    accounts.colleague.json(["codes", "delete", &text(&asia, "code"), "--yes"]);
    held.lines(&accounts.home, "watch", &["watch", "--once"]);
    accounts.colleague.json(["codes", "create", "--number", &text(&eu, "number_id"), "--message", "New"]);
    accounts.lock_out();
    let seen = accounts.run(held, "watch", 1, &["watch", "--once"]);
    assert_eq!(seen[0]["event"], "code_created", "{seen}");
    held.error(&accounts.home, &["watch", "--once", "--profile", "nobody"], "usage");
    held.to(
        "error",
        "",
        &Ran::of(&mut accounts.home.command(["watch", "--once", "--profile", "asia", "--json"])).document(),
    );
    accounts.let_in();
}

fn edit(path: &Path, edit: impl FnOnce(String) -> String) {
    let text = std::fs::read_to_string(path).unwrap();
    std::fs::write(path, edit(text)).unwrap();
}
