//! What an audit has found, as a list: dead links first.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::checked::{Checked, short, where_is};
use crate::app::{AuditResult, LineInput, Logged};
use crate::audit::{Known, Skipped, Unread, Verdict, judge};
use crate::model::clean;
use crate::store::{EntryId, Made, Retirement};

/// A row of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditRow<'a> {
    /// A link at one of its places, which is told in words.
    Link(&'a Checked, usize),
    /// A file that was not looked at, or not wholly.
    LeftOut(&'a Skipped),
}

/// A row by its place in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Link(usize, usize),
    LeftOut(usize),
}

/// From so many columns of the list on, a row has one line.
const ONE_LINE: u16 = 96;
/// The same of two lines.
const TWO_LINES: u16 = 30;

/// The report, and where the person is in it.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditReport {
    /// How many files were looked at.
    pub files: usize,
    /// What was named.
    pub paths: Vec<PathBuf>,
    /// What did not answer.
    pub unread: Vec<Unread>,
    /// What rows must contain, in any case.
    pub filter: LineInput,
    /// Whether the filter is being typed.
    pub typing: bool,
    /// Whether the details of the selected row are read.
    pub details: bool,
    links: Vec<Checked>,
    left_out: Vec<Skipped>,
    rows: Vec<Row>,
    visible: Vec<usize>,
    selected: usize,
    root: Option<PathBuf>,
}

impl AuditReport {
    /// Judges what was found. `dress` adds what only the app knows of a link: its number's name and its label.
    pub(crate) fn new(result: AuditResult, retired: Vec<(Logged, Retirement)>, dress: impl Fn(&mut Checked)) -> Self {
        let AuditResult { paths, found, listed } = result;
        let mut logged = HashMap::new();
        let mut retirements = HashMap::new();
        for (entry, retirement) in retired {
            logged.insert(retirement.id.clone(), entry);
            retirements.insert(retirement.id.clone(), retirement);
        }
        let known = Known { alive: listed.alive, retirements, unread: listed.unread };
        let silent = silent(&known.unread);
        let (mut links, mut places) = (Vec::<Checked>::new(), HashMap::new());
        for finding in found.findings {
            let (verdict, id) = judge(&known, &finding.link);
            let at = *places.entry((finding.link.kind, id.clone())).or_insert_with(|| {
                let logged = if matches!(verdict, Verdict::Alive(_)) { None } else { logged.get(&id).cloned() };
                let (kind, places) = (finding.link.kind, Vec::new());
                let silent = matches!(verdict, Verdict::NotChecked(_)).then(|| silent.clone()).flatten();
                let mut link = Checked {
                    kind,
                    id,
                    verdict,
                    logged,
                    number: None,
                    label: None,
                    places,
                    silent,
                    ended_since: false,
                };
                dress(&mut link);
                links.push(link);
                links.len() - 1
            });
            links[at].places.push((finding.path, finding.place));
        }
        let mut rows: Vec<Row> = links
            .iter()
            .enumerate()
            .flat_map(|(at, link)| (0..link.places.len()).map(move |place| Row::Link(at, place)))
            .chain((0..found.skipped.len()).map(Row::LeftOut))
            .collect();
        rows.sort_by_cached_key(|row| match row {
            Row::Link(at, place) => {
                let (path, place) = &links[*at].places[*place];
                (links[*at].rank(), path.clone(), Some(*place))
            }
            // Before what works: a dead link may be in there.
            Row::LeftOut(at) => (4, found.skipped[*at].path.clone(), None),
        });
        let root = root(&paths);
        let visible = (0..rows.len()).collect();
        Self {
            files: found.files,
            paths,
            unread: known.unread,
            filter: LineInput::default(),
            typing: false,
            details: false,
            links,
            left_out: found.skipped,
            rows,
            visible,
            selected: 0,
            root,
        }
    }

    /// The lines of a row in a list of so many columns: what is where, and below it, where there is no room beside it,
    /// which link that is and its story. In few columns, the place alone takes two.
    pub(crate) fn lines_each(columns: u16) -> usize {
        match columns {
            ONE_LINE.. => 1,
            TWO_LINES.. => 2,
            _ => 3,
        }
    }

    /// The rows that pass the filter.
    pub fn visible(&self) -> impl ExactSizeIterator<Item = AuditRow<'_>> {
        self.visible.iter().map(|&at| self.row(at))
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The place of the selection among those that pass.
    pub fn position(&self) -> usize {
        self.selected
    }

