//! Changes that leave everything else in the file as it is.

use super::*;
use crate::config::secret::{SecretKind, SecretSource};
use crate::model::ProviderKind;

const FILE: &str = "# My shops\n\n# Europe, since 2024\n[[profile]]\nname = \"eu\" # ours\nprovider  =  'meta'\n\
                    \n# Asia\n[[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\n# the end\n";

fn paths(root: &Path, text: Option<&str>) -> Paths {
    let file = root.join("conf/config.toml");
    if let Some(text) = text {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
    }
    Paths { config_file: file, config_named: false, data_dir: root.join("data") }
}

fn draft() -> Draft {
    draft_named("us")
}

fn draft_named(name: impl Into<String>) -> Draft {
    let mut draft = Draft::new(name, ProviderKind::Meta);
    draft.keep(SecretKind::MAIN, SecretSource::Env("WA".into()));
    draft
}

const ADDED: &str = "[[profile]]\nname = \"us\"\nprovider = \"meta\"\nsecret = { env = \"WA\" }\n";

fn added_to(text: Option<&str>) -> String {
    let root = tempfile::tempdir().unwrap();
    let paths = paths(root.path(), text);
    add(&paths, &draft()).unwrap();
    std::fs::read_to_string(&paths.config_file).unwrap()
}

#[test]
fn a_profile_is_added_behind_everything_else() {
    assert_eq!(added_to(None), ADDED);
    assert_eq!(added_to(Some("")), ADDED);
    assert_eq!(added_to(Some("# nothing yet\n")), format!("# nothing yet\n\n{ADDED}"));
    assert_eq!(added_to(Some("# nothing yet")), format!("# nothing yet\n\n{ADDED}"));
    assert_eq!(added_to(Some(FILE)), format!("{FILE}\n{ADDED}"));
}

#[cfg(unix)]
#[test]
fn file_and_directory_are_made_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let paths = paths(root.path(), None);
    add(&paths, &draft()).unwrap();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&paths.config_file), 0o600);
    assert_eq!(mode(paths.config_file.parent().unwrap()), 0o700);
}

#[test]
fn a_key_is_written_into_its_place_and_taken_out_again() {
    let root = tempfile::tempdir().unwrap();
    let set = |text: Option<&str>, keys: Option<&[&str]>| {
        let paths = paths(root.path(), text);
        let keys = keys.map(|keys| keys.iter().map(ToString::to_string).collect());
        let change = KeyChange { context: "codes".to_owned(), action: "delete".to_owned(), keys };
        Editing::begin(&paths).unwrap().set_key(&change).unwrap();
        std::fs::read_to_string(&paths.config_file).unwrap()
    };
    assert_eq!(set(None, Some(&["D"])), "[keys.codes]\ndelete = \"D\"\n");
    assert_eq!(set(None, None), "[keys.codes]\n");
    let mine = "[keys]\nsync = \"F5\" # mine\n\n[keys.codes]\ndelete = \"D\" # rarely\nedit = \"E\"\n";
    assert_eq!(set(Some(mine), Some(&["X", "Del"])), mine.replace("\"D\"", "[\"X\", \"Del\"]"));
    assert_eq!(set(Some(mine), None), mine.replace("delete = \"D\" # rarely\n", ""));
    let inline = "keys = { sync = \"F5\", codes = { edit = \"E\" } }\n";
    assert!(Config::parse(&set(Some(inline), Some(&["D"])), &root.path().join("c")).unwrap().keys.len() == 3);
    assert!(set(Some(FILE), Some(&["D"])).starts_with(FILE.trim_end_matches("# the end\n")));
}

#[test]
fn a_theme_is_written_before_everything_else_and_changed_where_it_stands() {
    let root = tempfile::tempdir().unwrap();
    let set = |text: Option<&str>, theme: Option<&str>| {
        let paths = paths(root.path(), text);
        Editing::begin(&paths).unwrap().set_theme(theme).unwrap();
        std::fs::read_to_string(&paths.config_file).unwrap()
    };
    assert_eq!(set(None, Some("dark")), "theme = \"dark\"\n");
    assert_eq!(set(Some("# none yet\n"), Some("dark")), "theme = \"dark\"\n\n# none yet\n");
    assert_eq!(set(Some(FILE), Some("dark")), format!("theme = \"dark\"\n\n{FILE}"));
    let written = format!("# Mine\ntheme  = \"dark\" # at night\n\n{FILE}");
    assert_eq!(set(Some(&written), Some("light")), written.replace("\"dark\"", "\"light\""));
    assert_eq!(set(Some(&written), None), written.replace("\"dark\"", "\"auto\""));
    assert_eq!(set(Some(FILE), None), FILE);
}

