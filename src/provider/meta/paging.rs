//! Lists by cursor.
//!
//! `paging.next` is an absolute URL that may hold the token, lacks the proof of the app secret, and may point
//! anywhere. It is never followed and never shown; that it is there says that there is more, and the next page is
//! asked for with `cursors.after` on the profile's own base URL.

use std::collections::HashSet;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::lenient;
use super::request::Request;
use super::transport::Transport;
use crate::model::Result;
use crate::provider::Call;

/// How much longer than it can be a list may seem, in percent: rows that come twice because others were made meanwhile.
const SLACK: usize = 25;

/// What says that there is another page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum More {
    /// `paging.next`, as Graph documents for all lists.
    Next,
    /// Also a cursor after a page with as many rows as were asked for: the documented answer of `groups` shows
    /// cursors without saying whether `next` goes with them, and a list cut short would go unnoticed.
    NextOrFull,
}

/// The pages of a list, one request each.
#[derive(Debug)]
pub(super) struct Pages {
    request: Request,
    limit: usize,
    more: More,
    /// As many rows as the list can have.
    most: usize,
    rows: usize,
    cursors: HashSet<String>,
    done: bool,
}

/// One page: rows in the shape of the list, and where the next one starts.
#[derive(Deserialize)]
struct Page<D> {
    data: D,
    /// Absent, `null` or an empty array on a list of one page.
    #[serde(default)]
    paging: Value,
}

impl Pages {
    /// The pages of `limit` rows that the request brings, of a list that can have `most` rows.
    pub(super) fn new(request: Request, limit: usize, more: More, most: usize) -> Self {
        let request = request.query("limit", limit.to_string());
        Self { request, limit, more, most, rows: 0, cursors: HashSet::new(), done: false }
    }

    /// The request of all pages.
    pub(super) fn request(&self) -> &Request {
        &self.request
    }

    /// Whether the last page has been read.
    pub(super) fn is_done(&self) -> bool {
        self.done
    }

    /// The rows of the next page, or `None` after the last one.
    ///
    /// # Errors
    /// Those of the request, and [`crate::model::ErrorKind::Decode`] for a list that has no end or no way on: a
    /// list that is known to be incomplete is not a list.
    pub(super) async fn next<D, T>(&mut self, transport: &Transport, call: &Call) -> Result<Option<Vec<T>>>
    where
        D: DeserializeOwned + Into<Vec<T>>,
    {
        if self.done {
            return Ok(None);
        }
        let page: Page<D> = transport.send(call, &self.request).await?;
        let rows: Vec<T> = page.data.into();
        self.rows += rows.len();
        if self.rows > self.most + self.most * SLACK / 100 {
            let why = format!("the list has more than the {} rows that it can have", self.most);
            return Err(self.request.unreadable(&why));
        }
        let cursor = after(&page.paging);
        let has_next = page.paging.get("next").is_some_and(|next| !next.is_null());
        let is_full = self.more == More::NextOrFull && rows.len() >= self.limit && cursor.is_some();
        if !(has_next || is_full) {
            self.done = true;
            return Ok(Some(rows));
        }
        let Some(cursor) = cursor else {
            return Err(self.request.unreadable("the list goes on, but no cursor says where"));
        };
        // Pages may come with fewer rows than were asked for, or with none.
        let too_many = self.cursors.len() > 2 * self.most / self.limit + 20;
        if too_many || !self.cursors.insert(cursor.clone()) {
            return Err(self.request.unreadable("the list goes in circles"));
        }
        self.request.set_query("after", cursor);
        Ok(Some(rows))
    }
}

/// The cursor after the last row of a page.
fn after(paging: &Value) -> Option<String> {
    lenient::word(paging.get("cursors")?.get("after")?).ok().flatten()
}
