//! The walk through the pages of groups.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use qrdeck::model::{ErrorKind, InviteLink};
use qrdeck::provider::alibaba::{Account, Alibaba};
use qrdeck::provider::{Call, CallEvent, Progress, Provider};

use super::server::{Reply, Server};
use super::{NUMBER, good};

fn page(ids: Range<usize>, total: &str) -> Reply {
    let rows: Vec<_> = ids.map(|id| format!(r#"{{"GroupId":"G{id}\n","InviteLink":"https://l/{id}"}}"#)).collect();
    good(&format!(r#""Success":true,"Data":{{"List":[{}]{total}}}"#, rows.join(",")))
}

#[tokio::test]
async fn the_walk_ends_whatever_the_total_says() {
    // The pages of the service, how many groups are found, and in how many requests.
    let table = [
        ("a total and a short page", vec![page(0..3, r#","Total":3"#)], 3, 1),
        ("a total as text", vec![page(0..20, r#","Total":"25""#), page(20..25, r#","Total":"25""#)], 25, 2),
        ("a full last page", vec![page(0..20, r#","Total":20"#), page(0..0, r#","Total":20"#)], 20, 2),
        ("no total", vec![page(0..20, ""), page(20..21, ""), page(0..0, "")], 21, 3),
        ("a total that is too small", vec![page(0..20, r#","Total":1"#), page(20..25, r#","Total":1"#)], 25, 2),
        ("a total that is too large", vec![page(0..5, r#","Total":99"#), page(0..0, r#","Total":99"#)], 5, 2),
        ("a total of the page", vec![page(0..20, r#","Total":20"#), page(20..22, r#","Total":2"#)], 22, 2),
        ("pages of ten", vec![page(0..10, r#","Total":15"#), page(10..15, r#","Total":15"#)], 15, 2),
        ("the same page again", vec![page(0..20, ""), page(0..20, "")], 20, 2),
        ("pages that overlap", vec![page(0..20, ""), page(15..25, ""), page(0..0, "")], 25, 3),
        ("no list", vec![good(r#""Data":{"Total":0}"#)], 0, 1),
        ("a bare list", vec![good(r#""Data":[{"GroupId":"G0"}]"#), good(r#""Data":[]"#)], 1, 2),
    ];
    for (name, script, found, requests) in table {
        let server = Server::start(script).await;
        let groups = server.provider().groups(&Call::default(), &NUMBER.into()).await.expect(name);
        let ids: Vec<_> = groups.iter().map(|group| group.id.as_str().to_owned()).collect();
        assert_eq!(ids, (0..found).map(|id| format!("G{id}")).collect::<Vec<_>>(), "{name}");
        let asked: Vec<_> = server.received().iter().map(|request| request.param("Page")).collect();
        let expected: Vec<_> = (1..=requests).map(|index| Some(format!(r#"{{"Index":{index},"Size":20}}"#))).collect();
        assert_eq!(asked, expected, "{name}");
    }
}

#[tokio::test]
async fn a_list_without_end_is_not_believed() {
    let script = (0..600).map(|index| page(index * 20..index * 20 + 20, "")).collect();
    let server = Server::start(script).await;
    let error = server.provider().groups(&Call::default(), &NUMBER.into()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Decode);
    assert!(server.received().len() < 600);
}

#[tokio::test]
async fn progress_is_told_page_by_page() {
    let server = Server::start(vec![page(0..20, ""), page(20..30, ""), page(0..0, "")]).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let progress = Progress::new(move |rows| heard.lock().expect("not poisoned").push(rows));
    let call = Call { progress, ..Call::default() };
    server.provider().groups(&call, &NUMBER.into()).await.expect("groups");
    let rows = [20, 30, 30].map(CallEvent::Rows);
    let told = told.lock().expect("not poisoned");
    let told: Vec<_> = told.iter().filter(|report| matches!(report, CallEvent::Rows(_))).copied().collect();
    assert_eq!(told, rows);
}

#[tokio::test]
async fn a_group_in_full_and_one_in_odd_forms() {
    let rows = r#""Data":{"Total":"2","List":[
        {"GroupId":"E398\n","Subject":"Baristas","Description":"None","GroupStatus":"ACTIVE","TotalParticipantCount":"6",
         "InviteLink":"https://chat.whatsapp.com/x\n","BusinessRole":"ADMIN","GmtModifier":1700000000000},
        {"GroupId":120363025246125486,"Subject":"None","GroupStatus":"MELTING","InviteLink":"","TotalParticipantCount":-1},
        {"Subject":"no id"}]}"#;
    let server = Server::start(vec![good(rows)]).await;
    let groups = server.provider().groups(&Call::default(), &NUMBER.into()).await.expect("groups");
    let [full, odd] = groups.as_slice() else { unreachable!("two groups: {groups:?}") };
    assert_eq!((full.id.as_str(), &*full.subject, &*full.description), ("E398", "Baristas", ""));
    assert_eq!((full.status.as_deref(), full.participants), (Some("ACTIVE"), Some(6)));
    assert_eq!(full.invite_link, InviteLink::Link("https://chat.whatsapp.com/x".to_owned()));
    assert_eq!((odd.id.as_str(), &*odd.subject), ("120363025246125486", "None"));
    assert_eq!((odd.status.as_deref(), odd.participants), (Some("MELTING"), None));
    assert_eq!(odd.invite_link, InviteLink::None);
}

#[tokio::test]
async fn one_link_is_looked_for_no_further_than_needed() {
    let server = Server::start(vec![page(0..20, ""), page(20..40, ""), page(0..0, r#","Total":0"#)]).await;
    let (cams, call, number) = (server.provider(), Call::default(), NUMBER.into());
    let link = cams.invite_link(&call, &number, &"G21".into()).await.expect("link");
    assert_eq!(link, InviteLink::Link("https://l/21".to_owned()));
    assert_eq!(server.received().len(), 2);
    let missing = cams.invite_link(&call, &number, &"G99".into()).await.unwrap_err();
    assert_eq!(missing.kind, ErrorKind::NotFound);
}

#[tokio::test]
async fn without_a_space_nothing_is_sent() {
    let server = Server::start(vec![page(0..0, "")]).await;
    let account = Account { cust_space_id: None, ..server.account() };
    let cams = Alibaba::new(account).expect("a good account");
    let (call, number, group) = (Call::default(), NUMBER.into(), "G".into());
    let refused = [
        cams.groups(&call, &number).await.map(drop),
        cams.invite_link(&call, &number, &group).await.map(drop),
        cams.reset_link(&call, &number, &group).await.map(drop),
        cams.remove_link(&call, &number, &group).await,
    ];
    for outcome in refused {
        let error = outcome.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Config);
        assert!(error.advice.contains("cust_space_id") && error.advice.contains("config.toml"), "{}", error.advice);
    }
    assert!(server.received().is_empty());
}
