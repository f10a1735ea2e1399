//! The signature ACS3-HMAC-SHA256, from the server's side: what a request must have been signed with.
//!
//! Written from the vendor's page "Signature version 3" and on purpose without a line of the client's signer, so
//! that a mistake would have to be made twice to go unnoticed.

use hmac::{Hmac, KeyInit as _, Mac as _};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha2::{Digest as _, Sha256};

/// The name of the method.
pub(super) const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// All bytes but the unreserved ones of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// What an `Authorization` header says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Authorization<'a> {
    pub(super) credential: &'a str,
    /// Lower-case names, in the order they were signed in.
    pub(super) signed_headers: Vec<&'a str>,
    pub(super) signature: &'a str,
}

impl<'a> Authorization<'a> {
    /// Takes a header apart; nothing for one that is not of this method or lacks a part.
    pub(super) fn parse(header: &'a str) -> Option<Self> {
        let parts = header.strip_prefix(ALGORITHM)?.trim();
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for part in parts.split(',') {
            let (name, value) = part.trim().split_once('=')?;
            match name {
                "Credential" => credential = Some(value),
                "SignedHeaders" => signed_headers = Some(value.split(';').collect()),
                "Signature" => signature = Some(value),
                _ => return None,
            }
        }
        Some(Self { credential: credential?, signed_headers: signed_headers?, signature: signature? })
    }
}

/// A request as it is signed. The path is always `/`.
pub(super) struct Signed<'a> {
    pub(super) method: &'a str,
    /// The parameters of the query, decoded.
    pub(super) query: &'a [(String, String)],
    /// The signed headers, lower-case names with trimmed values, in the order they were signed in.
    pub(super) headers: &'a [(&'a str, String)],
    /// Lower-case hex.
    pub(super) body_sha256: &'a str,
}

impl Signed<'_> {
    /// The text whose hash is signed.
    pub(super) fn canonical(&self) -> String {
        let mut query: Vec<_> = self.query.iter().map(|(name, value)| (encode(name), encode(value))).collect();
        query.sort_unstable();
        let query: Vec<_> = query.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let names: Vec<_> = self.headers.iter().map(|(name, _)| *name).collect();
        let Self { method, body_sha256, .. } = self;
        let (query, headers, names) = (query.join("&"), headers.concat(), names.join(";"));
        format!("{method}\n/\n{query}\n{headers}\n{names}\n{body_sha256}")
    }

    /// Whether a signature, in hex, was made of this request with this secret.
    pub(super) fn verify(&self, secret: &str, signature: &str) -> bool {
        let Ok(signature) = hex::decode(signature) else { return false };
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return false };
        mac.update(format!("{ALGORITHM}\n{}", sha256(self.canonical().as_bytes())).as_bytes());
        mac.verify_slice(&signature).is_ok()
    }
}

/// Lower-case hex of the SHA-256 of some bytes.
pub(super) fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of the vendor's page on the signature.
    #[test]
    fn the_published_example_verifies() {
        let header = "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;\
                      x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,\
                      Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0";
        let authorization = Authorization::parse(header).unwrap();
        let body_sha256 = sha256(b"");
        let values = [
            "ecs.cn-shanghai.aliyuncs.com",
            "RunInstances",
            &body_sha256,
            "2023-10-26T10:22:32Z",
            "3156853299f313e23d1673dc12e1703d",
            "2014-05-26",
        ];
        let headers: Vec<_> = authorization.signed_headers.iter().copied().zip(values.map(str::to_owned)).collect();
        let query = [
            ("RegionId".to_owned(), "cn-shanghai".to_owned()),
            ("ImageId".to_owned(), "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd".to_owned()),
        ];
        let signed = Signed { method: "POST", query: &query, headers: &headers, body_sha256: &body_sha256 };
        assert!(signed.verify("YourAccessKeySecret", authorization.signature));
        assert!(!signed.verify("AnotherSecret", authorization.signature));
        assert!(!Signed { method: "GET", ..signed }.verify("YourAccessKeySecret", authorization.signature));
    }

    #[test]
    fn a_header_with_a_part_missing_is_none() {
        for header in [
            "",
            "Bearer x",
            "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host",
            "ACS3-HMAC-SHA256 Credential=a,Signature=00",
            "ACS3-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=00,More=x",
        ] {
            assert_eq!(Authorization::parse(header), None, "{header}");
        }
    }

    #[test]
    fn everything_but_the_unreserved_is_encoded() {
        assert_eq!(encode("a b+c*~é👋"), "a%20b%2Bc%2A~%C3%A9%F0%9F%91%8B");
    }
}
