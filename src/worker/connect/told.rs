//! What a check has found, in the words of the form: which field is at fault, and what to do about it there.

use crate::app::{ConnectField, ConnectMistake, ConnectOrder, Finding};
use crate::model::ProviderKind;
use crate::model::service::{MAIN_SECRET, Service};
use crate::session::check::{Outcome, Report, Step};

/// What to do where nothing better is known.
const AGAIN: &str = "Check the network, then try again.";

/// A report as it is told of a profile that is there, with what support asks for.
pub(in crate::worker) fn findings_of(report: &Report) -> Vec<Finding> {
    told(report, |step| step.advice.clone())
}

/// A report as the form tells it.
pub(super) fn findings(service: ProviderKind, report: &Report) -> Vec<Finding> {
    told(report, |step| advice(service.service(), step))
}

fn told(report: &Report, advice: impl Fn(&Step) -> Option<String>) -> Vec<Finding> {
    let found = report.steps.iter().filter(|step| step.outcome != Outcome::Skipped);
    found
        .map(|step| Finding {
            good: step.outcome == Outcome::Ok,
            sentence: step.sentence.clone(),
            advice: with_ids(step, advice(step)),
        })
        .collect()
}

/// What keeps the account from being connected, each with the field at fault.
pub(super) fn mistakes(order: &ConnectOrder, report: &Report) -> Vec<ConnectMistake> {
    let failed = report.steps.iter().filter(|step| step.outcome == Outcome::Fail);
    failed
        .map(|step| ConnectMistake {
            field: field(order, step),
            what: step.sentence.clone(),
            hint: with_ids(step, advice(order.provider.service(), step)).unwrap_or_else(|| AGAIN.to_owned()),
        })
        .collect()
}

/// The field at fault. That the service is not reached is no fault of an address that was not written.
fn field(order: &ConnectOrder, step: &Step) -> Option<ConnectField> {
    let service = order.provider.service();
    let key = step.about.or((step.name == "reach").then_some(service.address))?;
    if key == MAIN_SECRET {
        return Some(ConnectField::Secret);
    }
    let written = order.values.iter().any(|(other, text)| *other == key && !text.is_empty());
    let asked = service.form.iter().any(|row| row.key == key);
    (asked && (written || key != service.address)).then_some(ConnectField::Value(key))
}

/// What to do about a step in the form. Advice about commands and keys of the file has no place there.
fn advice(service: &Service, step: &Step) -> Option<String> {
    if let Some(words) = &step.in_form {
        return Some(filled(service, words));
    }
    let advice = step.advice.as_ref()?;
    let foreign = ["qrdeck", "config.toml", "the profile"].iter().any(|word| advice.contains(word))
        || service.fields.iter().any(|field| field.key.contains('_') && advice.contains(field.key));
    if !foreign {
        return Some(advice.clone());
    }
    (step.outcome == Outcome::Fail)
        .then(|| format!("Check {} and the network, then try again.", service.label(service.address)))
}

/// A sentence with the names of the form's fields in the place of their keys.
fn filled(service: &Service, words: &str) -> String {
    service.form.iter().fold(words.to_owned(), |words, row| words.replace(&format!("{{{}}}", row.key), row.label))
}

/// The service's own names for what went wrong, after the advice.
fn with_ids(step: &Step, advice: Option<String>) -> Option<String> {
    let ids = step.error.iter().flat_map(|error| [("Code", &error.vendor_code), ("Request id", &error.request_id)]);
    let ids = ids.filter_map(|(what, id)| id.as_ref().map(|id| format!("{what}: {id}.")));
    let parts: Vec<_> = advice.into_iter().chain(ids).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Keep;
    use crate::model::{Error, ErrorKind, Secret};

    fn order(values: Vec<(&'static str, String)>) -> ConnectOrder {
        let provider = ProviderKind::Meta;
        let (name, file) = ("eu".to_owned(), String::new());
        ConnectOrder { provider, name, values, secret: Secret::default(), keep: Keep::Prompt, file }
    }

    fn failed(step: Step) -> Report {
        let mut report = Report::failed("eu".into(), None, "profile", Error::config("No."));
        report.steps = vec![Step { outcome: Outcome::Fail, ..step }];
        report
    }

    #[test]
    fn a_failure_is_told_with_what_support_asks_for() {
        let error = Error::new(ErrorKind::Auth, "No.").advise("Mend it.").vendor_code("190").request_id("AbC");
        let report = failed(Step::of_error("token", Outcome::Fail, error));
        let told = "Mend it. Code: 190. Request id: AbC.";
        assert_eq!(findings_of(&report)[0].advice.as_deref(), Some(told));
        assert_eq!(findings(ProviderKind::Meta, &report)[0].advice.as_deref(), Some(told));
        assert_eq!(mistakes(&order(Vec::new()), &report)[0].hint, told);
        assert_eq!(with_ids(&Step::new("reach", Outcome::Ok, "It answers."), None), None);
    }

    #[test]
    fn the_field_at_fault_is_named_as_the_form_names_it() {
        let step = Step::new("token", Outcome::Fail, "It has expired.").advise("Run `qrdeck profile renew`.");
        let report = failed(step.about(MAIN_SECRET, "Paste a new one into {secret}, not into {waba_ids}."));
        let wrong = mistakes(&order(Vec::new()), &report).remove(0);
        assert_eq!(wrong.field, Some(ConnectField::Secret));
        assert_eq!(wrong.hint, "Paste a new one into Token, not into Account.");
        assert_eq!(findings_of(&report)[0].advice.as_deref(), Some("Run `qrdeck profile renew`."));
    }

    #[test]
    fn an_address_is_at_fault_only_where_it_was_written() {
        let reach = Step::new("reach", Outcome::Fail, "The connection failed.").advise("Check the URL of the profile.");
        let report = failed(reach);
        let of = |values| mistakes(&order(values), &report).remove(0);
        assert_eq!(of(Vec::new()).field, None);
        assert_eq!(of(vec![("base_url", String::new())]).field, None);
        let written = of(vec![("base_url", "http://127.0.0.1:1".to_owned())]);
        assert_eq!(written.field, Some(ConnectField::Value("base_url")));
        assert_eq!(written.hint, "Check Address and the network, then try again.");
    }

    #[test]
    fn advice_about_commands_and_keys_is_not_for_the_form() {
        let service = ProviderKind::Alibaba.service();
        for bad in ["Run `qrdeck doctor`.", "Check cust_space_id.", "Look into config.toml.", "The URL of the profile."]
        {
            let step = Step::new("numbers", Outcome::Fail, "No.").advise(bad);
            let told = advice(service, &step);
            assert_eq!(told.as_deref(), Some("Check Address and the network, then try again."), "{bad}");
            assert_eq!(advice(service, &Step { outcome: Outcome::Warn, ..step }), None);
        }
        let good = "Grant it to the RAM user in the RAM console.";
        let step = Step::new("permissions", Outcome::Fail, "No.").advise(good);
        assert_eq!(advice(service, &step).as_deref(), Some(good));
    }
}
