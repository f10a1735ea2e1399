//! Where the picture of a code is: a signed address that expires, in the manner of Meta's image host.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::model::ImageFormat;

/// Path and query of the picture of a code: `/pictures/<code>.png?oh=<signature>&oe=<hex expiry>`. `expiry` is in
/// Unix seconds. Who serves it compares it with what this function makes of the same three values.
pub fn picture_path(code: &str, format: ImageFormat, expiry: i64) -> String {
    let extension = match format {
        ImageFormat::Png => "png",
        ImageFormat::Svg => "svg",
    };
    let path = format!("/pictures/{code}.{extension}");
    let signed = format!("{path}?oe={expiry:X}");
    // The key keeps nothing secret: it only makes a changed address fail, as at the real host. HMAC takes keys of
    // any length, so there is no error to handle.
    let signature = Hmac::<Sha256>::new_from_slice(b"qrdeck sandbox pictures")
        .map(|mut mac| {
            mac.update(signed.as_bytes());
            hex::encode(mac.finalize().into_bytes())
        })
        .unwrap_or_default();
    format!("{path}?oh=00_{signature}&oe={expiry:X}")
}
