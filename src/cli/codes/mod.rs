//! `qrdeck codes`

mod bulk;
mod columns;
mod create;
mod delete;
mod export;
pub(super) mod find;
mod find_text;
mod list;
mod show;
mod update;
pub(super) mod verify;

pub(super) use bulk::{Unanswered, delete_codes};
use clap::{Subcommand, ValueEnum};

use super::console::Console;
use super::failure::{Exit, Failure};
use super::reachable_number::ReachableNumber;
use super::rows::CodeRow;
use crate::cli::context::Context;
use crate::model::{ImageFormat, QrCode, clean};

/// Message QR codes.
#[derive(Debug, Clone, PartialEq, Subcommand)]
pub(super) enum Codes {
    /// List codes
    List(list::List),
    /// Find codes by what is known of them
    Find(find_text::Find),
    /// Show a code
    Show(show::Show),
    /// Create a code
    Create(create::Create),
    /// Change the message of a code; on CAMS this replaces the code and kills the printed one
    Update(update::Update),
    /// Delete codes permanently
    Delete(delete::Delete),
    /// Check that the service's own picture of a code encodes its link
    Verify(verify::Verify),
    /// Write codes to files for print
    Export(Box<export::Export>),
}

impl Codes {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::List(command) => command.run(context, console).await,
            Self::Find(command) => command.run(context, console).await,
            Self::Show(command) => command.run(context, console).await,
            Self::Create(command) => command.run(context, console).await,
            Self::Update(command) => command.run(context, console).await,
            Self::Delete(command) => command.run(context, console).await,
            Self::Verify(command) => command.run(context, console).await,
            Self::Export(command) => command.run(context, console).await,
        }
    }

    /// Whether it changes something at a service.
    pub(super) fn changes(&self) -> bool {
        match self {
            Self::List(_) | Self::Find(_) | Self::Show(_) | Self::Verify(_) | Self::Export(_) => false,
            Self::Create(_) | Self::Update(_) | Self::Delete(_) => true,
        }
    }
}

/// The value of `--image`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Image {
    /// Pixels
    Png,
    /// Vectors
    Svg,
}

impl From<Image> for ImageFormat {
    fn from(image: Image) -> Self {
        match image {
            Image::Png => Self::Png,
            Image::Svg => Self::Svg,
        }
    }
}

/// A code and its number.
#[derive(Debug, Clone)]
pub(super) struct CodeMatch {
    pub(super) of: ReachableNumber,
    pub(super) code: QrCode,
}

impl AsRef<Self> for CodeMatch {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl CodeMatch {
    /// What a person has to see before it is gone. Each thing keeps to its line: a message with line breaks cannot
    /// pretend to be another part of the question.
    fn lines(&self) -> [String; 3] {
        [
            format!("  {}  \"{}\"", clean::line(self.code.code.as_str()), clean::line(&self.code.message)),
            format!("  {}", clean::line(&self.code.link)),
            format!("  {}  ({})", self.of.title(), self.of.profile.name),
        ]
    }

    /// `SANDBOX` or `LIVE`.
    fn badge(&self) -> &'static str {
        self.of.profile.world.badge()
    }
}

/// Prints one code. `image`: whether a picture was asked for.
pub(super) fn print_one(console: &mut Console, CodeMatch { of, code }: &CodeMatch, image: bool) -> Result<(), Failure> {
    if console.is_json() {
        return console.document(&CodeRow::new(of, code, image));
    }
    let mut rows = vec![
        ["Code".to_owned(), code.code.to_string()],
        ["Message".to_owned(), code.message.clone()],
        ["Link".to_owned(), code.link.clone()],
        ["Number".to_owned(), of.title()],
        ["Profile".to_owned(), format!("{} ({})", of.profile.name, of.profile.provider.short_name())],
    ];
    if let Some(url) = code.image_url.as_ref().filter(|_| image) {
        rows.push(["Image".to_owned(), url.clone()]);
    }
    let text = super::table::pairs(&rows);
    console.print(&text)
}
