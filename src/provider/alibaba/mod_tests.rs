use super::*;
use crate::model::ErrorKind;

fn account() -> Account {
    Account {
        endpoint: Url::parse("https://cams.ap-southeast-1.aliyuncs.com").unwrap(),
        access_key_id: "LTAI5tExample".to_owned(),
        access_key_secret: "TheSecretItself".to_owned().into(),
        security_token: Some("TheTokenItself".to_owned().into()),
        cust_space_id: Some(" \n".to_owned()),
    }
}

#[test]
fn the_host_has_a_port_where_the_client_sends_one() {
    for (endpoint, host) in [
        ("https://cams.ap-southeast-1.aliyuncs.com", "cams.ap-southeast-1.aliyuncs.com"),
        ("https://cams.ap-southeast-1.aliyuncs.com:443/", "cams.ap-southeast-1.aliyuncs.com"),
        ("http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("http://[::1]:8080", "[::1]:8080"),
        ("http://localhost:80", "localhost"),
    ] {
        let account = Account { endpoint: Url::parse(endpoint).unwrap(), ..account() };
        assert_eq!(Alibaba::new(account).unwrap().host, host, "{endpoint}");
    }
}

#[test]
fn what_cannot_work_is_refused_at_once() {
    let refused = |account: Account| Alibaba::new(account).unwrap_err().kind;
    for endpoint in ["http://cams.ap-southeast-1.aliyuncs.com", "https://cams.ap-southeast-1.aliyuncs.com/v1"] {
        assert_eq!(refused(Account { endpoint: Url::parse(endpoint).unwrap(), ..account() }), ErrorKind::Config);
    }
    for text in ["", "with space", "line\n", "ünicode"] {
        assert_eq!(refused(Account { access_key_id: text.to_owned(), ..account() }), ErrorKind::Config, "{text}");
        let secret = SecretString::from(text);
        assert_eq!(refused(Account { access_key_secret: secret.clone(), ..account() }), ErrorKind::Config, "{text}");
        if !text.is_empty() {
            assert_eq!(refused(Account { security_token: Some(secret), ..account() }), ErrorKind::Config, "{text}");
        }
    }
}

#[test]
fn an_empty_token_is_no_token() {
    let account = Account { security_token: Some(String::new().into()), ..account() };
    assert!(Alibaba::new(account).unwrap().account.security_token.is_none());
}

#[tokio::test(start_paused = true)]
async fn what_was_throttled_once_keeps_the_documented_pace() {
    let alibaba = Alibaba::new(account()).unwrap();
    let limit = |action| alibaba.limiter(action).used(action).1;
    assert!(limit("ListChatGroup") > 5);
    alibaba.throttle("ListChatGroup", Duration::from_secs(1)).await;
    alibaba.throttle("ListPhoneMessageQrdl", Duration::from_secs(1)).await;
    assert_eq!((limit("ListChatGroup"), limit("ListPhoneMessageQrdl")), (5, 5));
    assert!(limit("QueryChatappPhoneNumbers") > 5, "nobody has said anything of it");
    assert!(alibaba.limiter("ListChatGroup").used("ListChatGroup").0 == 5, "the penalty holds");
}

#[test]
fn debug_shows_no_secret() {
    let alibaba = Alibaba::new(account()).unwrap();
    assert_eq!(alibaba.account.cust_space_id, None);
    let shown = format!("{alibaba:?}");
    assert!(shown.contains("LTAI5tExample") && !shown.contains("Itself"), "{shown}");
}

#[test]
fn errors_about_credentials_do_not_hold_them() {
    let bad = Account { access_key_secret: "TheSecret Itself".to_owned().into(), ..account() };
    let report = Alibaba::new(bad).unwrap_err().report();
    assert!(!report.contains("Itself"), "{report}");
}
