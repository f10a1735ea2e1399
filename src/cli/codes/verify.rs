//! `qrdeck codes verify`

use std::path::{Path, PathBuf};

use clap::Args;
use clap_complete::ArgValueCompleter;
use serde::Serialize;

use super::{CodeMatch, find};
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::named_code::named_codes;
use crate::cli::number_option::NumberOption;
use crate::cli::rows::CodeRow;
use crate::export::name::Names;
use crate::export::{Replace, save};
use crate::model::{CodeKey, ErrorKind, NumberKey, clean};
use crate::provider::Connect as _;
use crate::worker::{self, SeenPicture};

/// Check that the service's own picture of a code encodes its link, and keep it
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
The picture is fetched from the service's hosts, without a credential, and decoded. Exit status
1 if a picture encodes something else: do not print it.

--out keeps the pictures as they were served, as CODE.png or CODE.svg. One that encodes something
else is not kept. `codes export` draws codes in other formats and sizes, without the service.

Examples:
  qrdeck codes verify ANED2T5QRU7HG1
  qrdeck codes verify ANED2T5QRU7HG1 --out pictures")]
pub(in crate::cli) struct Verify {
    /// The codes, or their links; `-` reads them from standard input, one a line
    #[arg(required = true, value_name = "CODE", add = ArgValueCompleter::new(candidates::codes))]
    codes: Vec<String>,
    #[command(flatten)]
    number: NumberOption,
    /// Keep the pictures in this directory
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Overwrite existing files
    #[arg(long, requires = "out")]
    force: bool,
}

/// A code and what its picture says.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct VerifiedRow<'a> {
    /// The code.
    #[serde(flatten)]
    code: CodeRow<'a>,
    /// What the service's picture encodes; null where it has none.
    says: Option<&'a str>,
    /// Whether that is the link; null where there is no picture.
    matches: Option<bool>,
    /// Where the picture is kept; null where it is not.
    file: Option<String>,
}

/// A code that was looked at.
struct Looked {
    found: CodeMatch,
    /// What the service has of it, where it has anything.
    seen: Option<SeenPicture>,
    /// Where that is kept.
    file: Option<PathBuf>,
}

impl Looked {
    /// Whether the picture encodes the link.
    fn matches(&self) -> Option<bool> {
        self.seen.as_ref().map(|seen| seen.says == self.found.code.link)
    }

    /// What a person is told.
    fn line(&self) -> String {
        let code = &self.found.code;
        let kept = self.file.as_ref().map(|file| format!(", and is kept as {}", file.display())).unwrap_or_default();
        match &self.seen {
            Some(seen) if seen.says == code.link => {
                format!("{}: the picture encodes the link {}{kept}", code.code, seen.says)
            }
            Some(seen) => format!("{}: the picture encodes {}, but the link is {}", code.code, seen.says, code.link),
            None => format!("{}: the service has no picture", code.code),
        }
    }
}

impl Verify {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let wanted = named_codes(&self.codes, console)?;
        let mut looked = Vec::new();
        for found in find::all(context, &wanted, &self.number).await? {
            let seen = look(context, &found).await.map_err(|failure| failure.of(&found.of.profile.name))?;
            looked.push(Looked { found, seen, file: None });
        }
        if let Some(dir) = &self.out {
            self.keep(dir, &mut looked)?;
        }
        let differs = looked.iter().any(|looked| looked.matches() == Some(false));
        let exit = if differs { Exit::Failed } else { Exit::Done };
        if console.is_json() {
            console.list(looked.iter().map(|looked| VerifiedRow {
                code: CodeRow::new(&looked.found.of, &looked.found.code, false),
                says: looked.seen.as_ref().map(|seen| seen.says.as_str()),
                matches: looked.matches(),
                file: looked.file.as_ref().map(|file| file.display().to_string()),
            }))?;
            return Ok(exit);
        }
        for looked in &looked {
            console.print(&format!("{}\n", clean::line(&looked.line())))?;
        }
        Ok(exit)
    }

    /// Keeps the pictures that encode their links: all of them, or none where a file is in the way.
    fn keep(&self, dir: &Path, looked: &mut [Looked]) -> Result<(), Failure> {
        let replace = if self.force { Replace::All } else { Replace::Nothing };
        // What a service calls a code is no file name yet.
        let mut names = Names::default();
        let mut kept = Vec::new();
        for looked in looked.iter_mut().filter(|looked| looked.matches() == Some(true)) {
            let Some(SeenPicture { picture, .. }) = &looked.seen else { continue };
            let path = dir.join(names.name(looked.found.code.code.as_str(), picture.format.extension()));
            if !self.force && path.symlink_metadata().is_ok() {
                let message = format!("{} already exists; nothing was written.", path.display());
                return Err(Failure::refused(message, "Choose another directory, or overwrite it with --force."));
            }
            kept.push((looked, path));
        }
        for (looked, path) in kept {
            if let Some(seen) = &looked.seen {
                save::keep(&path, &seen.picture.bytes, replace)?;
            }
            looked.file = Some(path);
        }
        Ok(())
    }
}

/// The service's picture of a code; nothing where there is none.
async fn look(context: &Context, CodeMatch { of, code }: &CodeMatch) -> Result<Option<SeenPicture>, Failure> {
    let number = NumberKey { profile: of.profile.name.clone(), number: of.phone.id.clone() };
    let key = CodeKey { number, code: code.code.clone() };
    let places = context.pictures(&of.profile.name);
    match worker::look_at_picture(&*of.provider, &of.call(context), &key, &places).await {
        Ok(seen) => Ok(Some(seen)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}
