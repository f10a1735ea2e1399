//! What is one key away.

use super::{NumberRow, Pane, State};
use crate::search::{Hit, Row};

/// How far from the selection, the likeliest first; a page away comes after them.
const STEPS: [isize; 4] = [1, -1, 2, -2];

impl State {
    /// The links that may be looked at next, the likeliest one first: around the selection, and at the ends of its list.
    pub fn links_near(&self) -> Vec<String> {
        if let Some(search) = self.search() {
            let hits = &search.searched.found.hits;
            return around(search.selected, hits.len(), 0).filter_map(|at| link_of(hits.get(at)?)).collect();
        }
        let here = self.number_state();
        let page = self.screenful();
        match self.focus {
            Pane::Numbers => {
                let (cursor, rows) = (&self.number_cursor, &self.number_rows);
                let code = |at| {
                    let number: &NumberRow = rows.get(*cursor.visible().get(at)?)?;
                    self.number_states.get(&number.key)?.code()
                };
                let near = around(cursor.position(), cursor.visible().len(), page);
                near.filter_map(|at| Some(code(at)?.link.clone())).collect()
            }
            Pane::Codes => here.map_or_else(Vec::new, |here| {
                let cursor = &here.code_cursor;
                let code = |at| here.code_rows().get(*cursor.visible().get(at)?);
                let near = around(cursor.position(), cursor.visible().len(), page);
                near.filter_map(|at| Some(code(at)?.link.clone())).collect()
            }),
            Pane::Groups => here.map_or_else(Vec::new, |here| {
                let cursor = &here.group_cursor;
                let group = |at| here.group_rows().get(*cursor.visible().get(at)?);
                let near = around(cursor.position(), cursor.visible().len(), page);
                near.filter_map(|at| Some(here.link_of(group(at)?).url()?.to_owned())).collect()
            }),
        }
    }
}

/// The places around one of `count`, those a page away, and both ends.
fn around(at: usize, count: usize, page: usize) -> impl Iterator<Item = usize> {
    let steps = STEPS.into_iter().filter_map(move |step| at.checked_add_signed(step));
    let pages = [at + page, at.saturating_sub(page)].into_iter().filter(move |_| page > 0);
    steps.chain(pages).chain([0, count.saturating_sub(1)]).filter(move |place| *place < count)
}

fn link_of(hit: &Hit) -> Option<String> {
    match hit.get()? {
        Row::Code(code) => Some(code.link().into_owned()),
        Row::Group(group) => group.invite_link.url().map(str::to_owned),
        Row::Retired(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_ones_come_first_and_none_beyond_the_ends() {
        let of = |at, count| around(at, count, 0).collect::<Vec<_>>();
        assert_eq!(of(5, 10), [6, 4, 7, 3, 0, 9]);
        assert_eq!(around(50, 100, 20).collect::<Vec<_>>(), [51, 49, 52, 48, 70, 30, 0, 99]);
        assert_eq!(of(0, 3), [1, 2, 0, 2]);
        assert_eq!(of(2, 3), [1, 0, 0, 2]);
        assert_eq!(of(0, 0), Vec::<usize>::new());
    }
}
