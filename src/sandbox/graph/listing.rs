//! What all lists of Graph have in common: `limit`, cursors, and the addresses of the other pages.

use std::num::NonZeroUsize;

use serde_json::{Map, Value, json};

use super::error::Refusal;
use super::paging::{self, Key, Page, Start};
use super::request::GraphRequest;
use super::style::{GraphStyle, NextStyle, OverLimit, PagingStyle};

/// Rows of a page where the request does not say.
const DEFAULT_LIMIT: NonZeroUsize = NonZeroUsize::new(25).unwrap();
/// The parameters that the address of another page keeps.
const KEPT: [&str; 6] = ["fields", "code", "filtering", "sort", "summary", "find"];

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct PageRequest {
    pub(super) start: Start,
    pub(super) limit: NonZeroUsize,
}

impl PageRequest {
    /// Reads `limit`, `after` and `before`. `max` is the most rows of a page.
    ///
    /// # Errors
    /// [`Refusal::Parameter`] for a limit that is no positive number; for one over `max` where the style says so;
    /// `bad_cursor` for a cursor that is none.
    pub(super) fn read(
        request: &GraphRequest,
        style: &GraphStyle,
        max: NonZeroUsize,
        bad_cursor: &Refusal,
    ) -> Result<Self, Refusal> {
        let limit = match request.param("limit") {
            None => DEFAULT_LIMIT,
            Some(text) => limit(text, style.over_limit, max)?,
        };
        let cursor = |text: &str| paging::parse(text).ok_or_else(|| bad_cursor.clone());
        let given = |name| request.param(name).filter(|text| !text.is_empty());
        let start = match (given("after"), given("before")) {
            (Some(after), _) => Start::After(cursor(after)?),
            (None, Some(before)) => Start::Before(cursor(before)?),
            (None, None) => Start::Top,
        };
        Ok(Self { start, limit })
    }
}

/// Reads a `limit`.
fn limit(text: &str, over: OverLimit, max: NonZeroUsize) -> Result<NonZeroUsize, Refusal> {
    let limit: NonZeroUsize =
        text.parse().map_err(|_| Refusal::parameter(format!("Param limit must be an integer between 1 and {max}")))?;
    match over {
        OverLimit::Refuse if limit > max => {
            Err(Refusal::parameter(format!("Param limit must be an integer between 1 and {max}")))
        }
        OverLimit::Refuse | OverLimit::Clamp => Ok(limit.min(max)),
    }
}

/// A cursor that is none, everywhere but in the list of groups.
pub(super) fn bad_cursor() -> Refusal {
    Refusal::parameter("Invalid cursor")
}

/// A page as Graph sends it: `{"data": […], "paging": {…}}`.
pub(super) fn envelope<T>(
    request: &GraphRequest,
    style: &GraphStyle,
    wanted: PageRequest,
    page: &Page<T>,
    data: Value,
) -> Map<String, Value> {
    let mut body = Map::new();
    body.insert("data".to_owned(), data);
    let needed = page.next || page.previous || style.paging == PagingStyle::Always;
    if let Some(ends) = page.ends.filter(|_| needed) {
        body.insert("paging".to_owned(), paging(request, style, wanted, page, ends));
    }
    body
}

/// The cursors of a page and the addresses of the pages around it.
pub(super) fn paging<T>(
    request: &GraphRequest,
    style: &GraphStyle,
    wanted: PageRequest,
    page: &Page<T>,
    (first, last): (Key, Key),
) -> Value {
    let (before, after) = (paging::cursor(first), paging::cursor(last));
    let mut paging = json!({"cursors": {"before": before, "after": after}});
    if page.previous {
        paging["previous"] = address(request, style, wanted.limit, ("before", &before)).into();
    }
    if page.next {
        paging["next"] = address(request, style, wanted.limit, ("after", &after)).into();
    }
    paging
}

/// The address of another page.
fn address(request: &GraphRequest, style: &GraphStyle, limit: NonZeroUsize, cursor: (&str, &str)) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    if let (NextStyle::WithToken, Some(token)) = (style.next, &request.token) {
        query.append_pair("access_token", token);
    }
    for name in KEPT {
        if let Some(value) = request.param(name) {
            query.append_pair(name, value);
        }
    }
    query.append_pair("limit", &limit.to_string()).append_pair(cursor.0, cursor.1);
    let base = match style.next {
        NextStyle::ForeignHost => "https://graph.invalid",
        NextStyle::Plain | NextStyle::WithToken => &request.base,
    };
    format!("{base}/{}?{}", request.path_text(), query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_positive_and_bounded() {
        let max = NonZeroUsize::new(25).unwrap();
        for (text, clamped, refused) in [
            ("1", Some(1), Some(1)),
            ("25", Some(25), Some(25)),
            ("26", Some(25), None),
            ("0", None, None),
            ("-1", None, None),
            ("ten", None, None),
            ("", None, None),
        ] {
            let read = |over| limit(text, over, max).ok().map(NonZeroUsize::get);
            assert_eq!((read(OverLimit::Clamp), read(OverLimit::Refuse)), (clamped, refused), "{text}");
        }
    }
}
