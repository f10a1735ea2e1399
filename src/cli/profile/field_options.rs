//! The options of `qrdeck profile add` that come from the fields of the services.

use std::collections::{BTreeMap, BTreeSet};

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::place;
use crate::cli::failure::Failure;
use crate::config::secret::{SecretKind, SecretSource};
use crate::model::ProviderKind;
use crate::model::service::{AddOption, Field, FieldKind, Service};

/// What was given for them, by the key of the field; parts of a list are apart by commas.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FieldOptions(BTreeMap<&'static str, String>);

impl FieldOptions {
    /// What was given for a field.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// The fields that are no secrets.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let texts = all().filter(|(_, field, _)| !field.is_secret());
        texts.filter_map(|(_, field, _)| Some((field.key, self.0.get(field.key)?.as_str())))
    }

    /// Where the secrets are.
    ///
    /// # Errors
    /// Wrong usage for words that are no source.
    pub(super) fn sources(&self) -> Result<Vec<(SecretKind, SecretSource)>, Failure> {
        let secrets = all().filter(|(_, field, _)| field.is_secret());
        let given = secrets.filter_map(|(_, field, _)| Some((field.key, self.0.get(field.key)?)));
        given
            .filter_map(|(key, words)| {
                let source = place::source(Some(words)).transpose()?;
                Some(source.map(|source| (SecretKind::new(key), source)))
            })
            .collect()
    }
}

/// All fields that have an option.
fn all() -> impl Iterator<Item = (&'static Service, &'static Field, &'static AddOption)> {
    let services = ProviderKind::ALL.iter().map(|kind| kind.service());
    let fields = services.flat_map(|service| service.fields.iter().map(move |field| (service, field)));
    // What two services call the same is one option.
    let mut seen = BTreeSet::new();
    let new = fields.filter(move |(_, field)| seen.insert(field.key));
    new.filter_map(|(service, field)| Some((service, field, field.option.as_ref()?)))
}

impl Args for FieldOptions {
    fn augment_args(command: Command) -> Command {
        all().fold(command, |command, (service, field, option)| {
            let arg = Arg::new(field.key)
                .long(option.name)
                .visible_aliases(option.alias)
                .value_name(option.value)
                .help(format!("{}: {}", service.vendor, option.help));
            command.arg(match field.kind {
                FieldKind::Texts(_) => arg.action(ArgAction::Append).value_delimiter(','),
                _ => arg,
            })
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for FieldOptions {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut options = Self::default();
        options.update_from_arg_matches(matches)?;
        Ok(options)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        for (_, field, _) in all() {
            if let Some(texts) = matches.get_many::<String>(field.key) {
                self.0.insert(field.key, texts.cloned().collect::<Vec<_>>().join(","));
            }
        }
        Ok(())
    }
}
