//! Reading a fault file, and finding the fault of a request.

use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::Fault;
use crate::model::{Error, Result};
use crate::sandbox::{Op, cams, graph};

/// Wait between the pieces of a slow answer where the rule names none.
const SLOW: Duration = Duration::from_millis(100);

/// Everything a fault file says.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Plan {
    rules: Vec<Rule>,
    /// How Graph speaks.
    pub(in crate::sandbox) graph: graph::Style,
    /// How CAMS speaks.
    pub(in crate::sandbox) cams: cams::Style,
}

/// One rule.
#[derive(Debug)]
struct Rule {
    /// All operations where absent.
    op: Option<Op>,
    nth: Nth,
    fault: Fault,
    wait: Duration,
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

/// A rule as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    op: String,
    nth: Nth,
    r#do: String,
    ms: Option<u64>,
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
}

impl Plan {
    /// Reads a fault file.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for a file that cannot be read, and for anything in it that is not known:
    /// the message names what is.
    pub(in crate::sandbox) fn read(path: &Path) -> Result<Self> {
        std::fs::read_to_string(path)
            .map_err(|error| error.to_string())
            .and_then(|text| Self::parse(&text))
            .map_err(|reason| Error::config(format!("The fault file {}: {reason}", path.display())))
    }

    /// What breaks the `nth` request of an operation, and the wait of a slow answer.
    pub(in crate::sandbox) fn fault(&self, op: Op, nth: u64) -> Option<(Fault, Duration)> {
        let rule = self.rules.iter().find(|rule| rule.matches(op, nth))?;
        Some((rule.fault, rule.wait))
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
        Ok(())
    }
}

impl Rule {
    fn new(entry: Value) -> Result<Self, String> {
        let text: RuleText = from_value(entry)?;
        let op = match text.op.as_str() {
            "*" => None,
            name => Some(name.parse().map_err(|_| unknown("operation", name, Op::ALL.iter().map(|op| op.as_str())))?),
        };
        let fault = Fault::ALL
            .iter()
            .copied()
            .find(|fault| fault.as_str() == text.r#do)
            .ok_or_else(|| unknown("fault", &text.r#do, Fault::ALL.iter().map(|fault| fault.as_str())))?;
        if text.ms.is_some() && fault != Fault::Slow {
            return Err(format!("`ms` belongs to `slow`, not to `{fault}`."));
        }
        let wait = text.ms.map_or(SLOW, Duration::from_millis);
        Ok(Self { op, nth: text.nth, fault, wait })
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
