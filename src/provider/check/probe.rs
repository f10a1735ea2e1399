//! Whether a service answers at all, and what time it is there. No credential is sent for that.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::DATE;
use reqwest::{Method, Url};

use super::patiently;
use super::report::{Outcome, Step};
use crate::model::{Error, ErrorKind, Result};
use crate::provider::http::{Client, Intent};

/// A clock that is off by less is nobody's problem.
const UNNOTICED: Duration = Duration::from_mins(1);

/// What a service answered to an empty question.
#[derive(Debug)]
pub struct Probe {
    url: Url,
    answer: Result<Option<i64>>,
}

/// Asks a service an empty question.
pub async fn probe(url: &Url) -> Probe {
    Probe { url: url.clone(), answer: ask(url).await.map_err(|error| explain(error, url)) }
}

/// How many seconds this machine's clock is ahead of the service's, where the answer tells its time.
async fn ask(url: &Url) -> Result<Option<i64>> {
    let client = Client::new(url)?;
    let answer = patiently(client.exchange(client.request(Method::GET, url.clone()), Intent::Read)).await;
    let answer = match answer {
        Ok(answer) => answer,
        // It answers, if with something that is of no use here.
        Err(error) if error.message.contains("redirect") => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(answer.header(DATE.as_str()).and_then(|date| ahead(date, Timestamp::now())))
}

/// How many seconds `now` is ahead of the date in a header.
fn ahead(date: &str, now: Timestamp) -> Option<i64> {
    let theirs = DateTimeParser::new().parse_timestamp(date).ok()?;
    Some(now.duration_since(theirs).as_secs())
}

/// An error that says what the reason is called in this machine's settings.
fn explain(error: Error, url: &Url) -> Error {
    let host = url.host_str().unwrap_or_default();
    let reason = error.message.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| reason.contains(word));
    let advice = if says(&["lookup", "resolve", "name or service", "nodename", "dns"]) {
        format!("The name {host} is unknown here: check its spelling in the profile, the network and its DNS.")
    } else if says(&["certificate", "tls", "handshake"]) {
        format!(
            "{host} does not prove who it is: check this machine's clock and its root certificates, and whether a \
             proxy reads along."
        )
    } else if says(&["refused"]) {
        format!("Nothing listens there: check host and port of {url} in the profile.")
    } else {
        return error;
    };
    error.advise(advice)
}

impl Probe {
    /// The steps `reach` and `clock`. `strict`: how far off the service lets a clock be.
    pub fn steps(&self, strict: Option<Duration>) -> Vec<Step> {
        let host = self.url.host_str().unwrap_or_default();
        match &self.answer {
            Err(error) => vec![Step::of_error("reach", Outcome::Fail, error.clone())],
            Ok(ahead) => {
                let tls = if self.url.scheme() == "https" { " over TLS" } else { "" };
                let reach = Step::new("reach", Outcome::Ok, format!("{host} answers{tls}."));
                [reach].into_iter().chain(ahead.map(|ahead| clock(ahead, strict))).collect()
            }
        }
    }
}

/// What a difference between the clocks means.
fn clock(ahead: i64, strict: Option<Duration>) -> Step {
    let off = Duration::from_secs(ahead.unsigned_abs());
    if off < UNNOTICED {
        return Step::new("clock", Outcome::Ok, "This machine's clock agrees with the service's.");
    }
    let direction = if ahead > 0 { "ahead of" } else { "behind" };
    let sentence = format!("This machine's clock is {} {direction} the service's.", span(off));
    match strict.filter(|strict| off > *strict) {
        Some(strict) => {
            let advice = format!("Set the clock, best by NTP: the service refuses what is off by {}.", span(strict));
            let error = Error::new(ErrorKind::Auth, sentence).advise(advice);
            Step::of_error("clock", Outcome::Fail, error)
        }
        None => Step::new("clock", Outcome::Warn, sentence).advise("Set the clock, best by NTP."),
    }
}

/// `17 minutes`.
fn span(of: Duration) -> String {
    match of.as_secs() / 60 {
        1 => "1 minute".to_owned(),
        minutes @ ..120 => format!("{minutes} minutes"),
        minutes @ ..2880 => format!("{} hours", minutes / 60),
        minutes => format!("{} days", minutes / 1440),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_fails_where_the_service_refuses_it() {
        let cams = Some(Duration::from_mins(15));
        for (ahead, strict, outcome, words) in [
            (0, cams, Outcome::Ok, "agrees"),
            (-59, cams, Outcome::Ok, "agrees"),
            (300, cams, Outcome::Warn, "5 minutes ahead of"),
            (-1020, cams, Outcome::Fail, "17 minutes behind"),
            (86_400 * 3, None, Outcome::Warn, "3 days ahead of"),
            (86_400, cams, Outcome::Fail, "24 hours ahead of"),
        ] {
            let step = clock(ahead, strict);
            assert_eq!(step.outcome, outcome, "{ahead}");
            assert!(step.sentence.contains(words), "{}", step.sentence);
        }
    }

    #[test]
    fn the_date_header_is_read_as_http_writes_it() {
        let now = "2026-11-20T12:00:10Z".parse().unwrap();
        assert_eq!(ahead("Fri, 20 Nov 2026 12:00:00 GMT", now), Some(10));
        assert_eq!(ahead("yesterday", now), None);
    }

    #[test]
    fn the_reason_decides_what_to_do() {
        let url = Url::parse("https://graph.facebok.com").unwrap();
        let advice = |message: &str| explain(Error::new(ErrorKind::Unavailable, message), &url).advice;
        assert!(advice("failed to lookup address information").contains("graph.facebok.com is unknown here"));
        assert!(advice("invalid peer certificate: UnknownIssuer").contains("root certificates"));
        assert!(advice("Connection refused (os error 111)").contains("Nothing listens there"));
        assert_eq!(advice("no answer in time"), "Check the network and try again.");
    }
}
