//! `qrdeck watch`: what colleagues change, once each.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use serde_json::Value;

use super::harness::{Home, Ran, Serving, text};

/// This machine, and a colleague's at the same accounts.
struct Both {
    home: Home,
    colleague: Home,
    _serving: Serving,
}

impl Both {
    fn new() -> Self {
        let (home, colleague) = (Home::new(), Home::new());
        let serving = Serving::start(&home, ["--numbers", "2", "--codes", "3", "--groups", "1"]);
        home.configure(&serving.configuration(&home));
        colleague.configure(&serving.configuration(&colleague));
        Self { home, colleague, _serving: serving }
    }

    /// What one look reports.
    fn look(&self, more: &[&str]) -> Vec<Value> {
        let ran = Ran::of(self.home.command(["watch", "--once", "--jsonl"]).args(more));
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// The kinds of changes, sorted.
fn events(rows: &[Value]) -> Vec<String> {
    let mut events: Vec<_> = rows.iter().map(|row| text(row, "event")).collect();
    events.sort();
    events
}

#[test]
fn what_a_colleague_changes_is_reported_once_and_ones_own_changes_are_not() {
    let both = Both::new();
    assert!(both.look(&[]).is_empty(), "the first look is the ground");
    let (eu, asia) = (both.colleague.code_of("eu"), both.colleague.code_of("asia"));
    let (eu_code, asia_code) = (text(&eu, "code"), text(&asia, "code"));
    both.colleague.json(["codes", "update", &eu_code, "--message", "Good morning"]);
    both.colleague.json(["codes", "update", &asia_code, "--message", "Good evening", "--yes"]);
    let number = text(&eu, "number_id");
    both.home.json(["codes", "create", "--number", &number, "--message", "My own"]);
    let rows = both.look(&[]);
    assert_eq!(events(&rows), ["code_changed", "code_created", "code_deleted"], "{rows:?}");
    let changed = rows.iter().find(|row| row["event"] == "code_changed").unwrap();
    assert_eq!((text(changed, "code"), text(changed, "message")), (eu_code, "Good morning".to_owned()));
    assert_eq!((&changed["before"], &changed["by"]), (&eu["message"], &Value::from("elsewhere")));
    let deleted = rows.iter().find(|row| row["event"] == "code_deleted").unwrap();
    assert_eq!((&deleted["code"], &deleted["link"]), (&asia["code"], &asia["link"]));
    assert!(both.look(&[]).is_empty(), "each is reported once");
}

#[test]
fn ones_own_changes_are_reported_where_all_are_wanted_and_a_replacement_is_one() {
    let both = Both::new();
    both.look(&[]);
    let asia = both.home.code_of("asia");
    let updated = both.home.json(["codes", "update", &text(&asia, "code"), "--message", "Good evening", "--yes"]);
    let rows = both.look(&["--all"]);
    assert_eq!(events(&rows), ["code_replaced"], "{rows:?}");
    assert_eq!((&rows[0]["code"], &rows[0]["replaces"]), (&updated["code"], &asia["code"]));
    assert_eq!((&rows[0]["before"], &rows[0]["by"]), (&asia["message"], &Value::from("here")));
}

#[test]
fn one_number_can_be_watched_and_the_document_of_one_look_is_a_list() {
    let both = Both::new();
    let (eu, asia) = (both.colleague.code_of("eu"), both.colleague.code_of("asia"));
    let number = text(&eu, "number_id");
    both.look(&["--number", &number]);
    both.colleague.json(["codes", "delete", &text(&eu, "code"), "--yes"]);
    both.colleague.json(["codes", "delete", &text(&asia, "code"), "--yes"]);
    let rows = both.home.json(["watch", "--once", "--number", &number]);
    assert_eq!(events(rows.as_array().unwrap()), ["code_deleted"], "{rows}");
}

#[cfg(unix)]
#[test]
fn a_command_reads_each_change_and_its_output_does_not_mix_with_the_changes() {
    let both = Both::new();
    both.look(&[]);
    both.colleague.json(["codes", "delete", &text(&both.colleague.code_of("eu"), "code"), "--yes"]);
    let file = both.home.path().join("changes");
    let command = format!("echo seen; cat >> {}", file.display());
    let ran = Ran::of(&mut both.home.command(["watch", "--once", "--exec", &command]));
    assert_eq!(ran.stdout, std::fs::read_to_string(&file).unwrap());
    assert!(ran.stderr.contains("seen"), "{ran:?}");
    let failing = both.home.run(["watch", "--once", "--exec", "exit 3"]);
    assert_eq!((failing.code, failing.stdout.as_str()), (0, ""), "nothing has changed, so nothing is run");
}

#[cfg(unix)]
#[test]
fn commands_run_one_at_a_time_and_one_that_fails_is_told_and_keeps_nothing_from_the_others() {
    let both = Both::new();
    both.look(&[]);
    for profile in ["eu", "asia"] {
        both.colleague.json(["codes", "delete", &text(&both.colleague.code_of(profile), "code"), "--yes"]);
    }
    let file = both.home.path().join("changes");
    let name = file.display();
    let command = format!("echo begin >> {name}; cat >> {name}; echo end >> {name}; exit 3");
    let ran = Ran::of(&mut both.home.command(["watch", "--once", "--jsonl", "--exec", &command]));
    assert_eq!((ran.code, ran.stdout.lines().count()), (0, 2), "{ran:?}");
    assert_eq!(ran.stderr.matches("The command of --exec failed for code_deleted").count(), 2, "{ran:?}");
    let mut wanted: Vec<_> = ran.stdout.lines().map(|line| format!("begin\n{line}\nend\n")).collect();
    let told = std::fs::read_to_string(&file).unwrap();
    let mut told: Vec<_> = told.split_inclusive("end\n").collect();
    wanted.sort_unstable();
    told.sort_unstable();
    assert_eq!(told, wanted);
    // One that reads nothing does no harm, and neither does one that cannot be run; each change counts as reported.
    both.colleague.json(["codes", "delete", &text(&both.colleague.code_of("eu"), "code"), "--yes"]);
    let ran = Ran::of(&mut both.home.command(["watch", "--once", "--exec", "exec /nonexistent"]));
    assert_eq!((ran.code, ran.stdout.lines().count()), (0, 1), "{ran:?}");
    assert!(both.look(&[]).is_empty());
}

#[test]
fn a_watch_that_cannot_keep_what_it_has_seen_says_so() {
    let both = Both::new();
    std::fs::create_dir_all(both.home.data().join("watch.db")).unwrap();
    let ran = both.home.run(["watch", "--once"]);
    assert!(ran.code == 1 && ran.stderr.contains("the next watch begins anew"), "{ran:?}");
}

#[test]
fn a_watch_ends_when_nobody_reads_it_any_more() {
    let both = Both::new();
    both.look(&[]);
    let mut command = both.home.command(["watch", "--every", "1"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut codes = both.colleague.code_ids().into_iter();
    both.colleague.json(["codes", "delete", &codes.next().unwrap(), "--yes"]);
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    assert_eq!(text(&serde_json::from_str(&line).unwrap(), "event"), "code_deleted");
    drop(lines);
    both.colleague.json(["codes", "delete", &codes.next().unwrap(), "--yes"]);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn an_account_that_does_not_answer_is_told_and_looked_at_again() {
    let both = Both::new();
    both.look(&[]);
    let code = text(&both.colleague.code_of("asia"), "code");
    both.colleague.json(["codes", "delete", &code, "--yes"]);
    let token = std::fs::read_to_string(both.home.path().join("key")).unwrap();
    super::harness::private_file(&both.home, "key", "wrong");
    let ran = both.home.run(["watch", "--once"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{ran:?}");
    assert!(ran.stderr.contains("asia"), "{ran:?}");
    super::harness::private_file(&both.home, "key", &token);
    assert_eq!(events(&both.look(&[])), ["code_deleted"]);
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let home = Home::small();
    for wrong in [vec!["watch", "--json"], vec!["watch", "--cached"], vec!["watch", "--every", "0"]] {
        let ran = Ran::of(&mut home.command(&wrong));
        assert_eq!(ran.code, 2, "{wrong:?}: {ran:?}");
    }
}