    /// The selected row.
    pub fn selected(&self) -> Option<AuditRow<'_>> {
        self.visible.get(self.selected).map(|&at| self.row(at))
    }

    /// The link of the selected row.
    pub fn link(&self) -> Option<&Checked> {
        match self.selected()? {
            AuditRow::Link(link, _) => Some(link),
            AuditRow::LeftOut(_) => None,
        }
    }

    /// Where a row's link or file is, in words.
    pub fn place(&self, row: AuditRow<'_>) -> String {
        match row {
            AuditRow::Link(link, at) => {
                link.places.get(at).map_or_else(String::new, |(path, place)| where_is(path, *place, self.root()))
            }
            AuditRow::LeftOut(Skipped { path, .. }) => short(path, self.root()),
        }
    }

    /// The directory all paths lie in, which is left out of the places.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// How many places there are with each verdict, in words, and how many files were left out; without what is none.
    pub fn counts(&self) -> Vec<(usize, &'static str)> {
        let mut counts: Vec<(usize, &'static str)> = Vec::new();
        for row in &self.rows {
            let word = match row {
                Row::Link(at, _) => self.links[*at].word(),
                Row::LeftOut(_) => "left out",
            };
            match counts.iter_mut().find(|(_, known)| *known == word) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, word)),
            }
        }
        counts
    }

    /// All that is known of the selected row, by name. `keys` puts keys in the place of `{action}`.
    pub fn facts(&self, keys: impl Fn(&str) -> String) -> Vec<(&'static str, String)> {
        match self.selected() {
            Some(AuditRow::Link(link, _)) => link.facts(self.root(), keys),
            Some(AuditRow::LeftOut(Skipped { path, reason })) => {
                let meaning = "It was not looked at, or not wholly: a dead link may be in there. Look at it yourself, or \
                               make it readable and press {refresh}.";
                let path = clean::line(&path.display().to_string()).into_owned();
                vec![("Verdict", "left out".to_owned()), ("", keys(meaning)), ("File", path), ("Why", reason.clone())]
            }
            None => Vec::new(),
        }
    }

    /// The report of the rows that pass the filter, as text to copy.
    pub fn report(&self) -> String {
        let counts: Vec<_> = self.counts().into_iter().map(|(count, word)| format!("{count} {word}")).collect();
        let paths: Vec<_> = self.paths.iter().map(|path| short(path, None)).collect();
        let files = if self.files == 1 { "1 file".to_owned() } else { format!("{} files", self.files) };
        let mut text = format!("{}\n{} in {files}\n", paths.join("\n"), counts.join(", "));
        for row in self.visible() {
            let place = self.place(row);
            // Writing to a `String` cannot fail.
            let _ = match row {
                AuditRow::Link(link, _) => {
                    writeln!(text, "{:<12}{}  {place}  {}", link.word(), link.url(), clean::line(&link.story()))
                }
                AuditRow::LeftOut(Skipped { reason, .. }) => {
                    writeln!(text, "{:<12}{place}  {}", "left out", clean::line(reason))
                }
            };
        }
        text
    }

    /// Selects the row at a place, or the last one.
    pub(crate) fn go(&mut self, to: usize) {
        self.selected = to.min(self.visible.len().saturating_sub(1));
    }

    /// The filter has changed.
    pub(crate) fn sift(&mut self) {
        let here = self.visible.get(self.selected).copied();
        let needle = self.filter.text().trim().to_lowercase();
        // A link stands in many places; it is looked at once.
        let known: Vec<bool> = self.links.iter().map(|link| link.contains(&needle)).collect();
        let passes = |row: &Row| {
            let place = || self.place(self.get(*row)).to_lowercase().contains(&needle);
            needle.is_empty()
                || match row {
                    Row::Link(at, _) => known[*at] || place(),
                    Row::LeftOut(at) => place() || self.left_out[*at].reason.to_lowercase().contains(&needle),
                }
        };
        self.visible = (0..self.rows.len()).filter(|&at| passes(&self.rows[at])).collect();
        let found = here.and_then(|here| self.visible.binary_search(&here).ok());
        self.go(found.unwrap_or(0));
    }

    /// A code or an invite is dead since the audit.
    pub(crate) fn ended(&mut self, id: &str) {
        for link in self.links.iter_mut().filter(|link| link.id == id) {
            link.ended_since = true;
        }
    }

    /// A deleted code was created again.
    pub(crate) fn recreated(&mut self, entry: EntryId, made: &Made) {
        for link in &mut self.links {
            link.recreated(entry, made);
        }
    }

    fn row(&self, at: usize) -> AuditRow<'_> {
        self.get(self.rows[at])
    }

    fn get(&self, row: Row) -> AuditRow<'_> {
        match row {
            Row::Link(at, place) => AuditRow::Link(&self.links[at], place),
            Row::LeftOut(at) => AuditRow::LeftOut(&self.left_out[at]),
        }
    }
}

/// Who did not answer, in words.
fn silent(unread: &[Unread]) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for unread in unread {
        let name = unread.profile.as_ref().map_or_else(|| "the journal".to_owned(), |(name, _)| name.to_string());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// The directory that all paths lie in; the one path, where it is a directory that files lie in.
fn root(paths: &[PathBuf]) -> Option<PathBuf> {
    let first = paths.first()?;
    let shared = first.ancestors().find(|ancestor| paths.iter().all(|path| path.starts_with(ancestor)))?;
    Some(shared.to_owned())
}
