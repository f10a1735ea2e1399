//! What a check found.

use crate::model::{Error, PhoneNumber, ProfileName, ProviderKind};

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// There is nothing to find out here.
    Skipped,
    /// As it should be.
    Ok,
    /// Something will not work, or not for long.
    Warn,
    /// The profile cannot be used like this.
    Fail,
}

impl Outcome {
    /// The name in JSON and tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }
}

/// One thing that was looked at. Texts of a service in it are uncleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// `secret`, `reach`, `clock`, `token`, `key`, `permissions`, `accounts`, `numbers`, `codes`, `groups`, `version`.
    pub name: &'static str,
    /// How it went.
    pub outcome: Outcome,
    /// What was found.
    pub sentence: String,
    /// What to do about it, where something is to be done.
    pub advice: Option<String>,
    /// The key of the field of the profile that is at fault, where one is.
    pub about: Option<&'static str>,
    /// The advice for a form that asks for the fields, in which `{key}` stands for the name of a field there.
    pub in_form: Option<String>,
    /// The failure behind it, with what the service's support asks for.
    pub error: Option<Error>,
}

impl Step {
    /// A step without anything to do.
    pub fn new(name: &'static str, outcome: Outcome, sentence: impl Into<String>) -> Self {
        Self { name, outcome, sentence: sentence.into(), advice: None, about: None, in_form: None, error: None }
    }

    /// Says what to do.
    #[must_use]
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// Says which field is at fault, and what to do about it in a form: `{key}` stands for the name of a field.
    #[must_use]
    pub fn about(mut self, key: &'static str, in_form: impl Into<String>) -> Self {
        self.about = Some(key);
        self.in_form = Some(in_form.into());
        self
    }

    /// A step that ended in an error.
    pub fn of_error(name: &'static str, outcome: Outcome, error: Error) -> Self {
        Self::new(name, outcome, error.message.clone()).advise(error.advice.clone()).with(error)
    }

    fn with(mut self, error: Error) -> Self {
        self.error = Some(error);
        self
    }
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The profile.
    pub profile: ProfileName,
    /// Its service, where the profile is known.
    pub provider: Option<ProviderKind>,
    /// What was looked at, in order.
    pub steps: Vec<Step>,
    /// The WhatsApp Business Accounts, on Meta: named by the profile, or found for the token.
    pub accounts: Vec<String>,
    /// The numbers found.
    pub numbers: Vec<PhoneNumber>,
}

impl Report {
    /// Nothing was looked at yet.
    pub(crate) fn new(profile: ProfileName, provider: ProviderKind) -> Self {
        Self { profile, provider: Some(provider), steps: Vec::new(), accounts: Vec::new(), numbers: Vec::new() }
    }

    /// A check that ended before it began.
    pub(crate) fn failed(
        profile: ProfileName,
        provider: Option<ProviderKind>,
        name: &'static str,
        error: Error,
    ) -> Self {
        let steps = vec![Step::of_error(name, Outcome::Fail, error)];
        Self { profile, provider, steps, accounts: Vec::new(), numbers: Vec::new() }
    }

    /// How the whole went: as its worst step.
    pub fn outcome(&self) -> Outcome {
        self.steps.iter().map(|step| step.outcome).max().unwrap_or(Outcome::Skipped)
    }

    /// Whether the profile cannot be used like this.
    pub fn has_failed(&self) -> bool {
        self.outcome() == Outcome::Fail
    }

    /// The first failure, as an error of its own.
    pub fn failure(&self) -> Option<Error> {
        let step = self.steps.iter().find(|step| step.outcome == Outcome::Fail)?;
        let plain = || {
            let error = Error::config(step.sentence.clone());
            step.advice.iter().fold(error, |error, advice| error.advise(advice.clone()))
        };
        Some(step.error.clone().unwrap_or_else(plain))
    }

    pub(crate) fn take(&mut self, steps: impl IntoIterator<Item = Step>) {
        self.steps.extend(steps);
    }

    pub(crate) fn ok(&mut self, name: &'static str, sentence: impl Into<String>) {
        self.steps.push(Step::new(name, Outcome::Ok, sentence));
    }

    pub(crate) fn warn(&mut self, name: &'static str, error: Error) {
        self.steps.push(Step::of_error(name, Outcome::Warn, error));
    }

    pub(crate) fn fail(&mut self, name: &'static str, error: Error) {
        self.steps.push(Step::of_error(name, Outcome::Fail, error));
    }
}
