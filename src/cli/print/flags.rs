//! The flags of exports, and the request they make.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::export::{
    ExportRequest, Fonts, Format, Layout, Paper, Pixels, PosterStyle, Print, Sheet, SheetStyle, Template, TextStyle,
    caption, grid, poster, sheet, symbol::MOST_MM,
};
use crate::model::Result;
use crate::qr::{Ecc, Quiet};

/// How the files are written.
#[derive(Debug, Clone, PartialEq, Args)]
pub(in crate::cli) struct Flags {
    /// The file format: vectors (pdf, svg, eps), pixels (png) or characters (txt)
    #[arg(long, value_name = "FORMAT", ignore_case = true)]
    format: Kind,
    /// The directory to write them to
    #[arg(long, value_name = "DIR")]
    pub(super) out: PathBuf,
    /// File names without extension, from {code} {number} {label} {tags} {name} {message} {profile}; {label|code}
    /// uses the first that exists
    #[arg(long, value_name = "TEMPLATE")]
    name: Option<Template>,
    /// Overwrite existing files
    #[arg(long)]
    pub(super) force: bool,
    /// Side of a code in millimetres, including its light border [default: 30; in grids and posters, what fits]
    #[arg(long, value_name = "MM", value_parser = length, help_heading = "The code")]
    size_mm: Option<f64>,
    /// Minimum error correction: L, M, Q or H; a stronger level is used if it takes no more space
    #[arg(long, value_name = "LEVEL", ignore_case = true, default_value = "m", help_heading = "The code")]
    ecc: Level,
    /// Light border in modules, at least 2; the standard requires 4
    #[arg(long, value_name = "MODULES", default_value_t = 4, value_parser = clap::value_parser!(u8).range(2..=40), help_heading = "The code")]
    quiet: u8,
    /// Minimum resolution of a PNG in pixels per inch [default: 600]
    #[arg(long, value_name = "N", value_parser = length, help_heading = "The code")]
    dpi: Option<f64>,
    /// Pixels per module of a PNG, instead of --dpi
    #[arg(long, value_name = "N", conflicts_with = "dpi", value_parser = clap::value_parser!(u16).range(1..), help_heading = "The code")]
    module_px: Option<u16>,
    /// Characters of a TXT file: blocks for paper, coloured blocks for any terminal, or ASCII
    #[arg(long, value_name = "STYLE", ignore_case = true, default_value = "blocks", help_heading = "The code")]
    text: Characters,
    /// Many codes on a page of this paper
    #[arg(
        long,
        value_name = "PAPER",
        ignore_case = true,
        conflicts_with = "poster",
        help_heading = "Sheets and posters"
    )]
    sheet: Option<PaperSize>,
    /// One code on a page of this paper (as in --poster=a3), with a headline
    #[arg(
        long,
        value_name = "PAPER",
        ignore_case = true,
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "a4",
        help_heading = "Sheets and posters"
    )]
    poster: Option<PaperSize>,
    /// Use the paper in landscape orientation
    #[arg(long, help_heading = "Sheets and posters")]
    landscape: bool,
    /// Columns and rows of a sheet, as in 3x4 [default: as many as fit]
    #[arg(long, value_name = "CxR", requires = "sheet", value_parser = columns_and_rows, help_heading = "Sheets and posters")]
    grid: Option<(u16, u16)>,
    /// Margin of a sheet in millimetres
    #[arg(long, value_name = "MM", default_value_t = sheet::MARGIN_MM, value_parser = length, help_heading = "Sheets and posters")]
    margin_mm: f64,
    /// Caption under each code of a sheet; \n starts a new line [default: label or message, number, code]
    #[arg(long, value_name = "TEMPLATE", requires = "sheet", value_parser = Template::of_lines, help_heading = "Sheets and posters")]
    caption: Option<Template>,
    /// Print a sheet without cut marks
    #[arg(long, requires = "sheet", help_heading = "Sheets and posters")]
    no_cut_marks: bool,
    /// Headline above the code of a poster [default: {name}]
    #[arg(long, value_name = "TEMPLATE", requires = "poster", help_heading = "Sheets and posters")]
    headline: Option<Template>,
    /// Call to action on a poster [default: Scan to chat on WhatsApp; for groups, Scan to join on WhatsApp]
    #[arg(long, value_name = "TEMPLATE", requires = "poster", help_heading = "Sheets and posters")]
    action: Option<Template>,
    /// A font file for captions and headlines, used before the built-in font; repeat the option for several. The
    /// built-in font has Latin, Greek, Cyrillic, Arabic and Hebrew letters; for others, fonts installed on this machine
    /// are used
    #[arg(long, value_name = "FILE", help_heading = "Sheets and posters")]
    font: Vec<PathBuf>,
}

