use std::path::PathBuf;

use serde_json::Value;

use super::harness::{Home, Ran, keys, text};

/// The id of some number of a profile.
fn number(home: &Home, profile: &str) -> String {
    text(&home.json(["numbers", "list", "--profile", profile])[0], "id")
}

/// A file with rows for a number of each service.
fn file(home: &Home) -> (PathBuf, [String; 2]) {
    let numbers = ["aurora-eu", "aurora-asia"].map(|profile| number(home, profile));
    let path = home.path().join("tables.csv");
    let [eu, asia] = &numbers;
    let text = format!(
        "table;message;phone;label;tags\n7;Table {{table}}, please 👋;{eu};Table {{table}};tables,inside\n8;\"Two; \
         lines\n{{{{8}}}}\";{asia};;\n"
    );
    std::fs::write(&path, text).unwrap();
    (path, numbers)
}

fn run<const N: usize>(home: &Home, arguments: [&str; N]) -> Ran {
    Ran::of(&mut home.command(arguments))
}

fn column<'a>(document: &'a Value, name: &str) -> Vec<&'a Value> {
    document["rows"].as_array().unwrap().iter().map(|row| &row[name]).collect()
}

#[test]
fn rows_become_codes_with_labels_links_and_sheets() {
    let home = Home::small();
    let (path, numbers) = file(&home);
    let (path, sheet) = (path.to_str().unwrap(), home.path().join("tables.pdf"));
    let before = home.codes().len();
    let planned = home.json(["import", path, "--dry-run"]);
    assert_eq!(column(&planned, "status"), ["new", "new"]);
    assert_eq!(planned["new"], 2);
    assert!(planned["links"].is_null() && home.codes().len() == before);
    let done = home.json(["import", path, "--yes", "--sheet", sheet.to_str().unwrap(), "--grid", "2x3"]);
    assert_eq!(column(&done, "status"), ["created", "created"], "{done}");
    assert_eq!(column(&done, "number_id"), [&numbers[0], &numbers[1]]);
    assert_eq!(column(&done, "message"), ["Table 7, please 👋", "Two; lines\n{8}"]);
    assert_eq!((text(&done, "sheet"), sheet.exists()), (sheet.display().to_string(), true));
    assert_eq!(home.codes().len(), before + 2);
    let code = text(&done["rows"][0], "code");
    let label = home.json(["labels", "list"])[0].clone();
    assert_eq!((text(&label, "code"), text(&label, "label")), (code.clone(), "Table 7".to_owned()));
    let links = std::fs::read_to_string(text(&done, "links")).unwrap();
    let first = format!(";Table {{table}};tables,inside;{code};{};created\n", text(&done["rows"][0], "link"));
    assert!(
        links.starts_with("table;message;phone;label;tags;code;link;status\n") && links.contains(&first),
        "{links}"
    );
    // The same again creates nothing.
    let again = home.json(["import", path]);
    assert_eq!((column(&again, "code"), home.codes().len()), (column(&done, "code"), before + 2));
    assert_eq!(
        keys(&again["rows"][0]),
        [
            "code",
            "label",
            "line",
            "link",
            "message",
            "number_id",
            "profile",
            "provider",
            "reason",
            "status",
            "stored_message"
        ]
    );
}

#[test]
fn messages_that_are_there_already_are_taken_and_not_created() {
    let home = Home::small();
    let code = home.code_of("aurora-eu");
    let path = home.path().join("rows.jsonl");
    let row = serde_json::json!({"note": "found", "message": code["message"], "number": code["number_id"]});
    std::fs::write(&path, row.to_string()).unwrap();
    let (path, before) = (path.to_str().unwrap(), home.codes().len());
    let done = home.json(["import", path]);
    assert_eq!((column(&done, "status")[0], column(&done, "code")[0]), (&"exists".into(), &code["code"]));
    assert_eq!(home.json(["labels", "list"])[0]["note"], "found");
    let other = home.path().join("other.csv");
    let other = other.to_str().unwrap();
    let done = home.json(["import", path, "--allow-duplicates", "--yes", "--out", other]);
    assert_eq!((column(&done, "status")[0], home.codes().len()), (&"created".into(), before + 1));
    let again = home.json(["import", path, "--allow-duplicates", "--out", other]);
    assert_eq!((column(&again, "code"), home.codes().len()), (column(&done, "code"), before + 1));
}

#[test]
fn all_mistakes_are_told_with_their_lines_and_nothing_is_sent() {
    let home = Home::small();
    let number = number(&home, "aurora-eu");
    let path = home.path().join("wrong.csv");
    let rows = format!("number,message\n{number},\n{number},{{x}}\nnobody,Hi\n{number},Same\n{number}, Same \n");
    std::fs::write(&path, rows).unwrap();
    let (path, before) = (path.to_str().unwrap(), home.codes().len());
    for arguments in [&["import", path, "--yes"][..], &["import", path, "--dry-run"]] {
        let ran = Ran::of(&mut home.command(arguments));
        assert_eq!(ran.code, 2, "{ran:?}");
        for (line, says) in [(2, "is empty"), (3, "{x} is not"), (4, "`nobody`"), (6, "Line 5 has the same")] {
            let told =
                ran.stderr.lines().any(|told| told.starts_with(&format!("{path}:{line}: ")) && told.contains(says));
            assert!(told, "{line}: {}", ran.stderr);
        }
        let ran = Ran::of(home.command(arguments).arg("--json"));
        let document = ran.document();
        assert_eq!((ran.code, text(&document["error"], "kind")), (2, "usage".to_owned()));
        assert_eq!(document["mistakes"].as_array().unwrap().len(), 4);
    }
    assert_eq!(home.codes().len(), before);
    assert_eq!(home.error(["import", "/nonexistent.csv"]).0, 3);
}

#[test]
fn it_asks_and_writes_over_nothing() {
    let home = Home::small();
    let (path, _) = file(&home);
    let path = path.to_str().unwrap();
    let before = home.codes().len();
    let ran = run(&home, ["import", path]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.stderr.contains("2 rows for 2 numbers: 2 to create.\nCreate 2 codes?  SANDBOX"), "{}", ran.stderr);
    assert_eq!(run(&home, ["import", path, "--yes", "--read-only"]).code, 4);
    assert_eq!(run(&home, ["import", path, "--dry-run", "--read-only"]).code, 0);
    assert_eq!(run(&home, ["import", path, "--yes", "--out", path]).code, 1);
    let sheet = home.path().join("mine.pdf");
    std::fs::write(&sheet, "mine").unwrap();
    let sheet = sheet.to_str().unwrap();
    assert_eq!(run(&home, ["import", path, "--yes", "--sheet", sheet]).code, 4);
    assert_eq!(run(&home, ["import", path, "--yes", "--sheet", "codes.png"]).code, 2);
    let links = home.path().join("tables-links.csv");
    std::fs::write(&links, "mine").unwrap();
    assert_eq!(run(&home, ["import", path, "--yes"]).code, 4);
    assert_eq!((home.codes().len(), std::fs::read_to_string(links).unwrap()), (before, "mine".to_owned()));
}
