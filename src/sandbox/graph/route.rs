//! Which operation a method and a path ask for.

use axum::http::Method;

use super::request::GraphRequest;
use crate::sandbox::Op;

/// The lists of WhatsApp Business accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// A business's own.
    Owned,
    /// Those its clients share with a business.
    Client,
    /// Those assigned to a system user.
    Assigned,
}

/// An address on Graph, with the ids in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    /// `/debug_token`
    DebugToken,
    /// `/{id}`, whatever it is the id of.
    Node(String),
    /// `/{business or user}/…_whatsapp_business_accounts`
    Accounts(String, Edge),
    /// `/{account}/phone_numbers`
    Numbers(String),
    /// `/{number}/message_qrdls`
    Codes(String),
    /// `/{number}/message_qrdls/{code}`
    Code(String, String),
    /// `/{number}/groups`
    Groups(String),
    /// `/{group}/invite_link`
    Link(String),
}

impl Route {
    /// The address of a path, where there is such a one.
    pub(super) fn find(path: &[String]) -> Option<Self> {
        let segments: Vec<&str> = path.iter().map(String::as_str).collect();
        Some(match *segments.as_slice() {
            ["debug_token"] => Self::DebugToken,
            [id] => Self::Node(id.to_owned()),
            [id, "owned_whatsapp_business_accounts"] => Self::Accounts(id.to_owned(), Edge::Owned),
            [id, "client_whatsapp_business_accounts"] => Self::Accounts(id.to_owned(), Edge::Client),
            [id, "assigned_whatsapp_business_accounts"] => Self::Accounts(id.to_owned(), Edge::Assigned),
            [id, "phone_numbers"] => Self::Numbers(id.to_owned()),
            [id, "message_qrdls"] => Self::Codes(id.to_owned()),
            [id, "message_qrdls", code] => Self::Code(id.to_owned(), code.to_owned()),
            [id, "groups"] => Self::Groups(id.to_owned()),
            [id, "invite_link"] => Self::Link(id.to_owned()),
            _ => return None,
        })
    }

    /// The operation a request carries out there; none where the method is of no use.
    pub(super) fn op(&self, request: &GraphRequest) -> Option<Op> {
        let update = request.param("code").is_some_and(|code| !code.is_empty());
        Some(match (self, &request.method) {
            (Self::DebugToken, &Method::GET) => Op::MetaDebugToken,
            // A path does not tell numbers from accounts; ids of groups are base64.
            (Self::Node(id), &Method::GET) if id.bytes().all(|byte| byte.is_ascii_digit()) => Op::MetaNumber,
            (Self::Node(_), &Method::GET) => Op::MetaGetGroup,
            (Self::Accounts(..), &Method::GET) => Op::MetaWabas,
            (Self::Numbers(_), &Method::GET) => Op::MetaNumbers,
            (Self::Codes(_), &Method::GET) => Op::MetaListCodes,
            (Self::Codes(_), &Method::POST) if update => Op::MetaUpdateCode,
            (Self::Codes(_), &Method::POST) => Op::MetaCreateCode,
            (Self::Code(..), &Method::GET) => Op::MetaGetCode,
            (Self::Code(..), &Method::POST) => Op::MetaUpdateCode,
            (Self::Code(..), &Method::DELETE) => Op::MetaDeleteCode,
            (Self::Groups(_), &Method::GET) => Op::MetaListGroups,
            (Self::Groups(_), &Method::POST) => Op::MetaCreateGroup,
            (Self::Link(_), &Method::GET) => Op::MetaGetLink,
            (Self::Link(_), &Method::POST) => Op::MetaResetLink,
            (Self::Link(_), &Method::DELETE) => Op::MetaDeleteLink,
            _ => return None,
        })
    }

    /// The object the address begins with.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::DebugToken => "debug_token",
            Self::Node(id)
            | Self::Accounts(id, _)
            | Self::Numbers(id)
            | Self::Codes(id)
            | Self::Code(id, _)
            | Self::Groups(id)
            | Self::Link(id) => id,
        }
    }
}
