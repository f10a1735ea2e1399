//! The table of rooms in the README is what the imports say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

const README: &str = include_str!("../../README.md");
const BEGIN: &str = "<!-- rooms: held to the imports by a test -->\n";
const END: &str = "<!-- /rooms -->";

/// Where the tests of a file begin.
static TESTS: LazyLock<Regex> = LazyLock::new(|| regex(r"#\[cfg\((?:all\()?test.*\n(?:#.*\n)*mod tests \{"));
static COMMENT: LazyLock<Regex> = LazyLock::new(|| regex("(?m)//.*$"));
/// The room in a path.
static PATH: LazyLock<Regex> = LazyLock::new(|| regex(r"\bcrate::([a-z_]+)"));
/// The rooms in an import of several.
static IMPORT: LazyLock<Regex> = LazyLock::new(|| regex(r"\bcrate::\{([^;]*)\};"));
static INNERMOST_GROUP: LazyLock<Regex> = LazyLock::new(|| regex(r"\{[^{}]*\}"));
static FIRST_NAME: LazyLock<Regex> = LazyLock::new(|| regex(r"(?:^|,)\s*([a-z_]+)"));
/// Crates that only some rooms may know: who draws, who waits, who talks to the network, who keeps.
static WATCHED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b(axum|crossterm|keyring|ratatui|reqwest|rusqlite|tokio)(?:_util)?::"));

pub(crate) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

/// What each room imports.
type Rooms = BTreeMap<String, BTreeSet<String>>;

/// The table: rooms by their first column, imports by their last.
fn stated() -> Rooms {
    let (_, rest) = README.split_once(BEGIN).expect("the README marks its table of rooms");
    let (table, _) = rest.split_once(END).expect("the README ends its table of rooms");
    let name = regex("`([^`]+)`");
    let mut rooms = Rooms::new();
    for row in table.lines().skip(2) {
        let cells: Vec<_> = row.trim_matches('|').split('|').collect();
        let [names, _, imports] = cells.as_slice() else { panic!("three columns: {row}") };
        let imports: BTreeSet<_> = name.captures_iter(imports).map(|found| found[1].to_owned()).collect();
        for found in name.captures_iter(names) {
            let room = found[1].trim_end_matches('/').to_owned();
            assert!(rooms.insert(room, imports.clone()).is_none(), "{row}: twice");
        }
    }
    rooms
}

/// The room of a file: drawing is a room of its own within dialogs and panes.
fn room(file: &Path) -> String {
    let parts: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
    match parts.as_slice() {
        [layer, .., last]
            if ["dialogs", "panes"].contains(&layer.as_ref())
                && (last == "view.rs" || parts.iter().any(|part| part == "view")) =>
        {
            format!("{layer}/*/view")
        }
        [first, ..] => first.to_string(),
        [] => String::new(),
    }
}

/// All sources but tests, by their names below `src`.
pub(crate) fn sources() -> Vec<(PathBuf, PathBuf)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    let name = |file: &PathBuf| file.strip_prefix(&src).expect("in the sources").to_owned();
    files.into_iter().map(|file| (name(&file), file)).collect()
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry")) {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            collect(&path, files);
        } else if path.extension().is_some_and(|kind| kind == "rs")
            && !name.ends_with("tests.rs")
            && name != "properties.rs"
        {
            files.push(path);
        }
    }
}

/// The code of a file, without comments and tests.
pub(crate) fn code(file: &Path) -> String {
    let code = fs::read_to_string(file).expect("a source");
    let code = TESTS.split(&code).next().unwrap_or_default();
    COMMENT.replace_all(code, "").into_owned()
}

/// What the code of a file imports of other rooms, and of the watched crates.
fn imports(code: &str) -> BTreeSet<String> {
    let named = PATH.captures_iter(code).chain(WATCHED.captures_iter(code));
    let mut found: BTreeSet<String> = named.map(|found| found[1].to_owned()).collect();
    for group in IMPORT.captures_iter(code) {
        let mut group = group[1].to_owned();
        while INNERMOST_GROUP.is_match(&group) {
            group = INNERMOST_GROUP.replace_all(&group, "").into_owned();
        }
        found.extend(FIRST_NAME.captures_iter(&group).map(|found| found[1].to_owned()));
    }
    found
}

#[test]
fn rooms_import_what_the_readme_says_and_nothing_else() {
    let (stated, mut seen, mut wrong) = (stated(), Rooms::new(), Vec::new());
    for (name, file) in sources() {
        let room = room(&name);
        let code = code(&file);
        let Some(allowed) = stated.get(&room) else {
            // The roots of the crate say what there is.
            if !["lib.rs", "main.rs"].contains(&room.as_str()) {
                wrong.push(format!("{}: `{room}` is not in the table", name.display()));
            }
            continue;
        };
        let own = room.trim_end_matches("/*/view").trim_end_matches(".rs");
        for import in imports(&code).into_iter().filter(|import| import != own) {
            if !allowed.contains(&import) {
                wrong.push(format!("{}: `{room}` may not import `{import}`", name.display()));
            }
            seen.entry(room.clone()).or_default().insert(import);
        }
    }
    for (room, allowed) in &stated {
        let seen = seen.remove(room).unwrap_or_default();
        wrong.extend(allowed.difference(&seen).map(|name| format!("`{room}` does not import `{name}` any more")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
