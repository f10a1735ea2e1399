//! Where pictures may be.

use reqwest::Url;

use crate::config::address::is_loopback;
use crate::model::ProviderKind;

/// The hosts that may be asked for pictures. An address in an answer is hostile text: followed wherever it points, it
/// would make this machine call its own network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The address of the service, where it is not the vendor's own.
    own: Option<Url>,
    this_machine: bool,
}

impl Places {
    /// The hosts that the services are known to use.
    pub fn services() -> Self {
        Self { own: None, this_machine: false }
    }

    /// These, and this machine: for the sandbox.
    pub fn this_machine() -> Self {
        Self { own: None, this_machine: true }
    }

    /// These, and the address that a profile names for its service. One on this machine is a sandbox, whose pictures may
    /// come from another port.
    #[must_use]
    pub fn and(self, own: Option<&Url>) -> Self {
        Self { this_machine: self.this_machine || own.is_some_and(is_loopback), own: own.cloned() }
    }

    /// Whether an address is at one of them.
    pub fn allow(&self, url: &Url) -> bool {
        let own = self.own.as_ref().is_some_and(|own| own.origin() == url.origin());
        own || (self.this_machine && is_loopback(url) && matches!(url.scheme(), "http" | "https")) || is_known(url)
    }
}

/// Whether an address is encrypted and at a domain of the services.
fn is_known(url: &Url) -> bool {
    let host = url.domain().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    let within = |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    // A port of their own is what an attack on something else would need.
    let mut domains = ProviderKind::ALL.iter().flat_map(|kind| kind.service().picture_domains);
    url.scheme() == "https" && url.port().is_none() && domains.any(|domain| within(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(places: &Places, addresses: &[&str]) -> Vec<bool> {
        addresses.iter().map(|address| Url::parse(address).is_ok_and(|url| places.allow(&url))).collect()
    }

    #[test]
    fn only_hosts_of_the_services_are_asked() {
        let good = [
            "https://scontent-iad3-1.xx.fbcdn.net/m1/v/t6/An?oh=1",
            "https://facebook.com/x",
            "https://chatapp.oss-ap-southeast-1.aliyuncs.com/x.png?Signature=a",
        ];
        assert_eq!(allowed(&Places::services(), &good), [true; 3]);
        let bad = [
            "http://scontent.xx.fbcdn.net/x",
            "https://scontent.xx.fbcdn.net:8443/x",
            "https://fbcdn.net.example/x",
            "https://evilfbcdn.net/x",
            "https://127.0.0.1/x",
            "http://127.0.0.1:9/x",
            "https://localhost/x",
            "http://[::1]/x",
            "https://10.0.0.1/x",
            "https://169.254.169.254/latest/meta-data",
            "https://fbcdn.net@192.168.1.1/x",
            "file:///etc/passwd",
            "data:image/png;base64,AA",
        ];
        assert_eq!(allowed(&Places::services(), &bad), [false; 13]);
    }

    #[test]
    fn the_profile_s_own_address_and_the_sandbox_are_asked_too() {
        let proxy = Url::parse("https://graph.proxy.example:8443/v23.0").unwrap();
        let places = Places::services().and(Some(&proxy));
        let addresses = ["https://graph.proxy.example:8443/x", "https://graph.proxy.example/x", "http://127.0.0.1:9/x"];
        assert_eq!(allowed(&places, &addresses), [true, false, false]);
        let sandbox = Url::parse("http://127.0.0.1:1234").unwrap();
        let here = ["http://127.0.0.1:9/x", "http://[::1]/x", "http://10.0.0.1/x", "ftp://127.0.0.1/x"];
        for places in [Places::services().and(Some(&sandbox)), Places::this_machine()] {
            assert_eq!(allowed(&places, &here), [true, true, false, false]);
        }
    }
}