#[test]
fn a_name_is_taken_whatever_the_case() {
    let root = tempfile::tempdir().unwrap();
    let paths = paths(root.path(), Some(FILE));
    let error = add(&paths, &draft_named(" EU")).unwrap_err();
    assert!(error.message.contains("`EU` already"), "{error}");
    assert_eq!(std::fs::read_to_string(&paths.config_file).unwrap(), FILE);
}

#[test]
fn a_removed_profile_takes_its_own_comments_along() {
    let root = tempfile::tempdir().unwrap();
    let paths = paths(root.path(), Some(FILE));
    let text = || std::fs::read_to_string(&paths.config_file).unwrap();
    remove(&paths, &"eu".into()).unwrap();
    let rest = "# My shops\n\n# Asia\n[[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\n# the end\n";
    assert_eq!(text(), rest);
    assert_eq!(remove(&paths, &"eu".into()).unwrap_err().kind, ErrorKind::NotFound);
    remove(&paths, &"asia".into()).unwrap();
    assert_eq!(text(), "# My shops\n# the end\n");
    add(&paths, &draft()).unwrap();
    assert_eq!(text(), format!("# My shops\n# the end\n\n{ADDED}"));
}

#[test]
fn what_is_added_and_removed_leaves_the_file_as_it_was() {
    let root = tempfile::tempdir().unwrap();
    let paths = paths(root.path(), Some(FILE));
    add(&paths, &draft()).unwrap();
    remove(&paths, &"us".into()).unwrap();
    assert_eq!(std::fs::read_to_string(&paths.config_file).unwrap(), FILE);
}

#[cfg(unix)]
#[test]
fn a_file_that_others_could_have_changed_is_left_alone() {
    let root = tempfile::tempdir().unwrap();
    let paths = paths(root.path(), Some(FILE));
    std::fs::set_permissions(&paths.config_file, std::os::unix::fs::PermissionsExt::from_mode(0o666)).unwrap();
    assert!(add(&paths, &draft()).unwrap_err().message.contains("others could change"));
    assert_eq!(std::fs::read_to_string(&paths.config_file).unwrap(), FILE);
}

#[cfg(unix)]
#[test]
fn one_file_by_many_names_is_changed_by_one_at_a_time() {
    let root = tempfile::tempdir().unwrap();
    let (named, ways) = (paths(root.path(), Some("")), root.path().join("ways"));
    std::fs::create_dir(&ways).unwrap();
    std::os::unix::fs::symlink("../conf/config.toml", ways.join("link.toml")).unwrap();
    let names = [named.config_file.clone(), ways.join("link.toml"), root.path().join("ways/../conf/config.toml")];
    std::thread::scope(|scope| {
        for (at, name) in names.iter().enumerate() {
            let paths = Paths { config_file: name.clone(), ..named.clone() };
            scope.spawn(move || {
                for round in 0..5 {
                    add(&paths, &draft_named(format!("p-{at}-{round}"))).unwrap();
                }
            });
        }
    });
    assert_eq!(Config::load(&named).unwrap().profiles.len(), 15, "nobody's profile was lost");
    assert!(ways.join("link.toml").is_symlink());
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_to_come_stays_a_link() {
    let root = tempfile::tempdir().unwrap();
    let paths = paths(root.path(), Some(""));
    std::fs::rename(&paths.config_file, root.path().join("conf/gone")).unwrap();
    std::os::unix::fs::symlink("real.toml", &paths.config_file).unwrap();
    add(&paths, &draft()).unwrap();
    assert!(paths.config_file.is_symlink());
    assert_eq!(std::fs::read_to_string(root.path().join("conf/real.toml")).unwrap(), ADDED);
}

#[test]
fn a_file_with_mistakes_or_inline_profiles_is_left_alone() {
    for text in ["[[profile]]\nnam = 1\n", "profile = [{ name = \"a\", provider = \"meta\" }]\n"] {
        let root = tempfile::tempdir().unwrap();
        let paths = paths(root.path(), Some(text));
        assert_eq!(add(&paths, &draft()).unwrap_err().kind, ErrorKind::Config);
        assert_eq!(std::fs::read_to_string(&paths.config_file).unwrap(), text);
    }
}