impl Flags {
    /// What they ask for. `action` is what posters ask people to do where the flags do not say.
    pub(super) fn request(&self, action: &str) -> Result<ExportRequest> {
        let template = |given: &Option<Template>, otherwise: &str| given.clone().map_or_else(|| otherwise.parse(), Ok);
        let layout = match (self.sheet, self.poster) {
            (Some(paper), _) => Layout::Sheet(SheetStyle {
                sheet: Sheet { paper: paper.into(), landscape: self.landscape },
                margin_mm: self.margin_mm,
                gap_mm: sheet::GAP_MM,
                grid: self.grid,
                caption: template(&self.caption, caption::USUAL)?,
                marks: !self.no_cut_marks,
            }),
            (None, Some(paper)) => Layout::Poster(PosterStyle {
                sheet: Sheet { paper: paper.into(), landscape: self.landscape },
                headline: template(&self.headline, poster::HEADLINE)?,
                action: template(&self.action, action)?,
            }),
            (None, None) => Layout::Single,
        };
        let pixels = self.module_px.map(Pixels::Module).or_else(|| self.dpi.map(Pixels::Dpi)).unwrap_or_default();
        Ok(ExportRequest {
            layout,
            format: self.format.into(),
            print: Print { ecc: self.ecc.into(), quiet: Quiet::new(self.quiet) },
            size_mm: self.size_mm,
            pixels,
            style: self.text.into(),
            name: self.name.clone(),
            fonts: Fonts::with_files(&self.font)?,
        })
    }
}

/// A length or resolution above zero.
pub(super) fn length(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number > 0.0 && number <= MOST_MM => Ok(number),
        _ => Err(format!("give a number above zero and at most {MOST_MM} mm")),
    }
}

/// `3x4`
pub(super) fn columns_and_rows(text: &str) -> Result<(u16, u16), String> {
    grid::columns_and_rows(text).ok_or_else(|| "give columns and rows, as in 3x4".to_owned())
}

/// The value of `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Png,
    Svg,
    Pdf,
    Eps,
    Txt,
}

impl From<Kind> for Format {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Png => Self::Png,
            Kind::Svg => Self::Svg,
            Kind::Pdf => Self::Pdf,
            Kind::Eps => Self::Eps,
            Kind::Txt => Self::Txt,
        }
    }
}

/// The value of `--ecc`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Level {
    L,
    M,
    Q,
    H,
}

impl From<Level> for Ecc {
    fn from(level: Level) -> Self {
        match level {
            Level::L => Self::Low,
            Level::M => Self::Medium,
            Level::Q => Self::Quartile,
            Level::H => Self::High,
        }
    }
}

/// The value of `--text`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Characters {
    Blocks,
    Terminal,
    Ascii,
}

impl From<Characters> for TextStyle {
    fn from(characters: Characters) -> Self {
        match characters {
            Characters::Blocks => Self::Blocks,
            Characters::Terminal => Self::Terminal,
            Characters::Ascii => Self::Ascii,
        }
    }
}

/// The value of `--sheet` and `--poster`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperSize {
    A4,
    A3,
    Letter,
}

impl From<PaperSize> for Paper {
    fn from(size: PaperSize) -> Self {
        match size {
            PaperSize::A4 => Self::A4,
            PaperSize::A3 => Self::A3,
            PaperSize::Letter => Self::Letter,
        }
    }
}
