//! Groups and their invite links.

use axum::http::Method;
use qrdeck::model::{Error, ErrorKind, GroupId, InviteLink, NumberId};
use qrdeck::provider::{Call, Provider as _};
use serde_json::{Value, json};

use super::server::{PROOF, Reply, Server, json};

const LINK: &str = "https://chat.whatsapp.com/GLGbF3MJVT10PRzma4xxxx";

fn number() -> NumberId {
    NumberId::new("106540352242922")
}

fn group() -> GroupId {
    GroupId::new("Y2FwaV9n/cm91+cDo==")
}

fn linked() -> Value {
    json!({"messaging_product": "whatsapp", "invite_link": LINK})
}

#[tokio::test]
async fn the_three_shapes_of_the_list() {
    let foreign = Server::start([]).await;
    let paging = json!({"cursors": {"before": "b", "after": "a"}});
    let row = json!({"id": "Y2Fw", "subject": "S"});
    let answers = [
        json!({"data": {"groups": [row]}, "paging": paging}),
        json!({"data": [row], "paging": paging}),
        json!({"data": [row], "paging": {"cursors": {"after": "a"}, "next": foreign.base}}),
    ];
    for answer in answers {
        let server = Server::start([json(200, &answer.clone()), json(200, &json!({"data": [row]}))]).await;
        let groups = server.meta().groups(&Call::default(), &number()).await.unwrap();
        let [group] = groups.as_slice() else { panic!("{groups:?}") };
        assert_eq!((group.id.as_str(), group.subject.as_str()), ("Y2Fw", "S"), "{answer}");
        assert_eq!(group.invite_link, InviteLink::Unknown);
        let asked_on = answer["paging"].get("next").is_some();
        assert_eq!(server.seen().len(), if asked_on { 2 } else { 1 }, "{answer}");
        assert_eq!(server.seen()[0].path, "/v23.0/106540352242922/groups");
    }
    assert!(foreign.seen().is_empty());
}

#[tokio::test]
async fn a_full_page_with_a_cursor_is_not_taken_for_the_last() {
    let full: Vec<_> = (0..500).map(|n| json!({"id": format!("g{n}")})).collect();
    let server = Server::start([
        json(200, &json!({"data": {"groups": full}, "paging": {"cursors": {"after": "a"}}})),
        json(200, &json!({"data": {"groups": [{"id": "last"}]}, "paging": {"cursors": {"after": "b"}}})),
    ])
    .await;
    assert_eq!(server.meta().groups(&Call::default(), &number()).await.unwrap().len(), 501);
    assert_eq!(server.seen()[1].query("after").as_deref(), Some("a"));
}

#[tokio::test]
async fn the_group_id_is_one_segment_of_every_path() {
    let removed = json!({"messaging_product": "whatsapp", "success": "true"});
    let server = Server::start([json(200, &linked()), json(200, &linked()), json(200, &removed)]).await;
    let (meta, call) = (server.meta(), Call::default());
    let link = InviteLink::Link(LINK.to_owned());
    assert_eq!(meta.invite_link(&call, &number(), &group()).await.unwrap(), link);
    assert_eq!(meta.reset_link(&call, &number(), &group()).await.unwrap(), link);
    meta.remove_link(&call, &number(), &group()).await.unwrap();

    let seen = server.seen();
    let methods: Vec<_> = seen.iter().map(|seen| seen.method.clone()).collect();
    assert_eq!(methods, [Method::GET, Method::POST, Method::DELETE]);
    for request in &seen {
        assert_eq!(request.path, "/v23.0/Y2FwaV9n%2Fcm91%2BcDo%3D%3D/invite_link");
        assert_eq!(request.query("appsecret_proof").as_deref(), Some(PROOF));
    }
    assert!(seen[0].body.is_empty());
    assert_eq!(seen[1].json(), json!({"messaging_product": "whatsapp"}));
    assert_eq!(seen[2].json(), json!({"messaging_product": "whatsapp"}));
}

async fn link_of(reply: Reply) -> Result<InviteLink, Error> {
    Server::start([reply]).await.meta().invite_link(&Call::default(), &number(), &group()).await
}

#[tokio::test]
async fn no_link_is_told_from_no_group() {
    let error = |code: i64, message: &str| json!({"error": {"message": message, "type": "X", "code": code}});
    for none in [
        json(200, &json!({"messaging_product": "whatsapp"})),
        json(200, &json!({"invite_link": null})),
        json(200, &json!({"invite_link": ""})),
        json(404, &error(803, "Invite link not found")),
    ] {
        assert_eq!(link_of(none).await, Ok(InviteLink::None));
    }
    let unknown = json!({"error": {"message": "Unsupported get request. Object with ID 'Y' does not exist", "code": 100,
        "error_subcode": 33}});
    for gone in [
        json(404, &error(803, "Group not found")),
        json(400, &error(803, "(#803) Some of the aliases you requested do not exist: Y")),
        json(400, &error(131_020, "Invalid group")),
        json(400, &unknown),
    ] {
        assert_eq!(link_of(gone).await.unwrap_err().kind, ErrorKind::NotFound);
    }
}

#[tokio::test]
async fn a_change_that_did_not_happen_is_an_error() {
    let server = Server::start([json(200, &json!({"success": "false"})), json(200, &json!({}))]).await;
    let meta = server.meta();
    let refused = meta.remove_link(&Call::default(), &number(), &group()).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::Conflict);
    let unclear = meta.reset_link(&Call::default(), &number(), &group()).await.unwrap_err();
    assert_eq!(unclear.kind, ErrorKind::OutcomeUnknown);
}
