//! Lists without an end, and pages without a measure.

use axum::body::Body;
use axum::http::header;
use axum::http::request::Parts;
use axum::response::Response;
use serde_json::{Value, json};

use super::deliver::collect;
use super::detailed::DetailedFault;
use super::memory::Memory;
use crate::sandbox::world::CodeText;
use crate::sandbox::{Op, Shared};

/// What a cursor that was made up begins with.
const CURSOR: &str = "QRDECKLAB";

/// Takes a cursor that was made up out of a request, which then gets the first page: no service would know it.
pub(super) fn known_cursor(parts: &mut Parts) {
    let query = parts.uri.query().unwrap_or_default();
    if !query.contains(CURSOR) {
        return;
    }
    let kept = form_urlencoded::parse(query.as_bytes()).filter(|(_, value)| !value.starts_with(CURSOR));
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish();
    if let Ok(uri) = format!("{}?{query}", parts.uri.path()).parse() {
        parts.uri = uri;
    }
}

/// The cursor that a page was asked for with.
pub(super) fn cursor(parts: &Parts) -> Option<String> {
    let query = parts.uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "after").map(|(_, value)| value.into_owned())
}

/// A page that is distorted; other answers stay as they are.
pub(super) async fn answer(
    shared: &Shared,
    op: Op,
    asked: Option<&str>,
    answer: Response,
    trouble: &DetailedFault,
) -> Response {
    let (mut parts, body) = answer.into_parts();
    let bytes = collect(body).await;
    let Ok(mut page) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    distort(&mut shared.fault_memory.memory(), op, asked, &mut page, trouble);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page.to_string()))
}

fn distort(memory: &mut Memory, op: Op, asked: Option<&str>, page: &mut Value, trouble: &DetailedFault) {
    let Some(rows) = rows(page) else { return };
    if let Some(row) = rows.first() {
        memory.rows.entry(op).or_insert_with(|| row.clone());
    }
    let count = rows.len().max(1);
    match trouble {
        DetailedFault::HugePage { rows: count } => *rows = fresh(memory, op, *count),
        DetailedFault::EndlessRows {} => *rows = fresh(memory, op, count),
        DetailedFault::EndlessCursor {} if rows.is_empty() => {
            *rows = memory.rows.get(&op).cloned().into_iter().collect();
        }
        _ => {}
    }
    match trouble {
        DetailedFault::EndlessRows {} | DetailedFault::EndlessCursor {} => {
            memory.made_up += 1;
            go_on(page, &format!("{CURSOR}{}", memory.made_up), memory.made_up);
        }
        DetailedFault::SameCursor {} => {
            let own = page["paging"]["cursors"]["after"].as_str().map(str::to_owned);
            if let Some(cursor) = asked.map(str::to_owned).or(own) {
                go_on(page, &cursor, 1);
            }
        }
        _ => {}
    }
}

/// The rows of a page of either service.
fn rows(page: &mut Value) -> Option<&mut Vec<Value>> {
    let place = ["/data/groups", "/data", "/Data/List", "/Data"]
        .into_iter()
        .find(|place| page.pointer(place).is_some_and(Value::is_array))?;
    page.pointer_mut(place)?.as_array_mut()
}

/// Says that there is more.
fn go_on(page: &mut Value, cursor: &str, pages: u64) {
    if page.get("Data").is_some() {
        if let Some(total) = page.pointer_mut("/Data/Total") {
            *total = json!(pages.saturating_mul(1_000) + 1_000);
        }
        return;
    }
    page["paging"]["cursors"]["after"] = cursor.into();
    page["paging"]["next"] = format!("https://next.invalid/?after={cursor}").into();
}

/// So many rows that nobody has seen before.
fn fresh(memory: &mut Memory, op: Op, count: usize) -> Vec<Value> {
    let Some(row) = memory.rows.get(&op).cloned() else { return Vec::new() };
    let mut rows = Vec::with_capacity(count);
    for _ in 0..count {
        memory.made_up += 1;
        let (mut row, serial) = (row.clone(), memory.made_up);
        let code = CodeText::foreign(serial);
        for (name, text) in [
            ("code", code.to_string()),
            ("QrdlCode", code.to_string()),
            ("deep_link_url", code.link()),
            ("DeepLinkUrl", code.link()),
            ("id", format!("9{serial:014}")),
            ("GroupId", format!("G{serial:019}")),
            ("PhoneNumber", format!("49{serial:011}")),
        ] {
            // The number that a code belongs to stays its number.
            if (name == "PhoneNumber" && op != Op::CamsNumbers) || row.get(name).is_none() {
                continue;
            }
            row[name] = text.into();
        }
        rows.push(row);
    }
    rows
}
