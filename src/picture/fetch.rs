//! Getting a picture.

use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::redirect::{Attempt, Policy};
use reqwest::{StatusCode, Url};

use super::Places;
use crate::model::{Error, ErrorKind, ImageFormat, Result, clean};
use crate::provider::http::client_builder;

/// Longest picture that is taken, in bytes. The services' own are some kilobytes.
const MAX_BYTES: usize = 2 << 20;
/// Longest wait for the whole picture.
const WITHIN: Duration = Duration::from_secs(15);
/// Most redirects that are followed, all of them on the same host.
const MAX_REDIRECTS: usize = 3;

/// A picture as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What it says it is.
    pub format: ImageFormat,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Fetches a picture: no token, no cookie and no referrer is sent, and no redirect to another host followed. The
/// address is signed in its query, so no error repeats it.
///
/// # Errors
/// [`ErrorKind::Decode`] for an address that is none of the `places`, and for anything but a PNG or SVG
/// of at most 2 MB; [`ErrorKind::NotFound`] where the address has expired; [`ErrorKind::Unavailable`] where the host
/// gives no answer.
pub async fn fetch(address: &str, places: &Places) -> Result<Picture> {
    let url = Url::parse(address.trim()).ok().filter(Url::has_host).ok_or_else(|| {
        Error::new(ErrorKind::Decode, "The address of the service's picture is no web address.")
            .advise("Nothing was fetched. Compare again; if it stays, ask the service.")
    })?;
    if !places.allow(&url) {
        let host = clean::line(url.host_str().unwrap_or_default()).into_owned();
        let message = format!("The service's picture is said to be at {host}, which is no host of the service.");
        return Err(Error::new(ErrorKind::Decode, message)
            .advise("Nothing was fetched. The code itself can still be used; ask the service about the address."));
    }
    let host = url.host_str().unwrap_or_default().to_owned();
    let unreachable = |reason: &str| Error::new(ErrorKind::Unavailable, format!("The picture at {host} {reason}."));
    let client = client_builder(&url)
        .redirect(Policy::custom(same_host))
        .referer(false)
        .timeout(WITHIN)
        .build()
        .map_err(|_| unreachable("cannot be reached: this machine has no root certificates"))?;
    let failed = |error: reqwest::Error| {
        unreachable(if error.is_timeout() { "did not come in time" } else { "could not be fetched" })
    };
    let mut answer = client.get(url).header(ACCEPT, "image/png, image/svg+xml").send().await.map_err(failed)?;
    match answer.status() {
        StatusCode::OK => {}
        status if status.is_redirection() => {
            return Err(Error::new(
                ErrorKind::Decode,
                format!("{host} sends on to another host; that is not followed."),
            ));
        }
        StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::GONE => {
            let message = format!("{host} does not give the picture out ({}).", answer.status());
            return Err(Error::new(ErrorKind::NotFound, message).advise("Its address has expired; compare again."));
        }
        status => return Err(unreachable(&format!("could not be fetched: {status}"))),
    }
    let named = answer.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let format = format(named).ok_or_else(|| {
        Error::new(ErrorKind::Decode, format!("{host} answered with `{named}` instead of a PNG or SVG."))
    })?;
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(failed)? {
        if bytes.len() + chunk.len() > MAX_BYTES {
            return Err(Error::new(ErrorKind::Decode, "The picture is longer than 2 MB; it was not read."));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(Picture { format, bytes })
}

/// Follows on the same host only.
fn same_host(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let origin = |url: &Url| url.origin();
    let stays = attempt.previous().last().is_some_and(|from| origin(from) == origin(attempt.url()));
    if stays && attempt.previous().len() <= MAX_REDIRECTS { attempt.follow() } else { attempt.stop() }
}

/// The format that a content type names.
fn format(content_type: &str) -> Option<ImageFormat> {
    match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "image/png" => Some(ImageFormat::Png),
        "image/svg+xml" => Some(ImageFormat::Svg),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_taken() {
        assert_eq!(format("image/png"), Some(ImageFormat::Png));
        assert_eq!(format("Image/SVG+XML; charset=utf-8"), Some(ImageFormat::Svg));
        for other in ["text/html", "image/jpeg", "image/png2", ""] {
            assert_eq!(format(other), None, "{other}");
        }
    }
}
