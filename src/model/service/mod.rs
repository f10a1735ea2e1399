//! The services, and what differs between them as data: names, what they can do, the fields of their profiles.
//!
//! The configuration, the commands, the form and the session read the descriptions; none of them knows a service by
//! its name. What a service does differently in code is its folder in `provider/`.

mod alibaba;
mod credential;
#[cfg(test)]
mod fake;
mod field;
mod meta;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::credential::{Credential, PublicId};
pub use self::field::{AddOption, Field, FieldKind, FormField, Implied, MAIN_SECRET, Rule};

/// The services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProviderKind {
    /// Meta's WhatsApp Cloud API (Graph).
    Meta,
    /// Alibaba Cloud's Chat App Message Service.
    Alibaba,
    /// A third one: tests hold everything to the rule that it needs nothing but its description and its provider.
    #[cfg(test)]
    Fake,
}

impl ProviderKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: &'static [Self] = &[
        Self::Meta,
        Self::Alibaba,
        #[cfg(test)]
        Self::Fake,
    ];

    /// What there is to know of the service.
    pub const fn service(self) -> &'static Service {
        match self {
            Self::Meta => &meta::SERVICE,
            Self::Alibaba => &alibaba::SERVICE,
            #[cfg(test)]
            Self::Fake => &fake::SERVICE,
        }
    }

    /// The name in configuration and JSON.
    pub fn as_str(self) -> &'static str {
        self.service().word
    }

    /// The service with that name.
    pub fn from_word(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str() == name)
    }

    /// The name people use for the service, short enough for a column.
    pub fn short_name(self) -> &'static str {
        self.service().short_name
    }

    /// The service's full name, for sentences.
    pub fn service_name(self) -> &'static str {
        self.service().name
    }

    /// Whether changing the message of a code makes a new code and kills the printed one.
    pub fn update_replaces_code(self) -> bool {
        self.service().update_replaces_code
    }

    /// Whether it is the account that has groups or not.
    pub fn has_groups_by_account(self) -> bool {
        self.service().groups_by_account
    }

    /// Whether one code can be read without listing all of its number.
    pub fn reads_single_codes(self) -> bool {
        self.service().reads_single_codes
    }
}

impl fmt::Display for ProviderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One service.
#[derive(Debug)]
pub struct Service {
    /// Its name in the configuration, in JSON and after `--provider`.
    pub word: &'static str,
    /// The name people use for it, short enough for a column.
    pub short_name: &'static str,
    /// Its full name, for sentences.
    pub name: &'static str,
    /// Who runs it: the choice in the form, and what stands before its options in help.
    pub vendor: &'static str,
    /// Whether changing the message of a code makes a new code and kills the printed one.
    pub update_replaces_code: bool,
    /// Whether one code can be read without listing all of its number.
    pub reads_single_codes: bool,
    /// Whether it is the account that has groups or not; else some of its numbers may have them and others not.
    pub groups_by_account: bool,
    /// How it lists the codes of a number.
    pub listing: Listing,
    /// What a profile can have besides `name`, `provider` and `read_only`, in the order in which it is written down.
    /// One of them is [`MAIN_SECRET`].
    pub fields: &'static [Field],
    /// The key of the field that names the account.
    pub account: &'static str,
    /// The key of the field that says where the service is.
    pub address: &'static str,
    /// Where the service is, where the profile does not say so.
    pub default_address: &'static str,
    /// The rows of the form that connects an account, between the name of the profile and where the secret is kept.
    pub form: &'static [FormField],
    /// The domains that the links to the service's own pictures of codes point to.
    pub picture_domains: &'static [&'static str],
    /// Whether a host can be the service's: one in its vendor's domain that serves something else cannot.
    pub is_host: fn(&str) -> bool,
    /// The main secret of an account: where it is made, and its looks.
    pub credential: Credential,
    /// Whether a run of letters and digits is a token of the service by its looks.
    pub is_token: fn(&str) -> bool,
    /// The key of the secret that has these looks.
    pub token_key: &'static str,
    /// Ids of the service that everybody may see, but that look like secrets.
    pub public_ids: &'static [PublicId],
}

