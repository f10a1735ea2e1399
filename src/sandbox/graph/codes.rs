//! `/{phone-number-id}/message_qrdls`.

use std::num::NonZeroUsize;

use axum::http::Method;
use serde_json::{Map, Value, json};

use super::context::Context;
use super::error::Refusal;
use super::fields::{self, Field};
use super::listing::{self, PageRequest};
use super::paging;
use super::style::{FieldStyle, LengthUnit, MissingCode};
use crate::model::{ImageFormat, MAX_CODES_PER_NUMBER, MAX_MESSAGE_CHARS, message_chars, message_utf16};
use crate::sandbox::Api;
use crate::sandbox::world::{Code, CodeText, Missing, Number, World, picture_path};

/// The most codes of a page.
const MAX_LIMIT: NonZeroUsize = NonZeroUsize::new(25).unwrap();
/// What a code is in Graph's messages about fields.
const NODE: &str = "WhatsAppMessageQRDL";
/// The fields every code has.
const ALWAYS: [&str; 3] = ["code", "prefilled_message", "deep_link_url"];

/// What a request wants to see of a code.
struct View {
    /// Which of [`ALWAYS`].
    names: Vec<&'static str>,
    picture: Option<ImageFormat>,
}

impl View {
    /// The fields every code has, and perhaps a picture.
    fn plain(picture: Option<ImageFormat>) -> Self {
        Self { names: ALWAYS.to_vec(), picture }
    }

    /// Reads `fields`.
    fn read(context: &Context) -> Result<Self, Refusal> {
        let Some(text) = context.request.param("fields") else { return Ok(Self::plain(None)) };
        let refused = |name: &str| Refusal::field(name, NODE);
        let fields = fields::parse(text).map_err(|bad| refused(&bad))?;
        let mut view = Self { names: Vec::new(), picture: None };
        for Field { name, format } in &fields {
            match (ALWAYS.iter().find(|always| *always == name), name.as_str(), format) {
                (Some(name), _, None) => view.names.push(*name),
                // For Meta's own apps only; others get nothing for it.
                (None, "creation_time", None) => {}
                (None, "qr_image_url", _) => {
                    let field = Field { name: name.clone(), format: format.clone() };
                    view.picture = Some(field.picture().ok_or_else(|| refused(name))?);
                }
                _ => return Err(refused(name)),
            }
        }
        let all = context.style.fields == FieldStyle::AlwaysThree || fields.is_empty();
        Ok(if all { Self::plain(view.picture) } else { view })
    }

    /// A code as the request wants to see it.
    fn show(&self, context: &Context, code: &Code) -> Value {
        let mut row = Map::new();
        for name in &self.names {
            let value = match *name {
                "code" => code.code.to_string(),
                "prefilled_message" => code.message.to_string(),
                _ => code.code.link(),
            };
            row.insert((*name).to_owned(), value.into());
        }
        if let Some(format) = self.picture {
            let expiry = context.now.saturating_add(context.style.picture_seconds.into());
            let path = picture_path(code.code.as_str(), format, expiry);
            row.insert("qr_image_url".to_owned(), format!("{}{path}", context.request.base).into());
        }
        Value::Object(row)
    }
}

/// A page of the codes of a number, newest first.
pub(super) fn list(context: &Context, number: &Number) -> Result<Value, Refusal> {
    let view = View::read(context)?;
    let wanted = PageRequest::read(&context.request, &context.style, MAX_LIMIT, &listing::bad_cursor())?;
    let only = context.request.param("code").filter(|code| !code.is_empty());
    // Only the codes of the page are made where they are made whenever somebody looks.
    let codes = &number.codes;
    let is_wanted = |at: &usize| only.is_none_or(|code| codes.text(*at).is_some_and(|text| text.as_str() == code));
    let rows = (0..codes.len()).rev().filter(is_wanted);
    let rows: Vec<_> = rows.filter_map(|at| codes.made(at).map(|made| (made, at))).collect();
    let page = paging::page(&rows, |(made, _)| *made, wanted.start, wanted.limit);
    let data = page.rows.iter().filter_map(|(_, at)| codes.get(*at)).map(|row| view.show(context, &row)).collect();
    Ok(Value::Object(listing::envelope(&context.request, &context.style, wanted, &page, data)))
}

