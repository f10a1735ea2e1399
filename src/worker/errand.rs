//! What is done on this machine.

use std::path::PathBuf;
use std::time::Duration;

use reqwest::Url;
use tokio::task;

use crate::app::effect::Reply;
use crate::app::{Errand, SaveOrder};
use crate::audit::complete;
use crate::export::{self, Fonts, Layout, Pixels, Print, Sheet, SheetStyle, Style};
use crate::model::{Error, ErrorKind, Result, clean};

/// How long a program that opens links may take to say that it cannot. One that runs longer than this has the link.
const OPEN_WITHIN: Duration = Duration::from_secs(3);

/// Does an errand.
pub(super) async fn run(errand: Errand) -> Result<Reply> {
    match errand {
        Errand::Open(link) => {
            let url = web(&link)?;
            blocking(move || open(&url)).await?.map(|()| Reply::Done)
        }
        Errand::Save(order) => blocking(move || save(&order)).await?,
        Errand::Complete(line) => blocking(move || Reply::Completed(complete(&line))).await,
        // Has a task of its own, which tells how far it has come.
        Errand::Audit(_) => Err(Error::new(ErrorKind::Internal, "An audit is no errand of this kind.")),
    }
}

/// Does something that waits for the machine, where that holds nobody up.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    task::spawn_blocking(work)
        .await
        .map_err(|_| Error::new(ErrorKind::Internal, "qrdeck made a mistake while it worked on this."))
}

/// The link as a URL that a browser is meant for. Links come from services: what they call `file:` or
/// `javascript:` is opened by nobody.
fn web(link: &str) -> Result<Url> {
    Url::parse(link.trim()).ok().filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host()).ok_or_else(
        || {
            let message = format!("{} is not the address of a web page, so it was not opened.", clean::line(link));
            Error::new(ErrorKind::Refused, message).advise("Copy it, if you know what it is.")
        },
    )
}

/// Hands a URL to whatever the system opens links with: as an argument, with no shell in between, detached from this
/// terminal.
fn open(url: &Url) -> Result<()> {
    let opened = if cfg!(windows) {
        open::that_detached(url.as_str())
    } else {
        open::that_detached_with_timeout(url.as_str(), OPEN_WITHIN)
    };
    opened.map_err(|error| {
        let message = format!("No browser took the link: {error}.");
        Error::new(ErrorKind::Config, message)
            .advise("Over ssh or without a desktop there is none: copy the link, or scan it.")
    })
}

/// The end of a save that nobody waited for.
pub(super) fn given_up() -> Error {
    Error::new(ErrorKind::OutcomeUnknown, "The saving was given up; some of the files may have been written.")
        .advise("Look into the directory. Each file that is there is whole and was decoded.")
}

/// What stands under each code of a sheet.
const CAPTION: &str = "{label|message}\n{number}\n{code}";
/// What stays free along the edges of a sheet, in millimetres.
const MARGIN_MM: f64 = 10.0;
/// What stays free between its codes, in millimetres.
const GAP_MM: f64 = 6.0;

/// Writes files, decodes them, and says where they are.
fn save(order: &SaveOrder) -> Result<Reply> {
    let layout = match order.sheet {
        None => Layout::Single,
        Some(paper) => Layout::Sheet(SheetStyle {
            sheet: Sheet { paper, landscape: false },
            margin_mm: MARGIN_MM,
            gap_mm: GAP_MM,
            grid: None,
            caption: CAPTION.parse()?,
            marks: true,
        }),
    };
    let name = order.name.trim();
    let request = export::Request {
        layout,
        format: order.format,
        print: Print { ecc: order.ecc, quiet: order.quiet },
        size_mm: order.size_um.map(|size| f64::from(size) / 1000.0),
        pixels: order.module_px.map_or_else(Pixels::default, Pixels::Module),
        style: Style::default(),
        name: if name.is_empty() { None } else { Some(name.parse()?) },
        fonts: Fonts::default(),
    };
    let directory = directory(&order.directory)?;
    let done = export::export(&order.items, &request, &directory, order.overwrite).map_err(of_the_form)?;
    Ok(Reply::Saved { files: done.files.into_iter().map(|file| file.path).collect(), notes: done.notes })
}

/// The directory that a person means.
fn directory(text: &str) -> Result<PathBuf> {
    let named = match text.trim().strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with(std::path::is_separator) => {
            let home = etcetera::home_dir()
                .map_err(|_| Error::config("There is no home directory.").advise("Name the directory in full."))?;
            home.join(rest.trim_start_matches(std::path::is_separator))
        }
        _ => PathBuf::from(text.trim()),
    };
    std::path::absolute(&named).map_err(|error| {
        Error::config(format!("The directory {} cannot be used: {error}.", clean::line(text)))
            .advise("Name another directory.")
    })
}

/// An error as the form tells it: what it advises for a command line has no place there.
fn of_the_form(error: Error) -> Error {
    match error.kind {
        ErrorKind::Refused => error.advise("Replace it, or choose another name or directory."),
        _ if error.advice.contains("--") => error.advise("Change the field it is about, and save again."),
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_pages_are_opened() {
        for good in ["https://wa.me/message/ANED2T5QRU7HG1", " https://chat.whatsapp.com/x\n", "http://127.0.0.1:1/x"] {
            assert!(web(good).is_ok(), "{good}");
        }
        for bad in ["file:///etc/passwd", "javascript:alert(1)", "-x", "--help", "wa.me/x", "", "mailto:a@b", "/bin/sh"]
        {
            assert_eq!(web(bad).unwrap_err().kind, ErrorKind::Refused, "{bad}");
        }
        let quoted = web("https://wa.me/a b\";$(id)`x`\u{202e}").unwrap();
        assert!(quoted.as_str().is_ascii() && !quoted.as_str().contains([' ', '"', '`']), "{quoted}");
    }
}
