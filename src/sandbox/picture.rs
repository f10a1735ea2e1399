//! The host of the pictures: it serves what `qr_image_url` and `QrImageUrl` point to.
//!
//! Like the real one it wants no credential: an address is signed and expires. A client that sends a token along
//! has a leak; it is refused and counted, see [`super::Counters::leaks`].

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use image::{GrayImage, ImageEncoder as _, Luma};
use qrcode::render::svg;
use qrcode::types::QrError;
use qrcode::{Color, EcLevel, QrCode};

use super::Shared;
use super::world::picture_path;
use crate::model::ImageFormat;

/// Light modules around a code; the standard asks for four.
const QUIET: u32 = 4;
/// Pixels of a module.
const SCALE: u32 = 10;

/// `/pictures/<code>.png` and `.svg`.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/pictures/{file}", get(serve))
}

async fn serve(State(shared): State<Arc<Shared>>, Path(file): Path<String>, parts: Parts) -> Response {
    let query: Vec<(String, String)> =
        form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    let value = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    if parts.headers.contains_key(header::AUTHORIZATION) || value("access_token").is_some() {
        shared.counters().count_leak();
        return text(StatusCode::BAD_REQUEST, "This host takes no credentials");
    }
    let Some((code, format)) = name(&file) else { return text(StatusCode::NOT_FOUND, "Not found") };
    let signed = value("oh").zip(value("oe")).and_then(|(signature, hex)| {
        let expiry = i64::from_str_radix(hex, 16).ok()?;
        let sent = format!("/pictures/{file}?oh={signature}&oe={hex}");
        (sent == picture_path(code, format, expiry)).then_some(expiry)
    });
    if signed.is_none_or(|expiry| expiry <= shared.clock().now().as_second()) {
        return text(StatusCode::FORBIDDEN, "URL signature expired");
    }
    let code = code.to_owned();
    match shared.read(move |world| world.find_code(&code).map(|(_, row)| row.code.link())).await {
        Ok(Some(link)) => picture(&link, format),
        Ok(None) => text(StatusCode::NOT_FOUND, "Not found"),
        Err(error) => text(StatusCode::INTERNAL_SERVER_ERROR, error.message),
    }
}

/// Code and format of a file name.
fn name(file: &str) -> Option<(&str, ImageFormat)> {
    let (code, extension) = file.rsplit_once('.')?;
    let format = match extension {
        "png" => ImageFormat::Png,
        "svg" => ImageFormat::Svg,
        _ => return None,
    };
    Some((code, format))
}

fn text(status: StatusCode, text: impl Into<String>) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain")], text.into()).into_response()
}

/// The picture of a link.
fn picture(link: &str, format: ImageFormat) -> Response {
    let (kind, drawn) = match format {
        ImageFormat::Png => ("image/png", png(link)),
        ImageFormat::Svg => ("image/svg+xml", svg(link)),
    };
    match drawn {
        Ok(bytes) => (StatusCode::OK, [(header::CONTENT_TYPE, kind)], bytes).into_response(),
        Err(reason) => text(StatusCode::INTERNAL_SERVER_ERROR, reason),
    }
}

/// Encodes a link as both services' pictures do: byte mode, level M.
fn encode(link: &str) -> Result<QrCode, QrError> {
    QrCode::with_error_correction_level(link, EcLevel::M)
}

/// Pixels, black on white.
fn png(link: &str) -> Result<Vec<u8>, String> {
    let code = encode(link).map_err(|error| error.to_string())?;
    let width = code.width();
    let modules = code.into_colors();
    let side = (u32::try_from(width).unwrap_or(u32::MAX).saturating_add(2 * QUIET)).saturating_mul(SCALE);
    let pixels = GrayImage::from_fn(side, side, |x, y| {
        let module = |pixel: u32| (pixel / SCALE).checked_sub(QUIET).and_then(|module| usize::try_from(module).ok());
        let dark = module(x)
            .zip(module(y))
            .is_some_and(|(column, row)| column < width && modules.get(row * width + column) == Some(&Color::Dark));
        Luma([if dark { 0 } else { 255 }])
    });
    let mut bytes = Vec::new();
    image::codecs::png::PngEncoder::new(&mut bytes)
        .write_image(pixels.as_raw(), side, side, image::ExtendedColorType::L8)
        .map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Vectors, black on white.
fn svg(link: &str) -> Result<Vec<u8>, String> {
    let code = encode(link).map_err(|error| error.to_string())?;
    Ok(code.render::<svg::Color<'_>>().module_dimensions(SCALE, SCALE).build().into_bytes())
}
