//! Groups and their invite links.

use qrdeck::sandbox::Op;
use qrdeck::sandbox::world::GroupStatus;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Graph, GraphAnswer, encode, read};

/// The id of a group as one path segment.
async fn group(graph: &Graph, index: usize) -> String {
    encode(&graph.edit(move |number| number.groups[index].id.clone()).await)
}

/// The rows of a list of groups in any shape.
fn rows_of(answer: &GraphAnswer) -> Vec<Value> {
    let data = &answer.body["data"];
    data["groups"].as_array().or_else(|| data.as_array()).cloned().unwrap_or_default()
}

/// `{"messaging_product": "whatsapp"}` and perhaps more.
fn product(more: &[(&str, &str)]) -> Value {
    let mut body = json!({"messaging_product": "whatsapp"});
    for (name, value) in more {
        body[*name] = (*value).into();
    }
    body
}

#[tokio::test]
async fn a_list_of_groups_has_three_shapes() {
    for (shape, next) in [("object", true), ("array", false), ("array_next", true)] {
        let graph = Graph::styled(&json!({"groups": shape})).await;
        let answer = graph.get(&graph.at("groups?limit=3")).await;
        assert_eq!(answer.body["data"].is_array(), shape != "object");
        let rows = rows_of(&answer);
        assert_eq!(rows.len(), 3);
        for row in rows {
            assert_eq!(row["created_at"].is_string(), shape == "object");
            assert_eq!(row["creation_timestamp"].is_i64(), shape != "object");
            assert!(row["invite_link"].is_null());
        }
        let asked = graph.get(&graph.at("groups?fields=subject,suspended")).await;
        let names: Vec<String> = rows_of(&asked)[0].as_object().unwrap().keys().cloned().collect();
        assert_eq!(names, ["id", "subject", "suspended"]);
        assert_eq!(graph.get(&graph.at("groups?fields=invite_link")).await.error(), (400, 100, 0));
        assert!(answer.body["paging"]["cursors"]["before"].is_string());
        assert_eq!(answer.body["paging"]["next"].is_string(), next, "{shape}");
    }
}

#[tokio::test]
async fn groups_are_paged_by_cursor_also_within_one_second() {
    for shape in ["object", "array", "array_next"] {
        let graph = Graph::styled(&json!({"groups": shape})).await;
        let mut expected: Vec<String> = graph
            .edit(|number| {
                number.groups.iter_mut().for_each(|group| group.created = 1_683_731_200);
                number.groups.iter().map(|group| group.id.clone()).collect()
            })
            .await;
        let (mut seen, mut after) = (Vec::new(), String::new());
        loop {
            let page = graph.get(&graph.at(&format!("groups?limit=1{after}"))).await;
            let rows = rows_of(&page);
            if rows.is_empty() {
                assert!(page.body["paging"].is_null());
                break;
            }
            assert!(seen.len() <= expected.len(), "the pages do not end");
            seen.extend(rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()));
            after = format!("&after={}", encode(page.body["paging"]["cursors"]["after"].as_str().unwrap()));
        }
        seen.sort();
        expected.sort();
        assert_eq!(seen, expected, "{shape}");
    }
}

#[tokio::test]
async fn bad_questions_about_groups_are_refused() {
    let graph = Graph::with_codes(0).await;
    for (query, error) in [
        ("after=x", (400, 131_059, 0)),
        ("before=MTYwNDYxNzIwMQ==", (400, 131_059, 0)),
        ("limit=0", (400, 100, 0)),
        ("limit=1024", (200, 0, 0)),
        ("limit=1025", (200, 0, 0)),
    ] {
        assert_eq!(graph.get(&graph.at(&format!("groups?{query}"))).await.error(), error, "{query}");
    }
}

#[tokio::test]
async fn a_group_tells_what_is_asked_and_no_link() {
    let graph = Graph::with_codes(0).await;
    let id = group(&graph, 0).await;
    let bare = graph.get(&id).await.body;
    assert_eq!(bare.as_object().unwrap().len(), 2);
    assert_eq!(bare["messaging_product"], "whatsapp");
    let fields =
        "subject,description,participants,join_approval_mode,suspended,creation_timestamp,total_participant_count";
    let full = graph.get(&format!("{id}?fields={fields}")).await.body;
    assert_eq!(full.as_object().unwrap().len(), 9);
    assert_eq!(full["suspended"], false);
    let members = full["participants"].as_array().unwrap().len();
    assert_eq!(full["total_participant_count"], members);
    assert_eq!(graph.get(&format!("{id}?fields=invite_link")).await.error(), (400, 100, 0));
}

#[tokio::test]
async fn an_id_with_every_base64_sign_is_one_segment() {
    let graph = Graph::with_codes(0).await;
    graph.edit(|number| number.groups[0].id = "Y2FwaV9/+cDo0OTE1MQ==".to_owned()).await;
    let id = group(&graph, 0).await;
    assert!(id.contains("%2F") && id.contains("%2B") && id.contains("%3D"));
    assert_eq!(graph.get(&id).await.status, 200);
    assert_eq!(graph.post(&format!("{id}/invite_link"), &product(&[])).await.status, 200);
    // Not encoded, the same id is two segments.
    assert_eq!(graph.get("Y2FwaV9/+cDo0OTE1MQ==/invite_link").await.error(), (400, 2500, 0));
}

