//! Codes as files for print: single codes, sheets of many, posters.
//!
//! [`export`] takes links with the words known of them ([`Item`]) and a [`ExportRequest`], and hands back files that
//! were read again from the disk and decoded ([`Saved`]). Nothing here knows of services or of the app.
//!
//! How a file comes to be: a `Symbol` is a code with its quiet zone; a layout ([`sheet`], [`poster`], or the code
//! alone) puts symbols, text and cut marks on a [`page::Page`], which is nothing but filled paths in millimetres; a
//! writer ([`svg`], [`pdf`], [`eps`]) turns the page into bytes; [`save`] writes them under a temporary name, lets
//! [`check`] decode them, and only then gives them their name. PNG and TXT have no pages; they are written from the
//! symbol.
//!
//! What makes it fit for a print shop:
//!
//! * Vectors in real millimetres, black on the black plate alone, one closed outline a code, no fonts: captions are
//!   outlines too. [`text`] says which letters there are and why.
//! * At least error correction M, stronger where it costs no room; four modules of quiet zone, two at the least.
//! * A code whose modules would be under 0.25 mm is refused, one under 0.4 mm is noted.
//!
//! What is not done: colours, logos in the middle of a code, bleed, PDF/X conformance (it needs an output profile
//! that only the shop knows), and many codes in one picture of pixels.

pub mod caption;
pub mod check;
pub mod content;
pub mod eps;
pub mod forecast;
pub mod format;
pub mod gaps;
pub mod grid;
pub mod item;
pub mod marks;
pub mod monitor;
pub mod name;
mod outline;
pub mod page;
pub mod paper;
pub mod pdf;
pub mod png;
pub mod poster;
pub mod save;
pub mod sheet;
pub mod sheets_file;
pub mod svg;
pub mod symbol;
pub mod template;
pub mod text;
pub mod thumbnail;
pub mod txt;

use std::path::Path;

pub use self::check::Decoded;
pub use self::forecast::{Forecast, forecast};
pub use self::format::Format;
pub use self::item::Item;
pub use self::monitor::ExportMonitor;
pub use self::paper::{Paper, Sheet};
pub use self::png::Pixels;
pub use self::poster::PosterStyle;
pub use self::save::{Replace, Saved};
pub use self::sheet::SheetStyle;
pub use self::symbol::Print;
pub use self::template::Template;
pub use self::text::Fonts;
use self::text::Weight;
pub use self::thumbnail::{Mark, Thumbnail};
pub use self::txt::TextStyle;

use self::check::Expected;
use self::gaps::Gaps;
use self::name::Names;
use self::page::Page;
use self::save::PlannedFile;
use self::symbol::{SAFE_MODULE_MM, Symbol};
use crate::model::{Error, ErrorKind, Result};

/// The side of a code, quiet zone included, where nothing else is asked for: read from an arm's length.
pub const DEFAULT_SIZE_MM: f64 = 30.0;

/// What a file shows.
#[derive(Debug, Clone)]
pub enum Layout {
    /// A file for each code, with nothing else in it.
    Single,
    /// As many codes on a page as it holds.
    Sheet(SheetStyle),
    /// A page for each code, with a headline.
    Poster(PosterStyle),
}

/// What to make of codes.
#[derive(Debug)]
pub struct ExportRequest {
    /// What each file shows.
    pub layout: Layout,
    /// The kind of files.
    pub format: Format,
    /// How codes are encoded.
    pub print: Print,
    /// The side of a code in millimetres, quiet zone included; without it [`DEFAULT_SIZE_MM`], and in grids and on
    /// posters as large as there is room.
    pub size_mm: Option<f64>,
    /// The resolution of PNG.
    pub pixels: Pixels,
    /// The characters of TXT.
    pub style: TextStyle,
    /// The names of the files, without extension; each layout has its own otherwise.
    pub name: Option<Template>,
    /// The letters of captions and headlines.
    pub fonts: Fonts,
}

