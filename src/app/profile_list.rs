//! All profiles there are, on screen or not, and what is known of them.

use std::collections::HashMap;

use super::{Finding, Moment, RequestId};
use crate::config::secret::{SecretKind, SecretSource};
use crate::model::{Error, Profile, ProfileName};

/// How a profile stands to this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProfileStatus {
    /// As it was when the run began.
    Here,
    /// Another one by now in config.toml; the run goes on with what it was.
    Changed,
    /// In config.toml, but no part of this run.
    New,
    /// No longer in config.toml.
    Gone,
}

/// A profile, and what config.toml says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileRow {
    /// The profile.
    pub profile: Profile,
    /// What names the account: the ids of WhatsApp Business Accounts, or the AccessKey id; empty where nothing does.
    pub account: String,
    /// Where the service is, where the profile says so.
    pub address: String,
    /// Where its secrets are; the sandbox has none.
    pub secrets: Vec<(SecretKind, SecretSource)>,
    /// How it stands to this run.
    pub status: ProfileStatus,
}

impl ProfileRow {
    /// A profile of which nothing more is known.
    pub fn bare(profile: Profile) -> Self {
        Self {
            profile,
            account: String::new(),
            address: String::new(),
            secrets: Vec::new(),
            status: ProfileStatus::Here,
        }
    }

    /// Whether it can be shown in this run.
    pub fn is_here(&self) -> bool {
        self.status != ProfileStatus::New
    }

    /// Where its secrets are, in a line.
    pub fn places(&self) -> String {
        self.secrets.iter().map(|(_, source)| source.to_string()).collect::<Vec<_>>().join(", ")
    }
}

/// The test of a profile.
#[derive(Debug, Clone, PartialEq)]
pub enum ProfileCheck {
    /// The service is being asked, by this request.
    Running(RequestId),
    /// What was found out.
    Done {
        /// In order.
        findings: Vec<Finding>,
        /// Whether the profile cannot be used like this.
        failed: bool,
        /// When.
        at: Moment,
    },
}

/// What the app asks of whoever keeps the profiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileRequest {
    /// Read config.toml as it is now.
    List,
    /// Find out whether a profile works.
    Check(ProfileName),
    /// Take a profile out of config.toml, and its secrets out of the keyring.
    Remove(ProfileName),
}

/// What the app is told of the profiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileEvent {
    /// All of them, in the order of config.toml, and what is wrong with that file.
    List(Vec<ProfileRow>, Option<Error>),
    /// What was found out about one.
    Checked {
        /// Which one.
        profile: ProfileName,
        /// In order.
        findings: Vec<Finding>,
        /// Whether it cannot be used like this.
        failed: bool,
    },
    /// The test of one was stopped.
    Stopped(ProfileName),
    /// One was removed, with what else there is to say, in sentences; or why it was not.
    Removed(ProfileName, Result<Vec<String>, Error>),
}

/// The list of profiles.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProfileList {
    /// In the order of config.toml.
    pub rows: Vec<ProfileRow>,
    /// What is wrong with config.toml by now.
    pub mistakes: Option<Error>,
    /// Tests of this run, the newest of each profile.
    pub checks: HashMap<ProfileName, ProfileCheck>,
}

impl ProfileList {
    /// A profile by its name.
    pub fn find(&self, name: &ProfileName) -> Option<&ProfileRow> {
        self.rows.iter().find(|row| row.profile.name == *name)
    }

    /// Whether some of them are live and some are not.
    pub fn is_mixed(&self) -> bool {
        self.rows.windows(2).any(|pair| pair[0].profile.world != pair[1].profile.world)
    }

    /// What the newest test of a profile found, as text to copy. No secret is in it.
    pub fn report(&self, name: &ProfileName) -> Option<String> {
        let Some(ProfileCheck::Done { findings, at, .. }) = self.checks.get(name) else { return None };
        let service = self.find(name).map_or("", |row| row.profile.provider.service_name());
        let mut lines = vec![format!("{name}, {service}, {}", at.wall.strftime("%Y-%m-%d %H:%M:%S"))];
        for finding in findings {
            let sign = if finding.good { "ok" } else { "! " };
            lines.push(format!("{sign} {}", finding.sentence));
            lines.extend(finding.advice.iter().map(|advice| format!("   {advice}")));
        }
        Some(lines.join("\n"))
    }
}
