//! From an answer of Graph to the taxonomy.
//!
//! What an error is about is decided in `class`, what to do next in `advice`; here both become an
//! [`Error`] with the service's code and request id.

mod advice;
mod class;
mod report;

#[cfg(test)]
mod tests;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;

use self::class::Class;
pub(super) use self::report::Report;
use super::request::Request;
use super::usage;
use crate::model::{Error, ErrorKind, Field};
use crate::provider::http::{self, Answer, Intent};

/// The error of an answer that is one, by its status or by the error in its body. The message is not scrubbed of
/// credentials yet.
pub(super) fn of_answer(answer: &Answer, body: Option<&Value>, request: &Request) -> Error {
    let error = match body.and_then(|body| body.get("error")).filter(|error| !error.is_null()) {
        Some(error) => of_report(&Report::from_value(error), answer.status, &answer.headers, request),
        None => without_report(answer, request),
    };
    match &error.request_id {
        Some(_) => error,
        None => match request_id(answer) {
            Some(id) => error.request_id(id),
            None => error,
        },
    }
}

/// The id to name to Meta's support, as the headers tell it.
pub(super) fn request_id(answer: &Answer) -> Option<&str> {
    answer.header("x-fb-trace-id").or_else(|| answer.header("x-fb-request-id"))
}

/// The error that Graph reports.
pub(super) fn of_report(report: &Report, status: StatusCode, headers: &HeaderMap, request: &Request) -> Error {
    let class = Class::of(report, status, request.op.intent());
    let wait = usage::wait(headers);
    // Its own words ask to send a change again whose outcome is not known.
    let is_unclear = request.op.intent() == Intent::Change && matches!(class, Class::Down | Class::Unclear);
    let sentence = if is_unclear { "Graph reports a failure of its own.".to_owned() } else { report.sentence() };
    let mut error = match class {
        Class::Token | Class::Proof => Error::new(ErrorKind::Auth, sentence),
        Class::Permission => Error::new(
            ErrorKind::Permission,
            format!("{sentence} It takes the permission `{}`.", request.op.permission()),
        ),
        Class::Blocked => Error::new(ErrorKind::Permission, sentence),
        // A suspended group tells nothing, and that is its state; who wants to change it is kept from it.
        Class::Suspended if request.op.intent() == Intent::Change => Error::new(ErrorKind::Permission, sentence),
        Class::NotEnabled | Class::Suspended => Error::new(ErrorKind::NotEnabled, sentence),
        Class::Gone => Error::new(ErrorKind::NotFound, sentence),
        Class::WrongKind => Error::invalid(request.named(), sentence),
        Class::Input => refused_input(report, request, sentence),
        Class::Limit => Error::new(ErrorKind::Throttled { retry_after: wait }, sentence),
        Class::Moved => Error::new(ErrorKind::Conflict, sentence),
        Class::Down => http::lost(request.op.intent(), sentence),
        Class::Unclear => match request.op.intent() {
            Intent::Read => Error::new(ErrorKind::Decode, sentence),
            Intent::Change => http::lost(Intent::Change, sentence),
        },
    };
    if let Some(advice) = advice::advice(class, request.op, report.subcode, wait) {
        error = error.advise(advice);
    }
    if let Some(code) = report.vendor_code() {
        error = error.vendor_code(code);
    }
    if let Some(trace) = &report.trace {
        error = error.request_id(trace);
    }
    error
}

/// A refused input, and which one: the code is the same for all, so the parameter's name in the text tells.
fn refused_input(report: &Report, request: &Request, sentence: String) -> Error {
    let field = if report.mentions("prefilled_message") {
        Field::Message
    } else if report.mentions("qr_image") {
        Field::Image
    } else if report.mentions("QR code ID") {
        Field::Code
    } else if request.op.is_about_groups() && report.mentions("group") {
        Field::Group
    } else {
        Field::Other
    };
    let error = Error::invalid(field, sentence);
    match advice::input(field) {
        Some(advice) => error.advise(advice),
        None => error,
    }
}

/// An answer without Graph's error object: a page of the edge or of a proxy in between. Its status says nothing
/// about codes or groups, so a 404 here is not a missing object.
fn without_report(answer: &Answer, request: &Request) -> Error {
    let status = answer.status;
    let message = format!("The answer is {status}, without one of Graph's error reports.");
    match status.as_u16() {
        401 => Error::new(ErrorKind::Auth, message),
        429 => Error::new(ErrorKind::Throttled { retry_after: usage::wait(&answer.headers) }, message),
        408 | 500.. => {
            let error = http::lost(request.op.intent(), message);
            if request.op.intent() == Intent::Read { error.advise(http::IN_TROUBLE) } else { error }
        }
        _ if request.op.intent() == Intent::Change && !http::refuses(status) => http::lost(Intent::Change, message),
        _ => Error::new(ErrorKind::Unavailable, message)
            .advise("Check `base_url` of the profile, and the proxy if there is one between."),
    }
}
