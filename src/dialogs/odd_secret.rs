//! What is said of a text that is obviously not the secret that is asked for.

use crate::config::secret::Odd;
use crate::model::ProviderKind;

/// What it is, and what to do about it. `name` is what people call the secret that the service wants.
pub(super) fn told(odd: Odd, service: ProviderKind, name: &str) -> (String, String) {
    let only = format!("Copy the {name} alone, without anything around it.");
    let here = format!("Paste the {name} here.");
    match odd {
        Odd::Json => ("This is JSON, not the secret alone.".to_owned(), only),
        Odd::Setting => {
            ("This is a whole line of settings, NAME=VALUE.".to_owned(), format!("Copy only the value: the {name}."))
        }
        Odd::Header => ("This is a header of a request.".to_owned(), format!("Copy only the {name} in it.")),
        Odd::Address => ("This is a web address.".to_owned(), only),
        Odd::More => (format!("This holds spaces, quotes or other characters that no {name} has."), only),
        Odd::Number => (format!("This is a number, such as an id, and no {name}."), here),
        Odd::Id(id) => (format!("This is {}, not the {name}.", id.name), here),
        Odd::Other(other) => (format!("This looks like the {other}."), here),
        Odd::Of(other) => {
            (format!("This belongs to {}, not to {}.", other.service_name(), service.service_name()), here)
        }
    }
}
