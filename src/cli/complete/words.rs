//! What the line that is being typed says of where things are.

use std::ffi::OsString;
use std::path::PathBuf;

/// The options of every command, as far as they say what a completion is taken from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Options {
    pub(super) profiles: Vec<String>,
    pub(super) config: Option<PathBuf>,
    pub(super) data_dir: Option<PathBuf>,
    pub(super) sandbox: bool,
}

impl Options {
    /// Those of the line that the shell has handed on, with the variables that stand for them.
    pub(super) fn of_this_line() -> Self {
        let words = std::env::args_os().skip_while(|word| word != "--").skip(2);
        let path = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let typed = Self::of(words);
        Self {
            config: typed.config.or_else(|| path("QRDECK_CONFIG")),
            data_dir: typed.data_dir.or_else(|| path("QRDECK_DATA_DIR")),
            ..typed
        }
    }

    /// Those among these words. Some shells take `--option=value` apart.
    fn of(words: impl IntoIterator<Item = OsString>) -> Self {
        let mut options = Self::default();
        let mut words = words.into_iter().take_while(|word| word != "--").filter(|word| word != "=");
        while let Some(word) = words.next() {
            let word = word.to_string_lossy();
            let (name, value) = word.split_once('=').map_or((&*word, None), |(name, value)| (name, Some(value)));
            let mut value = || value.map(OsString::from).or_else(|| words.next()).filter(|value| !value.is_empty());
            match name {
                "--sandbox" => options.sandbox = true,
                "--profile" => options.profiles.extend(value().map(|value| value.to_string_lossy().into_owned())),
                "--config" => options.config = value().map(PathBuf::from),
                "--data-dir" => options.data_dir = value().map(PathBuf::from),
                _ => {}
            }
        }
        options
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_found_in_every_form_they_are_typed_in() {
        let wanted = Options {
            profiles: vec!["eu".into(), "asia".into()],
            config: Some("c.toml".into()),
            data_dir: Some("d".into()),
            sandbox: true,
        };
        let words = "--profile eu codes --profile=asia show --config = c.toml --sandbox --data-dir d -- --profile x";
        assert_eq!(Options::of(words.split(' ').map(OsString::from)), wanted);
        assert_eq!(Options::of(["--profile".into()]), Options::default());
        assert_eq!(Options::of(["--profile".into(), OsString::new()]), Options::default());
    }
}