#[tokio::test]
async fn a_link_is_read_reset_and_removed() {
    let graph = Graph::with_codes(0).await;
    let path = format!("{}/invite_link", group(&graph, 0).await);
    let link = |answer: &GraphAnswer| answer.body["invite_link"].as_str().unwrap_or_default().to_owned();
    let first = graph.post(&path, &product(&[])).await;
    assert_eq!(first.body["messaging_product"], "whatsapp");
    assert!(link(&first).starts_with("https://chat.whatsapp.com/"));
    assert_eq!(link(&first).len(), "https://chat.whatsapp.com/".len() + 22);
    assert_eq!(link(&graph.get(&path).await), link(&first));
    let second = graph.post(&path, &product(&[])).await;
    assert_ne!(link(&second), link(&first));
    assert_eq!(link(&graph.get(&path).await), link(&second));
    let removed = read(graph.request(Method::DELETE, &path).json(&product(&[]))).await;
    assert_eq!((removed.status, removed.body), (200, json!({"messaging_product": "whatsapp", "success": "true"})));
    let none = graph.get(&path).await;
    assert_eq!((none.status, none.body), (200, json!({"messaging_product": "whatsapp"})));
    let third = graph.post(&path, &product(&[])).await;
    assert!(![link(&first), link(&second)].contains(&link(&third)));
    let counters = graph.running.inside().counters();
    assert_eq!((counters.effects(Op::MetaResetLink), counters.effects(Op::MetaDeleteLink)), (3, 1));
}

#[tokio::test]
async fn changes_to_groups_name_the_product() {
    let graph = Graph::with_codes(0).await;
    let link = format!("{}/invite_link", group(&graph, 0).await);
    let groups = graph.at("groups");
    let before = graph.get(&link).await.body;
    for body in [json!({}), json!({"messaging_product": "sms"}), json!({"subject": "x"})] {
        for (method, path) in [(Method::POST, &link), (Method::DELETE, &link), (Method::POST, &groups)] {
            let answer = read(graph.request(method.clone(), path).json(&body)).await;
            assert_eq!(answer.error(), (400, 100, 0), "{method} {path} {body}");
            assert!(answer.message().contains("messaging_product"));
        }
    }
    assert_eq!(graph.delete(&link).await.error(), (400, 100, 0));
    assert_eq!(graph.get(&link).await.body, before);
}

#[tokio::test]
async fn who_may_not_have_groups_hears_why() {
    let graph = Graph::with_codes(0).await;
    let id = group(&graph, 0).await;
    let link = format!("{id}/invite_link");
    graph.edit(|number| number.groups_enabled = false).await;
    for answer in [
        graph.get(&graph.at("groups")).await,
        graph.post(&graph.at("groups"), &product(&[("subject", "x")])).await,
        graph.get(&id).await,
        graph.get(&link).await,
        graph.post(&link, &product(&[])).await,
    ] {
        assert_eq!(answer.error(), (400, 131_215, 0));
        let data = &answer.body["error"]["error_data"];
        assert_eq!(data["messaging_product"], "whatsapp");
        assert!(data["details"].as_str().unwrap().contains("only available for eligible phone numbers"));
    }
    graph
        .edit(|number| {
            number.groups_enabled = true;
            number.groups[0].status = GroupStatus::Suspended;
        })
        .await;
    for answer in [graph.get(&link).await, graph.post(&link, &product(&[])).await] {
        assert_eq!(answer.error(), (403, 131_207, 0));
    }
    assert_eq!(graph.get(&format!("{id}?fields=suspended")).await.body["suspended"], true);
}

#[tokio::test]
async fn a_group_that_is_none_is_refused() {
    for (style, error) in [("docs", (400, 131_020, 0)), ("live", (400, 100, 33))] {
        let graph = Graph::styled(&json!({"errors": style})).await;
        for path in ["Y2FwaQ%3D%3D/invite_link", "123/invite_link"] {
            assert_eq!(graph.get(path).await.error(), error, "{path}");
            assert_eq!(graph.post(path, &product(&[])).await.error(), error, "{path}");
        }
        assert_eq!(graph.get("Y2FwaQ%3D%3D").await.error(), (400, 100, 33));
    }
}

#[tokio::test]
async fn a_new_group_appears_some_lists_later() {
    let graph = Graph::with_codes(0).await;
    let made = graph.post(&graph.at("groups"), &product(&[("subject", " Night shift ")])).await;
    assert_eq!(made.status, 200);
    assert_eq!(made.body.as_object().unwrap().keys().collect::<Vec<_>>(), ["messaging_product", "request_id"]);
    let new = group(&graph, 4).await;
    let subjects = async || {
        let list = graph.get(&graph.at("groups")).await;
        rows_of(&list).iter().map(|row| row["subject"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let mut lists = 0;
    while !subjects().await.contains(&"Night shift".to_owned()) {
        lists += 1;
        assert!(lists < 10, "the group never appeared");
    }
    assert!(lists >= 1, "the group was there at once");
    assert_eq!(graph.get(&new).await.status, 200);
    assert!(graph.get(&format!("{new}/invite_link")).await.body["invite_link"].is_string());
}

#[tokio::test]
async fn bad_groups_are_not_made() {
    let graph = Graph::with_codes(0).await;
    let (subject, description) = ("a".repeat(129), "a".repeat(2_049));
    for more in [
        &[][..],
        &[("subject", "")],
        &[("subject", subject.as_str())],
        &[("subject", "x"), ("description", description.as_str())],
        &[("subject", "x"), ("join_approval_mode", "maybe")],
    ] {
        let answer = graph.post(&graph.at("groups"), &product(more)).await;
        assert_eq!(answer.error(), (400, 100, 0), "{more:?}");
    }
    assert_eq!(graph.edit(|number| number.groups.len()).await, 4);
}
