//! `qrdeck qr`

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Named, Target};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::room::Room;
use crate::export::symbol::Symbol;
use crate::export::{Print, TextStyle, txt};
use crate::model::{Error, ErrorKind};
use crate::qr::terminal::{self, Undrawn};
use crate::qr::{Ink, Matrix, Quiet};

/// Rows that the prompt takes after the command has ended.
const PROMPT: usize = 1;

/// Draw a link as a QR code that a phone can scan
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
On a terminal the code is black on white, whole, with its light border, and decoded before it is shown; if the terminal
is too small, nothing is drawn. In a pipe or a file it is half blocks in no colour, for dark text on a light background.
A link is drawn without asking anybody. Examples:
  qrdeck qr ANED2T5QRU7HG1
  qrdeck qr https://wa.me/message/ANED2T5QRU7HG1
  qrdeck qr ANED2T5QRU7HG1 --cached --style ascii > code.txt")]
pub(in crate::cli) struct Qr {
    #[command(flatten)]
    named: Named,
    /// The characters it is drawn with [default: terminal on a terminal, else blocks]
    #[arg(long, value_name = "STYLE", ignore_case = true)]
    style: Option<Style>,
    /// Without colours: the same as --style blocks
    #[arg(long, conflicts_with = "style")]
    plain: bool,
}

/// The value of `--style`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Style {
    /// Half blocks in black on white, for any terminal
    Terminal,
    /// Half blocks in the colours that there are, for paper and light windows
    Blocks,
    /// ## for a dark square, two blanks for a light one
    Ascii,
}

/// What `--json` answers.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Row<'a> {
    /// What the code says.
    link: &'a str,
    /// Null for a link that was given as one; so are those below.
    profile: Option<&'a str>,
    provider: Option<&'static str>,
    number_id: Option<&'a str>,
    code: Option<&'a str>,
    group_id: Option<&'a str>,
    /// The message of the code, or the name of the group.
    message: Option<&'a str>,
    /// Squares on each side, without the light border.
    size: u16,
    /// The light border that belongs around it, in squares.
    quiet_zone: u16,
    /// The rows from the top, each square a `1` if it is dark, else a `0`.
    rows: Vec<String>,
}

impl Qr {
    pub(in crate::cli) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let target = self.named.find(context).await?;
        let link = target.link();
        if console.is_json() {
            let symbol = Symbol::new(&link, Print::default())?;
            console.document(&row(&target, &link, symbol.matrix()))?;
            return Ok(Exit::Done);
        }
        let text = self.draw(&link, console.room())?;
        console.print(&text)?;
        Ok(Exit::Done)
    }

    /// The lines of the code.
    fn draw(&self, link: &str, room: Room) -> Result<String, Failure> {
        let symbol = Symbol::new(link, Print::default())?;
        let style = match (self.style, self.plain) {
            (Some(style), _) => style,
            (None, false) if room.ascii => Style::Ascii,
            (None, false) if room.escapes => Style::Terminal,
            (None, _) => Style::Blocks,
        };
        let modules = usize::from(symbol.modules());
        let text = match style {
            Style::Terminal if room.width.is_some() => return on_terminal(link, room),
            Style::Terminal => txt::write(&symbol, TextStyle::Terminal),
            Style::Blocks => txt::write(&symbol, TextStyle::Blocks),
            Style::Ascii => txt::write(&symbol, TextStyle::Ascii),
        };
        let columns = if style == Style::Ascii { 2 * modules } else { modules };
        fits(columns, text.lines().count(), room)?;
        Ok(text)
    }
}

/// Draws it as the app does, in what room there is.
fn on_terminal(link: &str, room: Room) -> Result<String, Failure> {
    let matrix = Matrix::encode(link).map_err(|error| Error::new(ErrorKind::Internal, error.to_string()))?;
    let least = |size: Option<usize>| size.map_or(u16::MAX, |size| u16::try_from(size).unwrap_or(u16::MAX));
    let rows = room.height.map(|rows| rows.saturating_sub(PROMPT));
    let var = |name| std::env::var(name).ok();
    let ink = Ink::for_terminal(var("COLORTERM").as_deref(), var("TERM").as_deref());
    terminal::draw(&matrix, least(room.width), least(rows), ink).map_err(|undrawn| match undrawn {
        Undrawn::TooSmall { columns, rows } => too_small(columns.into(), rows.into(), room),
        Undrawn::Unreadable => {
            Error::new(ErrorKind::Internal, "The code was drawn, but could not be decoded, so it is not shown.")
                .advise("`qrdeck codes export` writes it to a file.")
                .into()
        }
    })
}

/// Refuses a drawing that the terminal would break or scroll away.
fn fits(columns: usize, rows: usize, room: Room) -> Result<(), Failure> {
    let is_under = |size: Option<usize>, needed: usize| size.is_some_and(|size| size < needed);
    if is_under(room.width, columns) || is_under(room.height, rows + PROMPT) {
        return Err(too_small(columns, rows, room));
    }
    Ok(())
}

fn too_small(columns: usize, rows: usize, room: Room) -> Failure {
    let has = match (room.width, room.height) {
        (Some(columns), Some(rows)) => format!("{columns} columns and {rows} rows"),
        (columns, _) => format!("{} columns", columns.unwrap_or_default()),
    };
    let rows = rows + PROMPT;
    let message = format!(
        "The terminal is too small for this code: it needs {columns} columns and {rows} rows, and there are {has}."
    );
    Error::config(message).advise("Enlarge the terminal, or write the code to a file: qrdeck codes export.").into()
}

/// The code for programs.
fn row<'a>(target: &'a Target, link: &'a str, matrix: &Matrix) -> Row<'a> {
    let size = matrix.size();
    let square = |x, y| if matrix.dark(x, y) { '1' } else { '0' };
    let of = match target {
        Target::Link(_) => None,
        Target::Code(found) => Some(&found.of),
        Target::Group(found, _) => Some(&found.of),
    };
    let (code, group_id, message) = match target {
        Target::Link(_) => (None, None, None),
        Target::Code(found) => (Some(found.code.code.as_str()), None, Some(found.code.message.as_str())),
        Target::Group(found, _) => (None, Some(found.group.id.as_str()), Some(found.group.subject.as_str())),
    };
    Row {
        link,
        profile: of.map(|of| of.profile.name.as_str()),
        provider: of.map(|of| of.profile.provider.as_str()),
        number_id: of.map(|of| of.phone.id.as_str()),
        code,
        group_id,
        message,
        size,
        quiet_zone: Quiet::STANDARD.modules(),
        rows: (0..size).map(|y| (0..size).map(|x| square(x, y)).collect()).collect(),
    }
}
