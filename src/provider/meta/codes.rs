//! Message QR codes: `/{PHONE_NUMBER_ID}/message_qrdls`.

use std::collections::HashSet;

use serde_json::json;

use super::code_row::{CodeRow, CodeRows};
use super::done::{self, Done};
use super::paging::{More, Pages};
use super::request::{Op, Request};
use super::transport::Transport;
use crate::model::{
    CodeId, Draft, Error, Field, ImageFormat, MAX_CODES_PER_NUMBER, NumberId, QrCode, Result, Updated, validate_message,
};
use crate::provider::{Call, CodePage};

const EDGE: &str = "message_qrdls";
/// Always named: sources disagree about what comes when only some are. `creation_time` is for Meta's own apps.
const FIELDS: &str = "code,prefilled_message,deep_link_url";
/// Default and maximum of a page.
const LIMIT: usize = 25;

/// All codes of a number, newest first, each once even where pages overlap because codes were made meanwhile.
pub(super) async fn list(transport: &Transport, call: &Call, number: &NumberId) -> Result<Vec<QrCode>> {
    let mut pages = pages(number);
    let mut codes = Vec::new();
    let mut known = HashSet::new();
    while let Some(page) = page(&mut pages, transport, call).await? {
        let before = codes.len();
        codes.extend(page.into_iter().filter(|code| known.insert(code.code.clone())));
        call.pages.tell(&codes[before..]);
        call.progress.rows(codes.len());
    }
    Ok(codes)
}

/// The first page of a number's codes, which are all there are where no page follows.
pub(super) async fn newest(transport: &Transport, call: &Call, number: &NumberId) -> Result<CodePage> {
    let mut pages = pages(number);
    let codes = page(&mut pages, transport, call).await?.unwrap_or_default();
    Ok(if pages.is_done() { CodePage::Complete(codes) } else { CodePage::Newest(codes) })
}

/// The list of a number's codes, from its first page.
fn pages(number: &NumberId) -> Pages {
    let what = format!("Reading the codes of number {number}");
    let request = Request::new(Op::ListCodes, what, &[number.as_str(), EDGE]).query("fields", FIELDS);
    Pages::new(request, LIMIT, More::Next, MAX_CODES_PER_NUMBER)
}

/// The codes of the next page.
async fn page(pages: &mut Pages, transport: &Transport, call: &Call) -> Result<Option<Vec<QrCode>>> {
    let Some(rows) = pages.next::<Vec<CodeRow>, CodeRow>(transport, call).await? else { return Ok(None) };
    let no_id = || pages.request().unreadable("a code has no id");
    rows.into_iter().map(|row| row.into_code(None).ok_or_else(no_id)).collect::<Result<_>>().map(Some)
}

/// One code. The picture's link is signed and expires, so it is asked for only when it is wanted.
pub(super) async fn get(
    transport: &Transport,
    call: &Call,
    number: &NumberId,
    code: &CodeId,
    image: Option<ImageFormat>,
) -> Result<QrCode> {
    let fields = match image {
        Some(format) => format!("{FIELDS},qr_image_url.format({format})"),
        None => FIELDS.to_owned(),
    };
    let what = format!("Reading code {code} of number {number}");
    let request = Request::new(Op::GetCode, what, &[number.as_str(), EDGE, code.as_str()]).query("fields", fields);
    let rows = transport.send::<CodeRows>(call, &request).await?.0;
    if rows.is_empty() {
        return Err(request.fail(Error::not_found(format_args!("Code {code}"))));
    }
    rows.into_iter()
        .filter_map(|row| row.into_code(Some(code)))
        .find(|found| found.code == *code)
        .ok_or_else(|| request.unreadable("it is about another code"))
}

/// Creates a code. Graph has no key against doing it twice.
pub(super) async fn create(transport: &Transport, call: &Call, number: &NumberId, draft: &Draft) -> Result<QrCode> {
    validate_message(&draft.message)?;
    let request =
        Request::new(Op::CreateCode, format!("Creating a code for number {number}"), &[number.as_str(), EDGE])
            .json(json!({ "prefilled_message": draft.message, "generate_qr_image": draft.image.as_wire() }));
    let mut row = one(transport.send(call, &request).await?);
    if row.success == Some(false) {
        return Err(done::not_done(&request));
    }
    row.prefilled_message.get_or_insert_with(|| draft.message.clone());
    row.into_code(None).ok_or_else(|| request.unreadable("it does not name the new code"))
}

/// Changes the message of a code, with a `POST` on the collection as documented today (the object's own URL took
/// it up to v16). The documented request has no picture format, so the draft's is not sent.
///
/// Code and link survive on Meta's own account; should an answer ever bring another code, it is a replacement.
pub(super) async fn update(
    transport: &Transport,
    call: &Call,
    number: &NumberId,
    code: &CodeId,
    draft: &Draft,
) -> Result<Updated> {
    validate_message(&draft.message)?;
    if code.as_str().is_empty() {
        // Without a code the same request would create one.
        return Err(Error::invalid(Field::Code, "The code to change has no id."));
    }
    let request =
        Request::new(Op::UpdateCode, format!("Changing code {code} of number {number}"), &[number.as_str(), EDGE])
            .json(json!({ "code": code.as_str(), "prefilled_message": draft.message }));
    let mut row = one(transport.send(call, &request).await?);
    match row.success {
        Some(false) => return Err(done::not_done(&request)),
        None if row.is_blank() => return Err(request.unreadable("it does not say whether it was done")),
        _ => {}
    }
    row.prefilled_message.get_or_insert_with(|| draft.message.clone());
    let now = row.into_code(Some(code)).ok_or_else(|| request.unreadable("it names no code"))?;
    let replaced = (now.code != *code).then(|| code.clone());
    Ok(Updated { code: now, replaced })
}

/// Deletes a code for ever.
pub(super) async fn delete(transport: &Transport, call: &Call, number: &NumberId, code: &CodeId) -> Result<()> {
    let what = format!("Deleting code {code} of number {number}");
    let request = Request::new(Op::DeleteCode, what, &[number.as_str(), EDGE, code.as_str()]);
    transport.send::<Done>(call, &request).await?.require(&request)
}

/// The one code of an answer.
fn one(rows: CodeRows) -> CodeRow {
    rows.0.into_iter().next().unwrap_or_default()
}