impl ExportRequest {
    /// Looks among the fonts of this machine for letters of captions and headlines that those of qrdeck lack. Reads
    /// files, many of them where there are such letters.
    pub fn borrow_fonts(&mut self, items: &[Item]) {
        let templates = match &self.layout {
            Layout::Single => Vec::new(),
            Layout::Sheet(style) => vec![(Weight::Regular, &style.caption)],
            Layout::Poster(style) => vec![(Weight::Bold, &style.headline), (Weight::Regular, &style.action)],
        };
        let filled = |item| templates.iter().map(move |(weight, template)| (*weight, template.fill(item).into()));
        self.fonts.borrow(items.iter().flat_map(filled));
    }
}

/// The result of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExportResult {
    /// The files, each decoded.
    pub files: Vec<Saved>,
    /// What a person should know of them, in sentences, uncleaned.
    pub notes: Vec<String>,
    /// The names of the files that are not there, because it was stopped or failed before.
    pub unsaved: Vec<String>,
    /// Why, where it was not stopped.
    pub error: Option<Error>,
}

/// Writes the files of a request into a directory, which is made if need be. Blocks on the disk and computes.
///
/// # Errors
/// What [`plan`] and [`save::prepare`] refuse. Nothing is written before all files were planned and none is in the
/// way; a failure after that is part of the outcome, with the files before it, each of them whole.
pub fn export(
    items: &[Item],
    request: &ExportRequest,
    dir: &Path,
    replace: Replace<'_>,
    monitor: &ExportMonitor<'_>,
) -> Result<ExportResult> {
    let (drafts, notes) = plan(items, request, monitor)?;
    save::prepare(dir, &drafts, replace)?;
    Ok(ExportResult { notes, ..write(&drafts, dir, replace, monitor) })
}

/// Writes planned files into a directory that is there. Blocks on the disk and computes.
pub fn write(drafts: &[PlannedFile], dir: &Path, replace: Replace<'_>, monitor: &ExportMonitor<'_>) -> ExportResult {
    let mut outcome = ExportResult::default();
    for (at, draft) in drafts.iter().enumerate() {
        match save::save(dir, draft, replace, monitor) {
            Ok(saved) => outcome.files.push(saved),
            Err(error) => {
                outcome.unsaved = drafts.iter().skip(at).map(|draft| draft.name.clone()).collect();
                outcome.error = Some(error).filter(|error| error.kind != ErrorKind::Cancelled);
                break;
            }
        }
    }
    outcome
}

/// Makes the files of a request, without writing them, and says what a person should know of them.
///
/// # Errors
/// [`ErrorKind::Config`] for sizes that cannot be read or have no room, and for pages in a format that has none;
/// [`ErrorKind::InvalidInput`] for a text that no code holds; [`ErrorKind::Cancelled`] where it was stopped.
pub fn plan(
    items: &[Item],
    request: &ExportRequest,
    monitor: &ExportMonitor<'_>,
) -> Result<(Vec<PlannedFile>, Vec<String>)> {
    if !matches!(request.layout, Layout::Single) && !request.format.holds_pages() {
        return Err(Error::config(format!(
            "Sheets and posters are vector graphics, which {} cannot hold.",
            request.format
        ))
        .advise("Use --format pdf, svg or eps."));
    }
    let encoded = items.iter().map(|item| {
        let symbol = Symbol::new(&item.link, request.print)?;
        if monitor.goes_on() { Ok((symbol, item)) } else { Err(save::stopped()) }
    });
    let codes: Vec<(Symbol, &Item)> = encoded.collect::<Result<_>>()?;
    let (drafts, mut notes) = match &request.layout {
        Layout::Single => (singles(&codes, request)?, Vec::new()),
        Layout::Sheet(style) => sheets(&codes, style, request)?,
        Layout::Poster(style) => posters(&codes, style, request)?,
    };
    if request.format != Format::Txt {
        notes.extend(small(&drafts));
    }
    Ok((drafts, notes))
}

/// A file for each code.
fn singles(codes: &[(Symbol, &Item)], request: &ExportRequest) -> Result<Vec<PlannedFile>> {
    let mut names = Namer::new(request, name::SINGLE)?;
    let single = |(number, (symbol, item)): (usize, &(Symbol, &Item))| {
        // Characters have no size; one millimetre a module stands for all.
        let size_mm = match request.format {
            Format::Txt => f64::from(symbol.modules()),
            _ => request.size_mm.unwrap_or(DEFAULT_SIZE_MM),
        };
        let page = symbol.page(number, size_mm)?;
        let bytes = match request.format {
            Format::Png => png::write(symbol, size_mm, request.pixels)?,
            Format::Txt => txt::write(symbol, request.style).into_bytes(),
            format => vectors(format, std::slice::from_ref(&page), &item.code),
        };
        Ok(names.draft(item, "", bytes, &[page]))
    };
    codes.iter().enumerate().map(single).collect()
}

