//! What qrdeck is about: numbers, codes, groups, their limits, and what can go wrong with them.
//!
//! Plain data without I/O. Every other room speaks in these types; the wire types of the services stay
//! inside their providers.

pub mod clean;
mod code;
mod code_list;
mod error;
mod group;
mod ids;
pub mod limits;
mod message;
mod number;
mod number_match;
mod priority;
mod profile;
mod quota;
mod secret;
pub mod service;
mod sync_policy;

pub use code::{ImageFormat, QrCode, Updated};
pub use code_list::{CodeList, CodeRef, NotACodeList};
pub use error::{Error, ErrorKind, Field, Result};
pub use group::{Group, InviteLink, MAX_GROUP_MEMBERS, invite_id};
pub use ids::{CodeId, CodeKey, GroupId, GroupKey, NumberId, NumberKey, ProfileName};
pub use message::{
    Draft, MAX_CODES_PER_NUMBER, MAX_MESSAGE_CHARS, is_altered, message_chars, message_key, message_utf16,
    same_message, validate_message,
};
pub use number::PhoneNumber;
pub use number_match::{matching_numbers, phone_digits};
pub use priority::Priority;
pub use profile::{Profile, World};
pub use quota::{Quota, Rate};
pub use secret::Secret;
pub use service::ProviderKind;
pub use sync_policy::SyncPolicy;
