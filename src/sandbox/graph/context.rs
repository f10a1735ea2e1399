//! What every handler needs to know of a request.

use super::error::Refusal;
use super::fields;
use super::request::GraphRequest;
use super::style::GraphStyle;
use crate::sandbox::Api;
use crate::sandbox::faults::Texts;
use crate::sandbox::world::{Number, World};

/// A request, the styles it is answered in, and the time.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) request: GraphRequest,
    pub(super) style: GraphStyle,
    /// What becomes of texts.
    pub(super) texts: Texts,
    /// Unix seconds.
    pub(super) now: i64,
}

impl Context {
    /// The names in `fields`, or `default` where there are none.
    ///
    /// # Errors
    /// An entry that is not a plain name.
    pub(super) fn field_names(&self, default: &[&str], node: &str) -> Result<Vec<String>, Refusal> {
        let fields = fields::parse(self.request.param("fields").unwrap_or_default())
            .map_err(|entry| Refusal::field(&entry, node))?;
        if fields.is_empty() {
            return Ok(default.iter().map(|&name| name.to_owned()).collect());
        }
        fields
            .into_iter()
            .map(|field| match field.format {
                None => Ok(field.name),
                Some(_) => Err(Refusal::field(&field.name, node)),
            })
            .collect()
    }

    /// A number of the account.
    pub(super) fn number<'a>(&self, world: &'a World, id: &str) -> Result<&'a Number, Refusal> {
        world.number(Api::Meta, id).ok_or_else(|| self.missing_number(id))
    }

    /// A number that does not exist.
    pub(super) fn missing_number(&self, id: &str) -> Refusal {
        self.missing("Phone number", id)
    }

    /// An object that does not exist, with Meta's name for it.
    pub(super) fn missing(&self, what: &'static str, id: &str) -> Refusal {
        Refusal::Missing { what, user: None, method: self.request.method.clone(), id: id.to_owned() }
    }

    /// An object that does not exist, is not for this token, or cannot do this.
    pub(super) fn unreachable(&self, id: &str) -> Refusal {
        Refusal::Unreachable { method: self.request.method.clone(), id: id.to_owned() }
    }

    /// Checks `messaging_product`, which changes to groups must carry.
    pub(super) fn product(&self) -> Result<(), Refusal> {
        match self.request.required("messaging_product")? {
            product if product.eq_ignore_ascii_case("whatsapp") => Ok(()),
            other => Err(Refusal::parameter(format!(
                "Param messaging_product must be one of {{WHATSAPP}} - got \"{other}\"."
            ))),
        }
    }
}
