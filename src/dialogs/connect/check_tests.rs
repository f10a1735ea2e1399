//! What is wrong with the form, told without asking anybody.

use super::check;
use crate::app::ConnectField;
use crate::dialogs::Connect;
use crate::model::service::MAIN_SECRET;
use crate::model::{ProviderKind, Secret};

const TOKEN: &str = "EAAGm0PX4ZCpsBAKZCZBqZB3example1234567890";
const KEY: &str = "h7GkX2mPq9RtV4wYz1AbC3dEf5GhJ6";

/// A field, what stands in it, and the words of what is wrong with it; nothing where nothing is.
#[test]
fn the_fields_are_checked_here() {
    use ProviderKind::{Alibaba, Fake, Meta};
    let long = "ab-".repeat(14);
    for (service, key, text, words) in [
        (Meta, "name", "", "Name is empty."),
        (Meta, "name", "Shop_1.eu-west", ""),
        (Meta, "name", "büro", ""),
        (Meta, "name", "-eu", "Name holds characters"),
        (Meta, "name", "two words", "Name holds characters"),
        (Meta, "name", &long, "Name is too long."),
        (Meta, "name", TOKEN, "Name looks like a secret."),
        (Meta, "name", "EU", "There is a profile EU already."),
        (Meta, "waba_ids", "", ""),
        (Meta, "waba_ids", "102290129340398, 102290129340399", ""),
        (Meta, "waba_ids", "+49 151", "Account holds an id that is not all digits."),
        (Meta, "waba_ids", TOKEN, "Account looks like a secret."),
        (Meta, "base_url", "", ""),
        (Meta, "base_url", "http://127.0.0.1:8080", ""),
        (Meta, "base_url", "https://proxy.example", ""),
        (Meta, "base_url", "https://graph.facebook.com/v23.0", "The path in Address is too much."),
        (Meta, "base_url", "http://graph.facebook.com", "unencrypted"),
        (Meta, "base_url", "graph.facebook.com", "Address does not begin with https://."),
        (Meta, "base_url", "https://", "not a URL"),
        (Meta, "base_url", "https://business.facebook.com", "is not at this address."),
        (Meta, "base_url", "https://cams.ap-southeast-1.aliyuncs.com", "the address of Alibaba Cloud CAMS."),
        (Meta, "base_url", "https://cams.cn-hongkong.aliyuncs.com", "the address of Alibaba Cloud CAMS."),
        (Alibaba, "access_key_id", "LTAI5tAbCdEfGhIjKlMnOpQr", ""),
        (Alibaba, "access_key_id", KEY, "AccessKey looks like a secret"),
        (Alibaba, "access_key_id", TOKEN, "AccessKey looks like a secret"),
        (Alibaba, "access_key_id", "cams-8c8b1f0d", "AccessKey holds the id of a space."),
        (Alibaba, "access_key_id", "STS.NUExample", "needs its security token (STS) as well"),
        (Alibaba, "endpoint", "https://cams.ap-southeast-1.aliyuncs.com", ""),
        (Alibaba, "endpoint", "https://ecs.aliyuncs.com", "is not at this address."),
        (Alibaba, "endpoint", "https://graph.facebook.com", "the address of Meta's WhatsApp Cloud API."),
        (Alibaba, MAIN_SECRET, KEY, ""),
        (Alibaba, MAIN_SECRET, "", "Secret is empty."),
        (Alibaba, MAIN_SECRET, "LTAI5tAbCdEfGhIjKlMnOpQr", "This is the id of an AccessKey, not the AccessKey secret."),
        (Alibaba, MAIN_SECRET, TOKEN, "This belongs to Meta's WhatsApp Cloud API"),
        (Meta, MAIN_SECRET, "102290129340398", "This is a number"),
        (Meta, MAIN_SECRET, "{\"access_token\": \"EAAG\"}", "This is JSON"),
        (Meta, MAIN_SECRET, "WHATSAPP_TOKEN=EAAGsecret", "whole line of settings"),
        (Meta, MAIN_SECRET, "Bearer EAAGsecret", "a header"),
        (Meta, MAIN_SECRET, "https://graph.facebook.com/?access_token=EAAG", "a web address"),
        (Meta, MAIN_SECRET, "EAAG secret", "spaces, quotes"),
        (Meta, MAIN_SECRET, "0123456789abcdef0123456789abcdef", "looks like the app secret"),
        (Fake, "shop", "Florist", "Shop is not in lower case."),
    ] {
        let field = match key {
            "name" => ConnectField::Name,
            MAIN_SECRET => ConnectField::Secret,
            key => ConnectField::Value(key),
        };
        let mut form = Connect { service, field, ..Connect::default() };
        match form.line() {
            Some(line) => line.push(text),
            None => form.secret.push(text),
        }
        let told = check::one(&form, field, &["eu".to_owned()]);
        match &told {
            None => assert_eq!(words, "", "{service} {key} {text}"),
            Some(told) => {
                assert!(!words.is_empty() && told.what.contains(words), "{service} {key} {text}: {told:?}");
                let said = format!("{} {}", told.what, told.hint);
                assert!(!said.contains(key) || matches!(key, "name" | MAIN_SECRET), "no key of the file: {said}");
                assert!(!said.contains("qrdeck") && !said.contains("config.toml"), "no command: {said}");
                assert!(!said.contains(TOKEN) && !said.contains(KEY) && !said.contains("EAAG"), "no secret: {said}");
            }
        }
    }
}

#[test]
fn what_stands_in_another_field_is_not_the_secret() {
    let mut form = Connect { service: ProviderKind::Fake, ..Connect::default() };
    form.field = ConnectField::Value("shop");
    form.line().expect("a field of text").push("florist");
    for (secret, told) in [("florist", Some("This is what stands in Shop.")), ("florist2", None)] {
        form.secret = Secret::default();
        form.secret.push(secret);
        let wrong = check::one(&form, ConnectField::Secret, &[]);
        assert_eq!(wrong.as_ref().map(|wrong| wrong.what.as_str()), told, "{secret}");
    }
}