/// How a service lists the codes of a number, and how often it may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    /// Codes in one answer; all of them where there are no pages.
    pub page: Option<usize>,
    /// Whether the newest come first: then what is new is on the first page.
    pub newest_first: bool,
    /// Groups in one answer.
    pub groups_page: usize,
    /// Calls a second that are sent at most.
    pub calls_per_second: usize,
    /// Calls an hour that the service allows, where it counts by the hour.
    pub calls_per_hour: Option<usize>,
}

impl Service {
    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// The name of a field in the form; its key where the form does not ask for it.
    pub fn label(&self, key: &'static str) -> &'static str {
        self.form.iter().find(|row| row.key == key).map_or(key, |row| row.label)
    }

    /// The public id that a text is by its looks.
    pub fn public_id(&self, text: &str) -> Option<&'static PublicId> {
        self.public_ids.iter().find(|id| text.starts_with(id.begins))
    }

    /// The fields that say where a secret is, the main one first.
    pub fn secrets(&self) -> impl Iterator<Item = &'static Field> {
        let (main, others): (Vec<_>, Vec<_>) =
            self.fields.iter().filter(|field| field.is_secret()).partition(|field| field.key == MAIN_SECRET);
        main.into_iter().chain(others)
    }

    /// Whether everything a profile needs is in the environment variables of the vendor's own tools. `is_set` tells
    /// which are there. Never so for a vendor that has no variable for the main secret.
    pub fn is_in_environment(&self, is_set: impl Fn(&str) -> bool) -> bool {
        self.field(MAIN_SECRET).is_some_and(|main| main.variable.is_some())
            && self.fields.iter().filter(|field| field.needed).all(|field| field.variable.is_some_and(&is_set))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn stored_and_configured_names_are_the_same() {
        for kind in ProviderKind::ALL {
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
            assert_eq!(ProviderKind::from_word(kind.as_str()), Some(*kind));
        }
    }

    #[test]
    fn every_description_is_whole() {
        for kind in ProviderKind::ALL {
            let service = kind.service();
            let keys: HashSet<_> = service.fields.iter().map(|field| field.key).collect();
            assert_eq!(keys.len(), service.fields.len(), "{kind}: a key is there twice");
            assert!(["name", "provider", "read_only"].iter().all(|key| !keys.contains(key)), "{kind}");
            assert!(service.secrets().next().is_some_and(|field| field.key == MAIN_SECRET), "{kind}: no main secret");
            assert!(matches!(service.field(service.address).unwrap().kind, FieldKind::Address { .. }), "{kind}");
            assert!(service.field(service.account).is_some(), "{kind}");
            assert!(service.credential.page.starts_with("https://") && service.credential.how.ends_with('.'), "{kind}");
            assert!(service.field(service.token_key).is_some_and(Field::is_secret), "{kind}");
            assert!(service.public_ids.iter().all(|id| keys.contains(id.key)), "{kind}");
            for row in service.form {
                let field = service.field(row.key).expect("a row of the form is a field");
                assert!(!field.is_secret() || row.key == MAIN_SECRET, "{kind}: the form keeps one secret");
            }
            for needed in service.fields.iter().filter(|field| field.needed) {
                assert!(
                    service.form.iter().any(|row| row.key == needed.key),
                    "{kind}: {} is not asked for",
                    needed.key
                );
            }
        }
    }

    #[test]
    fn the_environment_is_enough_only_as_a_whole() {
        let cams = ProviderKind::Alibaba.service();
        assert!(cams.is_in_environment(|_| true));
        assert!(!cams.is_in_environment(|name| name != "ALIBABA_CLOUD_ACCESS_KEY_ID"));
        assert!(cams.is_in_environment(|name| name != "ALIBABA_CLOUD_SECURITY_TOKEN"));
        assert!(!ProviderKind::Meta.service().is_in_environment(|_| true));
    }
}
