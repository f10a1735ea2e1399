//! Who is asking: the tokens of the sandbox and `appsecret_proof`.
//!
//! Besides the token of the world's account there are tokens that fail in each of the ways Graph knows:
//! [`EXPIRED`], [`NO_PERMISSION`] and [`NO_ASSET`]; anything else cannot be parsed.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::error::Refusal;
use super::request::GraphRequest;
use crate::sandbox::world::MetaAccount;

/// A token whose session has expired: 190/463.
pub const EXPIRED: &str = "EAASandboxExpired";
/// A token without any WhatsApp permission: 200.
pub const NO_PERMISSION: &str = "EAASandboxNoPermission";
/// A token with all permissions and no asset assigned to it: 100/33 for every object.
pub const NO_ASSET: &str = "EAASandboxNoAsset";

/// How far the time of a proof may be from the sandbox's, in seconds (Meta: "expires after 5 minutes").
const PROOF_SECONDS: i64 = 300;
/// How long ago [`EXPIRED`] did, in seconds.
const EXPIRED_FOR: i64 = 36 * 3_600;

/// What a token is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caller {
    /// Everything in the account.
    User,
    /// The app itself: `<app id>|<app secret>`. It may inspect tokens and sees no account.
    App,
    /// Nothing: it lacks the permissions.
    NoPermission,
    /// Nothing: it has the permissions, but no asset.
    NoAsset,
}

/// Finds out who owns a token. `now` is in Unix seconds.
///
/// # Errors
/// [`Refusal::Expired`], [`Refusal::BadToken`].
pub(super) fn caller(token: &str, account: &MetaAccount, now: i64) -> Result<Caller, Refusal> {
    let app = token.split_once('|');
    match token {
        NO_PERMISSION => Ok(Caller::NoPermission),
        NO_ASSET => Ok(Caller::NoAsset),
        EXPIRED => Err(Refusal::Expired { message: expired_message(now) }),
        _ if token == account.token => Ok(Caller::User),
        _ if app == Some((&account.app_id, &account.app_secret)) => Ok(Caller::App),
        _ => Err(Refusal::BadToken),
    }
}

/// Lets a request in. `now` is in Unix seconds; `proof` is whether the app requires `appsecret_proof`. A proof that
/// is sent is verified in any case.
///
/// # Errors
/// Those of [`caller`], [`Refusal::NoToken`], [`Refusal::NoProof`] and [`Refusal::BadProof`].
pub(super) fn authenticate(
    request: &GraphRequest,
    account: &MetaAccount,
    proof: bool,
    now: i64,
) -> Result<Caller, Refusal> {
    let token = request.token.as_deref().ok_or(Refusal::NoToken)?;
    let caller = caller(token, account, now)?;
    match request.param("appsecret_proof") {
        None if proof && caller != Caller::App => Err(Refusal::NoProof),
        None => Ok(caller),
        Some(sent) => verify(sent, request.param("appsecret_time"), token, &account.app_secret, now).map(|()| caller),
    }
}

/// Verifies a proof: of the token alone, or with `|` and the time it was made.
fn verify(sent: &str, time: Option<&str>, token: &str, secret: &str, now: i64) -> Result<(), Refusal> {
    let signed = match time {
        None => token.to_owned(),
        Some(time) => {
            let made: i64 = time.parse().map_err(|_| Refusal::BadProof)?;
            if made.abs_diff(now) > PROOF_SECONDS.unsigned_abs() {
                return Err(Refusal::BadProof);
            }
            format!("{token}|{time}")
        }
    };
    let sent = hex::decode(sent).map_err(|_| Refusal::BadProof)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_err(|_| Refusal::BadProof)?;
    mac.update(signed.as_bytes());
    mac.verify_slice(&sent).map_err(|_| Refusal::BadProof)
}

/// When [`EXPIRED`] did and what time it is, in Facebook's words.
pub(super) fn expired_message(now: i64) -> String {
    let date = |seconds: i64| {
        jiff::Timestamp::from_second(seconds).unwrap_or_default().strftime("%A, %d-%b-%y %H:%M:%S UTC").to_string()
    };
    format!(
        "Error validating access token: Session has expired on {}. The current time is {}.",
        date(now - EXPIRED_FOR),
        date(now)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "00112233445566778899aabbccddeeff";
    const NOW: i64 = 1_700_000_000;

    fn proof(of: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(of.as_bytes());
        hex::encode(mac.finalize().into_bytes())
    }

    #[test]
    fn proofs_are_plain_or_timed() {
        let timed = |made: i64| (proof(&format!("T|{made}")), Some(made.to_string()));
        for ((sent, time), good) in [
            ((proof("T"), None), true),
            ((proof("U"), None), false),
            (("zz".to_owned(), None), false),
            (timed(NOW), true),
            (timed(NOW - 300), true),
            (timed(NOW - 301), false),
            (timed(NOW + 301), false),
            ((proof("T"), Some(NOW.to_string())), false),
            ((proof("T|x"), Some("x".to_owned())), false),
        ] {
            assert_eq!(verify(&sent, time.as_deref(), "T", SECRET, NOW).is_ok(), good, "{time:?}");
        }
    }

    #[test]
    fn the_expired_token_says_when() {
        assert_eq!(
            expired_message(NOW),
            "Error validating access token: Session has expired on Monday, 13-Nov-23 10:13:20 UTC. The current time \
             is Tuesday, 14-Nov-23 22:13:20 UTC."
        );
    }
}
