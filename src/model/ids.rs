//! Identifiers. The services' own are opaque strings; keys name an object across all profiles.

use std::fmt;
use std::sync::Arc;

/// Declares a cheaply cloned identifier that is its text and nothing else.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes the text as it is, without the white space and line breaks around it: the services are
            /// known to send identifiers with stray newlines.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(Arc::from(text.as_ref().trim()))
            }

            /// The identifier as the service knows it.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The last `count` characters (all of them where there are fewer).
            pub fn tail(&self, count: usize) -> &str {
                let skip = self.0.chars().count().saturating_sub(count);
                let start = self.0.char_indices().nth(skip).map_or(0, |(at, _)| at);
                &self.0[start..]
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self::from)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::new(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
    };
}

id! {
    /// The name a person gave a profile in the configuration.
    ProfileName
}
id! {
    /// What a service wants to hear for a phone number: Graph's phone-number id, or for CAMS the digits with
    /// country code and without `+`.
    NumberId
}
id! {
    /// A message QR code: Graph's `code`, CAMS's `QrdlCode`. Fourteen of `A-Z0-9` in practice, opaque here.
    CodeId
}
id! {
    /// A group. Graph's ids are base64 and may hold `/`, `+` and `=`.
    GroupId
}

/// A phone number across all profiles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumberKey {
    /// The profile that reaches the number.
    pub profile: ProfileName,
    /// The number at the profile's service.
    pub number: NumberId,
}

/// A code across all profiles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeKey {
    /// The number the code belongs to.
    pub number: NumberKey,
    /// The code at that number.
    pub code: CodeId,
}

/// A group across all profiles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupKey {
    /// The number the group belongs to.
    pub number: NumberKey,
    /// The group at that number.
    pub group: GroupId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_lose_stray_line_breaks() {
        assert_eq!(CodeId::new("D9AA3QWERTYU1\n").as_str(), "D9AA3QWERTYU1");
    }

    #[test]
    fn tail_counts_characters() {
        assert_eq!(CodeId::new("ANED2T5QRU7HG1").tail(4), "7HG1");
        assert_eq!(CodeId::new("äöü").tail(2), "öü");
        assert_eq!(CodeId::new("G1").tail(4), "G1");
    }
}
