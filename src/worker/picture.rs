//! What the service's own picture of a code says.

use super::local_task::blocking;
use crate::model::{CodeKey, Error, ErrorKind, ImageFormat, Result};
use crate::picture::{self, Places};
use crate::provider::{Call, Provider};

/// Asks for a picture, fetches it where it may be, and decodes it. PNG is preferred; CAMS has only the one that was asked for when the
/// code was made.
pub async fn says(provider: &dyn Provider, call: &Call, key: &CodeKey, places: &Places) -> Result<String> {
    let number = &key.number.number;
    for format in [ImageFormat::Png, ImageFormat::Svg] {
        if let Some(url) = provider.code(call, number, &key.code, Some(format)).await?.image_url {
            let picture = picture::fetch(&url, places).await?;
            return blocking(move || picture::read(&picture)).await?;
        }
    }
    let service = provider.kind().service_name();
    Err(Error::new(ErrorKind::NotFound, format!("{service} has no picture of {}.", key.code))
        .advise("The code itself is fine; it only cannot be compared."))
}