/// One code, in an array of one.
pub(super) fn get(context: &Context, number: &Number, code: &str) -> Result<Value, Refusal> {
    let view = View::read(context)?;
    check_format(code)?;
    match number.code(code) {
        Some(row) => Ok(json!({"data": [view.show(context, &row)]})),
        None if context.style.missing_code == MissingCode::Empty => Ok(json!({"data": []})),
        None => Err(missing(
            &context.request.method,
            code,
            Some("The QR code you're trying to access doesn't exist or has been deleted"),
        )),
    }
}

/// What a POST wants.
#[derive(Debug)]
struct CodeParams {
    message: String,
    /// The picture to answer with.
    picture: Option<ImageFormat>,
}

impl CodeParams {
    /// Reads a POST. An empty message is refused: no source says that the API takes one.
    fn read(context: &Context) -> Result<Self, Refusal> {
        let message = context.texts.normalise(context.request.required("prefilled_message")?);
        let length = match context.style.length {
            LengthUnit::CodePoints => message_chars(&message),
            LengthUnit::Utf16 => message_utf16(&message),
        };
        if length > MAX_MESSAGE_CHARS {
            return Err(Refusal::parameter(format!(
                "Invalid prefilled_message length. Maximum {MAX_MESSAGE_CHARS} characters allowed"
            )));
        }
        let picture = match context.request.param("generate_qr_image") {
            None => None,
            Some(text) => Some(fields::image_format(text).ok_or_else(|| {
                Refusal::parameter(format!("Param generate_qr_image must be one of {{PNG, SVG}} - got \"{text}\"."))
            })?),
        };
        Ok(Self { message, picture })
    }
}

pub(super) fn create(context: &Context, world: &mut World, number: &str) -> Result<Value, Refusal> {
    context.number(world, number)?;
    let params = CodeParams::read(context)?;
    let made = world.create_code(Api::Meta, number, &params.message, context.now);
    made.map(|row| View::plain(params.picture).show(context, &row)).map_err(|missing| failed(context, missing, number))
}

/// Changes the message of a code; its link, its picture and its place in the list stay.
pub(super) fn update(context: &Context, world: &mut World, number: &str, code: &str) -> Result<Value, Refusal> {
    context.number(world, number)?;
    check_format(code)?;
    let params = CodeParams::read(context)?;
    let row = world.edit_code(Api::Meta, number, code, &params.message);
    row.map(|row| View::plain(params.picture).show(context, &row)).map_err(|missing| failed(context, missing, code))
}

/// Removes a code permanently.
pub(super) fn delete(context: &Context, world: &mut World, number: &str, code: &str) -> Result<Value, Refusal> {
    context.number(world, number)?;
    check_format(code)?;
    world.delete_code(Api::Meta, number, code).map_err(|missing| failed(context, missing, code))?;
    Ok(json!({"success": true}))
}

/// Refuses what cannot be a code.
fn check_format(code: &str) -> Result<(), Refusal> {
    CodeText::try_from(code.to_owned())
        .map(drop)
        .map_err(|_| Refusal::parameter("Invalid QR code ID format. Expected 14-character alphanumeric string"))
}

/// What the world has not.
fn failed(context: &Context, what: Missing, id: &str) -> Refusal {
    match what {
        Missing::Code => {
            let user = (context.request.method == Method::DELETE)
                .then_some("The QR code you're trying to delete doesn't exist or has already been deleted");
            missing(&context.request.method, id, user)
        }
        // The limit is Meta's, the words are not: no source has them.
        Missing::Room => Refusal::parameter(format!(
            "The maximum of {MAX_CODES_PER_NUMBER} QR codes for this phone number has been reached"
        )),
        Missing::Number | Missing::Group => context.missing_number(id),
    }
}

/// A code that does not exist.
fn missing(method: &Method, code: &str, user: Option<&'static str>) -> Refusal {
    Refusal::Missing { what: "QR code", user, method: method.clone(), id: code.to_owned() }
}
