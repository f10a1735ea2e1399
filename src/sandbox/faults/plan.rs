//! Reading a fault file, and finding the fault of a request.

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::detailed::DetailedFault;
use super::{Fault, Texts};
use crate::config::bounded;
use crate::model::{Error, Result};
use crate::sandbox::{Op, cams, graph};

/// Wait between the pieces of a slow answer where the rule names none.
const SLOW: Duration = Duration::from_millis(100);

/// Everything a fault file says.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Plan {
    rules: Vec<Rule>,
    pub(in crate::sandbox) graph: graph::GraphStyle,
    pub(in crate::sandbox) cams: cams::CamsStyle,
    /// What both services make of the texts they are given.
    pub(in crate::sandbox) texts: Texts,
}

#[derive(Debug)]
struct Rule {
    /// All operations where absent.
    op: Option<Op>,
    nth: Nth,
    what: What,
}

/// What goes wrong with a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A fault that needs no words, and the wait of a slow answer.
    Plain(Fault, Duration),
    /// A fault with details.
    Special(DetailedFault),
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Nth {
    These(Vec<u64>),
    Word(Every),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Every {
    Every,
}

/// The part of a rule that all rules have.
#[derive(Deserialize)]
struct RuleText {
    op: String,
    nth: Nth,
    r#do: String,
}

/// A style entry as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StyleEntry {
    style: StyleText,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StyleText {
    graph: Option<Value>,
    cams: Option<Value>,
    texts: Option<Texts>,
}

impl Plan {
    /// Reads a fault file.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for a file that cannot be read, and for anything in it that is not known:
    /// the message names what is.
    pub(in crate::sandbox) fn read(path: &Path) -> Result<Self> {
        bounded::read_text(path, bounded::TEXT)
            .map_err(|error| error.to_string())
            .and_then(|text| Self::parse(&text))
            .map_err(|reason| Error::config(format!("The fault file {}: {reason}", path.display())))
    }

    /// What breaks the `nth` request of an operation.
    pub(super) fn fault(&self, op: Op, nth: u64) -> Option<&What> {
        self.matching(op, nth).find(|what| what.action().is_none())
    }

    /// What somebody else does at the moment of the `nth` request of an operation.
    pub(super) fn colleague_actions(&self, op: Op, nth: u64) -> impl Iterator<Item = &DetailedFault> {
        self.matching(op, nth).filter_map(What::action)
    }

    /// Whether the world is looked at as it was, so that it has to be kept.
    pub(in crate::sandbox) fn looks_back(&self) -> bool {
        self.rules.iter().any(|rule| matches!(&rule.what, What::Special(trouble) if trouble.is_stale()))
    }

    fn matching(&self, op: Op, nth: u64) -> impl Iterator<Item = &What> {
        self.rules.iter().filter(move |rule| rule.matches(op, nth)).map(|rule| &rule.what)
    }

    fn parse(text: &str) -> Result<Self, String> {
        let entries: Vec<Value> =
            serde_json::from_str(text).map_err(|error| format!("it is not a JSON list: {error}."))?;
        let mut plan = Self::default();
        for (index, entry) in entries.into_iter().enumerate() {
            plan.add(entry).map_err(|reason| format!("entry {}: {reason}", index + 1))?;
        }
        Ok(plan)
    }

    fn add(&mut self, entry: Value) -> Result<(), String> {
        if entry.get("style").is_none() {
            self.rules.push(Rule::new(entry)?);
            return Ok(());
        }
        let StyleEntry { style } = from_value(entry)?;
        match style.graph {
            Some(errors @ Value::String(_)) => self.graph.errors = from_value(errors)?,
            Some(options) => self.graph = from_value(options)?,
            None => {}
        }
        if let Some(options) = style.cams {
            self.cams = from_value(options)?;
        }
        if let Some(texts) = style.texts {
            self.texts = texts;
        }
        Ok(())
    }
}

impl What {
    /// Reads what a rule says beside `op` and `nth`.
    fn read(name: &str, fields: Map<String, Value>) -> Result<Self, String> {
        let fault = Fault::ALL.iter().copied().find(|fault| fault.as_str() == name);
        // A throttled call has details where somebody writes some.
        if DetailedFault::NAMES.contains(&name) && (fault.is_none() || fields.len() > 1) {
            return DetailedFault::read(fields).map(Self::Special);
        }
        let fault = fault.ok_or_else(|| {
            unknown("fault", name, Fault::ALL.iter().map(|fault| fault.as_str()).chain(DetailedFault::NAMES))
        })?;
        let mut wait = SLOW;
        for (field, value) in fields {
            match field.as_str() {
                "do" => {}
                "ms" if fault == Fault::Slow => wait = Duration::from_millis(from_value(value)?),
                "ms" => return Err(format!("`ms` belongs to `slow` and to faults that take time, not to `{fault}`.")),
                other => return Err(format!("`{other}` does not belong to `{fault}`.")),
            }
        }
        Ok(Self::Plain(fault, wait))
    }

    /// What somebody else does, where it is that.
    fn action(&self) -> Option<&DetailedFault> {
        match self {
            Self::Special(trouble) if trouble.action().is_some() => Some(trouble),
            _ => None,
        }
    }
}

impl Rule {
    fn new(entry: Value) -> Result<Self, String> {
        let RuleText { op, nth, r#do: name } = from_value(entry.clone())?;
        let op = match op.as_str() {
            "*" => None,
            name => Some(name.parse().map_err(|_| unknown("operation", name, Op::ALL.iter().map(|op| op.as_str())))?),
        };
        let mut fields = from_value::<Map<String, Value>>(entry)?;
        fields.retain(|field, _| !matches!(field.as_str(), "op" | "nth"));
        Ok(Self { op, nth, what: What::read(&name, fields)? })
    }

    fn matches(&self, op: Op, nth: u64) -> bool {
        self.op.is_none_or(|wanted| wanted == op)
            && match &self.nth {
                Nth::These(numbers) => numbers.contains(&nth),
                Nth::Word(Every::Every) => true,
            }
    }
}

fn from_value<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_json::from_value(value).map_err(|error| format!("{error}."))
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    format!("there is no {what} `{name}`. Known: {}.", known.collect::<Vec<_>>().join(", "))
}
