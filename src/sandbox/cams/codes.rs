//! The four operations on message codes: `ListPhoneMessageQrdl` and its siblings.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::refused::Refused;
use super::request::CamsRequest;
use super::style::{Newlines, Updates};
use crate::model::ImageFormat;
use crate::sandbox::Api::Alibaba;
use crate::sandbox::Shared;
use crate::sandbox::world::{Code, World, picture_path};

/// How long the link to a picture lives.
const PICTURE_LIFE: SignedDuration = SignedDuration::from_hours(1);

/// All codes of a number, newest first, without pages.
pub(super) async fn list(shared: &Shared, request: &CamsRequest) -> Result<Map<String, Value>, Refused> {
    let number = request.required("PhoneNumber")?.to_owned();
    let rows = {
        let number = number.clone();
        shared.read(move |world| world.number(Alibaba, &number).map(|number| number.codes.clone())).await?
    };
    let rows = rows.ok_or_else(Refused::foreign)?;
    let rows: Vec<_> = rows.iter().rev().map(|code| row(shared, &number, &code, ImageFormat::Png)).collect();
    Ok(data(rows.into()))
}

pub(super) async fn create(shared: &Shared, request: &CamsRequest) -> Result<Map<String, Value>, Refused> {
    let number = request.required("PhoneNumber")?.to_owned();
    let (format, message) = (request.image()?, shared.plan.texts.normalise(&request.message()?));
    let now = now(shared);
    let code = {
        let number = number.clone();
        shared.change(request.op, move |world| world.create_code(Alibaba, &number, &message, now)).await??
    };
    Ok(data(row(shared, &number, &code, format)))
}

/// Changes a message, which gives the code a new name and kills the old one, unless the style says otherwise.
pub(super) async fn update(shared: &Shared, request: &CamsRequest) -> Result<Map<String, Value>, Refused> {
    let number = request.required("PhoneNumber")?.to_owned();
    let old = request.code()?;
    let (format, message) = (request.image()?, shared.plan.texts.normalise(&request.message()?));
    let now = now(shared);
    let code = {
        let (number, updates) = (number.clone(), shared.plan.cams.updates);
        let update = move |world: &mut World| match updates {
            Updates::Replace => world.replace_code(Alibaba, &number, &old, &message, now),
            Updates::InPlace => world.edit_code(Alibaba, &number, &old, &message),
        };
        shared.change(request.op, update).await??
    };
    Ok(data(row(shared, &number, &code, format)))
}

pub(super) async fn delete(shared: &Shared, request: &CamsRequest) -> Result<Map<String, Value>, Refused> {
    let number = request.required("PhoneNumber")?.to_owned();
    let code = request.code()?;
    shared.change(request.op, move |world| world.delete_code(Alibaba, &number, &code)).await??;
    Ok(Map::new())
}

fn row(shared: &Shared, number: &str, code: &Code, format: ImageFormat) -> Value {
    let expiry = shared.clock().now().saturating_add(PICTURE_LIFE).unwrap_or(Timestamp::MAX).as_second();
    let stray = if shared.plan.cams.newlines == Newlines::Everywhere { "\n" } else { "" };
    json!({
        "QrdlCode": format!("{}{stray}", code.code),
        "PrefilledMessage": code.message,
        "DeepLinkUrl": code.code.link(),
        "QrImageUrl": format!("{}{}", shared.base, picture_path(code.code.as_str(), format, expiry)),
        "GenerateQrImage": format.as_wire(),
        "PhoneNumber": number,
    })
}

fn data(value: Value) -> Map<String, Value> {
    Map::from_iter([("Data".to_owned(), value)])
}

fn now(shared: &Shared) -> i64 {
    shared.clock().now().as_second()
}
