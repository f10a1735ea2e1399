//! Answers of success without the list that was asked for.

use qrdeck::provider::{Call, Provider as _};

use super::server::{Reply, Server};
use super::{NUMBER, good};

/// What a service forgets once would be called gone. What it says twice is what it has to say.
#[tokio::test]
async fn a_success_without_a_list_is_asked_for_once_more() {
    let nothing = [good(""), good(r#""Data":null,"PhoneNumbers":null"#), good(r#""Data":"None","PhoneNumbers":"无""#)];
    let there = r#""Data":[{"QrdlCode":"A","GroupId":"G"}],"PhoneNumbers":[{"PhoneNumber":"8613800000001"}]"#;
    let end = good(r#""Data":{"Total":1,"List":[]}"#);
    for first in nothing {
        for (second, expected) in [(good(there), 1), (good(r#""Data":[],"PhoneNumbers":[]"#), 0), (good(""), 0)] {
            let script = |more: &[Reply]| [vec![first.clone(), second.clone()], more.to_vec()].concat();
            let (call, number) = (Call::default(), NUMBER.into());
            let server = Server::start(script(&[])).await;
            assert_eq!(server.provider().numbers(&call).await.expect("numbers").len(), expected);
            assert_eq!(server.received().len(), 2);
            let server = Server::start(script(&[])).await;
            assert_eq!(server.provider().codes(&call, &number).await.expect("codes").len(), expected);
            assert_eq!(server.received().len(), 2);
            let server = Server::start(script(std::slice::from_ref(&end))).await;
            assert_eq!(server.provider().groups(&call, &number).await.expect("groups").len(), expected);
            assert_eq!(server.received().len(), 2 + expected);
        }
    }
}