/// Sheets: one PDF of all pages, or a file for each page.
fn sheets(
    codes: &[(Symbol, &Item)],
    style: &SheetStyle,
    request: &ExportRequest,
) -> Result<(Vec<PlannedFile>, Vec<String>)> {
    let (pages, gaps) = sheet::lay_out(codes, style, request.size_mm, &request.fonts)?;
    let notes = gaps.notes();
    let mut names = Namer::new(request, name::SHEET)?;
    let Some((_, first)) = codes.first() else { return Ok((Vec::new(), notes)) };
    let drafts = match (request.format, pages.len()) {
        (Format::Pdf, _) | (_, 1) => vec![names.draft(first, "", vectors(request.format, &pages, "QR codes"), &pages)],
        (format, _) => pages
            .chunks(1)
            .zip(1..)
            .map(|(page, number)| {
                let item = page.first().and_then(|page| codes.get(page.spots.first()?.item));
                let bytes = vectors(format, page, "QR codes");
                names.draft(item.map_or(*first, |(_, item)| *item), &format!("-{number}"), bytes, page)
            })
            .collect(),
    };
    Ok((drafts, notes))
}

/// A poster for each code.
fn posters(
    codes: &[(Symbol, &Item)],
    style: &PosterStyle,
    request: &ExportRequest,
) -> Result<(Vec<PlannedFile>, Vec<String>)> {
    let mut names = Namer::new(request, name::POSTER)?;
    let (mut drafts, mut gaps) = (Vec::new(), Gaps::default());
    for (number, (symbol, item)) in codes.iter().enumerate() {
        let (page, more) = poster::lay_out(symbol, number, item, style, request.size_mm, &request.fonts)?;
        let bytes = vectors(request.format, std::slice::from_ref(&page), &item.code);
        drafts.push(names.draft(item, "", bytes, &[page]));
        gaps.extend(more);
    }
    Ok((drafts, gaps.notes()))
}

/// Pages in a vector format. Formats of one page take the first.
fn vectors(format: Format, pages: &[Page], title: &str) -> Vec<u8> {
    match (format, pages) {
        (Format::Pdf, pages) => pdf::write(pages, title),
        (Format::Eps, [page, ..]) => eps::write(page),
        (_, [page, ..]) => svg::write(page).into_bytes(),
        (_, []) => Vec::new(),
    }
}

/// Codes that print very small.
fn small(drafts: &[PlannedFile]) -> Option<String> {
    let spots = || drafts.iter().flat_map(|draft| &draft.expected).flat_map(|page| &page.spots);
    let small = spots().filter(|spot| spot.module_mm < SAFE_MODULE_MM).count();
    let least = spots().map(|spot| spot.module_mm).fold(f64::INFINITY, f64::min);
    (small > 0).then(|| {
        format!(
            "The squares of {small} codes are {least:.2} mm. Some phones cannot read squares under {SAFE_MODULE_MM} \
             mm: print one and try it, or make the codes larger."
        )
    })
}

struct Namer {
    names: Names,
    template: Template,
    format: Format,
}

impl Namer {
    /// Names as the request wants them, or else by a template of the layout.
    fn new(request: &ExportRequest, otherwise: &str) -> Result<Self> {
        let template = request.name.clone().map_or_else(|| otherwise.parse(), Ok)?;
        Ok(Self { names: Names::default(), template, format: request.format })
    }

    /// A file of these pages, named after an item.
    fn draft(&mut self, item: &Item, suffix: &str, bytes: Vec<u8>, pages: &[Page]) -> PlannedFile {
        let text = format!("{}{suffix}", self.template.fill_name(item));
        PlannedFile {
            name: self.names.name(&text, self.format.extension()),
            format: self.format,
            bytes,
            expected: pages.iter().map(Expected::of).collect(),
        }
    }
}
