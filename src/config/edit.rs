//! Changes to the configuration file that leave everything else in it as it is: comments, order, spelling.

use std::io;
use std::path::Path;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use super::{Config, Draft, MOST, Paths, bounded, is_taken, private};
use crate::model::{Error, ErrorKind, ProfileName, Result};

/// Adds a profile at the end of the file, which is made where there is none.
///
/// # Errors
/// [`ErrorKind::Config`] for a profile that cannot be, a name that is taken, or a file with mistakes, which is left
/// as it is; [`ErrorKind::Internal`] where the file cannot be written.
pub fn add(paths: &Paths, draft: &Draft) -> Result<()> {
    draft.profile()?;
    change(paths, |document, config| {
        if is_taken(config, &draft.name) {
            let message = format!("There is a profile `{}` already.", draft.name.trim());
            return Err(
                Error::config(message).advise("Use another name, or remove that one first: `qrdeck profile remove`.")
            );
        }
        append(document, draft.table())
    })
}

/// Removes a profile and the comments that belong to it.
///
/// # Errors
/// [`ErrorKind::NotFound`] where there is no such profile; else as [`add`].
pub fn remove(paths: &Paths, name: &ProfileName) -> Result<()> {
    change(paths, |document, config| {
        let at = config.profiles.iter().position(|profile| profile.name == *name);
        let at = at.ok_or_else(|| Error::not_found(format!("The profile `{name}`")))?;
        let tables = document.get_mut("profile").and_then(Item::as_array_of_tables_mut).ok_or_else(inline)?;
        let kept = above(&tables.remove(at));
        if let Some(next) = tables.get_mut(at) {
            prepend(next, &kept);
        } else {
            let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
            document.set_trailing(kept + &trailing);
        }
        Ok(())
    })
}

/// Reads the file, changes it, and writes it if what came out is a good configuration. One at a time: of two qrdecks
/// that change it, the second sees what the first has done.
fn change(paths: &Paths, edit: impl FnOnce(&mut DocumentMut, &Config) -> Result<()>) -> Result<()> {
    let path = &paths.config_file;
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let failed = |error: io::Error| {
        Error::new(ErrorKind::Internal, format!("The configuration {} cannot be written: {error}.", path.display()))
            .advise("Name another file with --config or QRDECK_CONFIG.")
    };
    private::make_dir(dir).map_err(failed)?;
    let _lock = lock(dir).map_err(failed)?;
    let text = match bounded::read_text(path, MOST) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(failed(error)),
    };
    let config = Config::parse(&text, path)?;
    let mut document: DocumentMut = text.parse().map_err(|_| inline())?;
    edit(&mut document, &config)?;
    let text = document.to_string();
    Config::parse(&text, path)?;
    private::replace(path, &text).map_err(failed)
}

/// Keeps other qrdecks from changing a file in this directory until it is dropped.
#[cfg(unix)]
fn lock(dir: &Path) -> io::Result<std::fs::File> {
    let dir = std::fs::File::open(dir)?;
    dir.lock()?;
    Ok(dir)
}

/// Elsewhere a directory cannot be opened; writing in one step is all there is.
#[cfg(not(unix))]
fn lock(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Puts a table behind the others. A comment at the end of the file stays above it.
fn append(document: &mut DocumentMut, mut table: Table) -> Result<()> {
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    document.set_trailing("");
    let tables = document.entry("profile").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let tables = tables.as_array_of_tables_mut().ok_or_else(inline)?;
    let mut above = trailing;
    if !above.is_empty() && !above.ends_with('\n') {
        above.push('\n');
    }
    if !(tables.is_empty() && above.is_empty()) {
        above.push('\n');
    }
    table.decor_mut().set_prefix(above);
    tables.push(table);
    Ok(())
}

/// What stands above a table and apart from it: everything up to the last empty line.
fn above(table: &Table) -> String {
    let prefix = table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
    prefix.rfind("\n\n").map_or_else(String::new, |end| prefix[..=end].to_owned())
}

/// Puts a text above a table.
fn prepend(table: &mut Table, text: &str) {
    let prefix = table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
    let prefix = format!("{text}{}", if text.is_empty() { prefix.trim_start_matches('\n') } else { prefix });
    table.decor_mut().set_prefix(prefix);
}

/// The profiles stand in a form that cannot be added to.
fn inline() -> Error {
    Error::config("The profiles of the configuration are not written as [[profile]] tables.")
        .advise("Write [[profile]] above each of them, or change the file by hand.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::SecretSource;
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
        Draft { secret: Some(SecretSource::Env("WA".into())), ..Draft::new("us", ProviderKind::Meta) }
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
    fn a_name_is_taken_whatever_the_case() {
        let root = tempfile::tempdir().unwrap();
        let paths = paths(root.path(), Some(FILE));
        let error = add(&paths, &Draft { name: " EU".into(), ..draft() }).unwrap_err();
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

    #[test]
    fn a_file_with_mistakes_or_inline_profiles_is_left_alone() {
        for text in ["[[profile]]\nnam = 1\n", "profile = [{ name = \"a\", provider = \"meta\" }]\n"] {
            let root = tempfile::tempdir().unwrap();
            let paths = paths(root.path(), Some(text));
            assert_eq!(add(&paths, &draft()).unwrap_err().kind, ErrorKind::Config);
            assert_eq!(std::fs::read_to_string(&paths.config_file).unwrap(), text);
        }
    }
}
