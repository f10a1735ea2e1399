//! `qrdeck codes export` and `qrdeck groups export`, as a person runs them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::harness::{Home, Ran, text};

/// Where the files go.
fn out(home: &Home) -> PathBuf {
    home.path().join("out")
}

/// Runs an export into that directory.
fn export(home: &Home, arguments: &[&str]) -> Ran {
    Ran::of(home.command(arguments).arg("--out").arg(out(home)).arg("--json"))
}

/// The files of an export that succeeds.
fn files(home: &Home, arguments: &[&str]) -> Vec<Value> {
    let ran = export(home, arguments);
    assert_eq!(ran.code, 0, "{arguments:?}: {ran:?}");
    ran.document().as_array().unwrap().clone()
}

#[test]
fn every_format_says_what_each_file_decodes_to() {
    let home = Home::small();
    let codes = home.codes();
    let ids = home.code_ids();
    for format in ["svg", "png", "pdf", "eps", "txt"] {
        let files = files(&home, &["codes", "export", &ids[0], &ids[1], &ids[0], "--format", format]);
        assert_eq!(files.len(), 2, "{format}");
        for (file, code) in files.iter().zip(&codes) {
            let path = text(file, "file");
            let path = Path::new(&path);
            assert!(path.starts_with(out(&home)) && path.is_file(), "{path:?}");
            assert_eq!(path.extension().unwrap(), format);
            assert_eq!(file["format"], format);
            for key in ["profile", "provider", "number_id", "code", "link"] {
                assert_eq!(file["decoded"][0][key], code[key], "{format} {key}");
            }
        }
    }
}

#[test]
fn labels_name_the_files_and_codes_those_without() {
    let home = Home::small();
    let ids = home.code_ids();
    home.json(["labels", "set", &ids[0], "--label", "window / left", "--tag", "spring", "--tag", "door"]);
    let files = files(&home, &["codes", "export", &ids[0], &ids[1], "--format", "svg", "--name", "{label} ({tags})"]);
    let names: Vec<_> = files.iter().map(|file| text(file, "file")).collect();
    let wanted = ["window-left-door-spring.svg".to_owned(), format!("{}.svg", ids[1])];
    assert_eq!(names, wanted.map(|name| out(&home).join(name).to_str().unwrap().to_owned()));
}

#[test]
fn a_sheet_holds_every_code_there_is() {
    let home = Home::small();
    let codes = home.codes();
    let files = files(&home, &["codes", "export", "--format", "pdf", "--sheet", "a4", "--grid", "2x2"]);
    assert_eq!(files.len(), 1);
    assert_eq!(files[0]["pages"], codes.len().div_ceil(4));
    let decoded = files[0]["decoded"].as_array().unwrap();
    assert_eq!(decoded.len(), codes.len());
    let links = |rows: &[Value]| rows.iter().map(|row| text(row, "link")).collect::<HashSet<_>>();
    assert_eq!(links(decoded), links(&codes));
}

#[test]
fn pages_of_a_format_without_pages_are_files() {
    let home = Home::small();
    let files = files(&home, &["codes", "export", "--format", "svg", "--sheet", "a4", "--grid", "2x2"]);
    let names: Vec<_> = files.iter().map(|file| text(file, "file")).collect();
    assert_eq!(names[0], out(&home).join("codes-1.svg").to_str().unwrap());
    assert_eq!(names.len(), home.codes().len().div_ceil(4));
}

#[test]
fn posters_are_vectors_with_the_name_and_paper_asked_for() {
    let home = Home::small();
    let code = home.code_ids().swap_remove(0);
    files(&home, &["codes", "export", &code, "--format", "svg", "--poster=letter", "--name", "wall"]);
    let svg = std::fs::read_to_string(out(&home).join("wall.svg")).unwrap();
    assert!(svg.contains("width=\"215.9mm\" height=\"279.4mm\""), "{svg}");
    assert!(!svg.contains("<image") && !svg.contains("<text"), "{svg}");
}

#[test]
fn invite_links_are_exported_too() {
    let home = Home::small();
    let groups = home.json(["groups", "list"]);
    let linked = groups.as_array().unwrap().iter().filter(|group| group["invite_link"].is_string());
    let wanted: HashSet<_> = linked.map(|group| text(group, "invite_link")).collect();
    let files = files(&home, &["groups", "export", "--format", "pdf"]);
    assert_eq!(files.iter().map(|file| text(&file["decoded"][0], "link")).collect::<HashSet<_>>(), wanted);
    assert!(files.iter().all(|file| file["decoded"][0]["group_id"].is_string()));
}

#[test]
fn files_in_the_way_stay_until_told_otherwise() {
    let home = Home::small();
    let code = home.code_ids().swap_remove(0);
    let file = out(&home).join("a.svg");
    std::fs::create_dir(out(&home)).unwrap();
    std::fs::write(&file, "mine").unwrap();
    let arguments = ["codes", "export", &code, "--format", "svg", "--name", "a"];
    let refused = export(&home, &arguments);
    assert_eq!((refused.code, &refused.document()["error"]["kind"]), (4, &Value::from("refused")));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(export(&home, &[&arguments[..], &["--force"]].concat()).code, 0);
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("<svg"));
}

#[test]
fn wrong_wishes_end_before_anything_is_written() {
    let home = Home::small();
    for (wish, code) in [
        (&["--format", "gif"][..], 2),
        (&["--format", "svg", "--quiet", "1"], 2),
        (&["--format", "svg", "--size-mm", "-3"], 2),
        (&["--format", "svg", "--name", "{nothing}"], 2),
        (&["--format", "svg", "--grid", "3x4"], 2),
        (&["--format", "png", "--sheet", "a4"], 1),
        (&["--format", "svg", "--size-mm", "8"], 1),
        (&["--format", "pdf", "--sheet", "a4", "--size-mm", "200"], 1),
        (&["--format", "pdf", "--sheet", "a4", "--font", "nothing.ttf"], 1),
    ] {
        let ran = export(&home, &[&["codes", "export"], wish].concat());
        assert_eq!(ran.code, code, "{wish:?}: {ran:?}");
        assert!(!out(&home).exists(), "{wish:?}");
    }
    assert_eq!(export(&home, &["codes", "export", "NOSUCHCODE0000", "--format", "svg"]).code, 3);
}
