//! What the service's own picture of a code says.

use super::local_task::blocking;
use crate::model::{CodeKey, Error, ErrorKind, ImageFormat, Result};
use crate::picture::{self, Picture, Places};
use crate::provider::{Call, Provider};

/// A picture, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenPicture {
    /// As the service has served it: hostile until proven otherwise, and never shown.
    pub picture: Picture,
    /// The text that was decoded from it.
    pub says: String,
}

/// Asks for a picture, fetches it where it may be, and decodes it. PNG is preferred; CAMS has only the one that was asked for when the
/// code was made.
///
/// # Errors
/// [`ErrorKind::NotFound`] where the service has none; those of [`picture::fetch`] and [`picture::read`].
pub async fn look(provider: &dyn Provider, call: &Call, key: &CodeKey, places: &Places) -> Result<SeenPicture> {
    let number = &key.number.number;
    for format in [ImageFormat::Png, ImageFormat::Svg] {
        if let Some(url) = provider.code(call, number, &key.code, Some(format)).await?.image_url {
            let picture = picture::fetch(&url, places).await?;
            let read = move || picture::read(&picture).map(|says| SeenPicture { picture, says });
            return blocking(read).await?;
        }
    }
    let service = provider.kind().service_name();
    Err(Error::new(ErrorKind::NotFound, format!("{service} has no picture of {}.", key.code))
        .advise("The code itself is fine; it only cannot be compared."))
}
