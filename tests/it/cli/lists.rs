//! The columns and the order of lists, and the numbers they are narrowed to.

use portable_pty::CommandBuilder;
use serde_json::Value;

use super::harness::{Home, Ran, text};
use super::terminal::run;

/// The first line of a table.
fn header(ran: &Ran) -> Vec<&str> {
    ran.stdout.lines().next().unwrap_or_default().split_whitespace().collect()
}

/// The values of a key, in the order of a list.
fn values(list: &Value, key: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|row| text(row, key)).collect()
}

#[test]
fn a_table_shows_the_columns_that_are_named() {
    let home = Home::small();
    let ran = home.run(["codes", "list", "--columns", "message,CODE", "--columns", "name"]);
    assert_eq!((ran.code, header(&ran)), (0, vec!["MESSAGE", "CODE", "NAME"]), "{ran:?}");
    let ids = home.code_ids();
    let bare = home.run(["codes", "list", "--columns", "code"]);
    assert_eq!(bare.stdout.lines().skip(1).collect::<Vec<_>>(), ids);
    for list in [["numbers", "list"], ["codes", "list"], ["groups", "list"], ["labels", "list"], ["journal", "list"]] {
        let ran = Ran::of(home.command(list).args(["--columns", "cuonter"]));
        assert_eq!(ran.code, 2, "{list:?}: {ran:?}");
        assert!(ran.stderr.contains("There is no column `cuonter`.\nThe columns are: "), "{list:?}: {ran:?}");
        assert_eq!(Ran::of(home.command(list).args(["--sort=-cuonter", "--json"])).code, 2);
    }
    assert_eq!(home.run(["profile", "list", "--columns", "cuonter"]).code, 2);
    assert_eq!(home.error(["codes", "list", "--columns", "code"]).0, 2, "JSON has all of them");
}

#[test]
fn lists_are_sorted_for_people_and_for_programs() {
    let home = Home::small();
    let usual = home.json(["codes", "list"]);
    for (sort, key) in [("message", "message"), ("-code", "code"), ("number_id,-message", "number_id")] {
        let sorted = home.json(["codes", "list", &format!("--sort={sort}")]);
        let mut wanted = values(&usual, key);
        // Numbers are sorted by their value.
        wanted.sort_by_key(|text| (if key == "number_id" { text.len() } else { 0 }, text.to_lowercase()));
        if sort.starts_with('-') {
            wanted.reverse();
        }
        assert_eq!(values(&sorted, key), wanted, "{sort}");
        let lines = home.run(["codes", "list", "--jsonl", "--sort", sort]).stdout;
        let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(sorted, Value::Array(lines), "{sort}");
        let shown = home.run(["codes", "list", "--columns", "code", "--sort", sort]).stdout;
        assert_eq!(shown.lines().skip(1).collect::<Vec<_>>(), values(&sorted, "code"), "{sort}");
    }
    let groups = home.json(["groups", "list", "--sort=-members"]);
    let members: Vec<_> = groups.as_array().unwrap().iter().map(|row| row["participants"].as_u64()).collect();
    assert!(members.is_sorted_by(|one, next| next <= one), "{members:?}");
}

#[test]
fn a_table_fits_a_terminal_and_keeps_codes_whole() {
    let home = Home::small();
    let ids = home.code_ids();
    for (cols, left_out) in [(80, "link"), (50, "link, profile"), (200, "")] {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_qrdeck"));
        command.args(["codes", "list"]);
        command.env_clear();
        let (status, shown) = run(&home, (cols, 24), command, &[]);
        assert_eq!(status, 0, "{shown}");
        assert!(ids.iter().all(|id| shown.contains(id.as_str())), "{shown}");
        let table = shown.lines().skip_while(|line| !line.starts_with("CODE")).take(ids.len() + 1);
        assert!(table.clone().all(|line| line.trim_end().chars().count() <= cols.into()), "{shown}");
        assert_eq!(table.count(), ids.len() + 1, "{shown}");
        let told = shown.contains("Left out for lack of room");
        assert_eq!(told, !left_out.is_empty(), "{shown}");
        assert!(shown.contains(left_out), "{shown}");
    }
}

#[test]
fn several_numbers_are_named_by_id_digits_and_name() {
    let home = Home::new();
    let numbers = home.json(["numbers", "list"]);
    let (one, other) = (&numbers[0], &numbers[1]);
    let list = |first: &str, second: &str| home.json(["codes", "list", "--number", first, "--number", second]);
    let both = list(&text(one, "id"), &text(other, "name"));
    assert_eq!(list(&text(other, "display"), &text(one, "display")), both);
    assert_eq!(list(&text(one, "id"), &text(one, "name")), home.json(["codes", "list", "--number", &text(one, "id")]));
    let mut ids = values(&both, "number_id");
    ids.dedup();
    assert_eq!(ids, [text(one, "id"), text(other, "id")]);
    let shown = home.json(["numbers", "show", &text(one, "display")]);
    assert_eq!(&shown, one);
    assert_eq!(home.error(["numbers", "show", "nobody"]).0, 3);
    assert_eq!(home.error(["codes", "list", "--number", &text(one, "id"), "--number", "nobody"]).0, 3);
}

#[test]
fn labels_and_journal_know_numbers_by_name_without_a_service() {
    let home = Home::small();
    let code = home.code_of("aurora-eu");
    let numbers = home.json(["numbers", "list"]);
    let id = text(&code, "number_id");
    let number = numbers.as_array().unwrap().iter().find(|number| text(number, "id") == id).unwrap();
    home.json(["labels", "set", &text(&code, "code"), "--label", "Door"]);
    home.json(["codes", "update", &text(&code, "code"), "--message", "New"]);
    // Nobody is there to be asked.
    std::fs::write(home.data().join("sandbox.json"), "not a world").unwrap();
    for list in ["labels", "journal"] {
        for name in [id.as_str(), &text(number, "name"), &text(number, "display")] {
            let rows = home.json([list, "list", "--number", name, "--profile", "aurora-eu"]);
            assert_eq!(rows.as_array().unwrap().len(), 1, "{list} {name}: {rows}");
            assert_eq!(text(&rows[0], "number_id"), id);
        }
        let (status, error) = home.error([list, "list", "--number", "nobody"]);
        assert_eq!(status, 3, "{error}");
        assert!(text(&error, "message").contains("`nobody`"), "{error}");
    }
}
