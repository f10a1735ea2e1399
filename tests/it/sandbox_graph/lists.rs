//! Pages, limits, cursors, fields.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{Graph, GraphAnswer, encode};

const THREE: [&str; 3] = ["code", "deep_link_url", "prefilled_message"];

/// The codes of all pages by `cursors.after`; `between` runs after each page.
async fn walk(graph: &Graph, limit: usize, mut between: impl AsyncFnMut(&[String])) -> Vec<String> {
    let (mut seen, mut after) = (Vec::new(), String::new());
    loop {
        let page = graph.get(&graph.at(&format!("message_qrdls?limit={limit}{after}"))).await;
        assert!(page.rows().len() <= limit);
        seen.extend(page.column("code"));
        assert!(seen.len() <= 100, "the pages do not end");
        let paging = &page.body["paging"];
        if paging["next"].is_null() {
            return seen;
        }
        after = format!("&after={}", encode(paging["cursors"]["after"].as_str().unwrap()));
        between(&seen).await;
    }
}

#[tokio::test]
async fn a_list_comes_newest_first_in_pages_of_25() {
    let graph = Graph::with_codes(60).await;
    let expected: Vec<String> =
        graph.edit(|number| number.codes.iter().rev().map(|row| row.code.to_string()).collect()).await;
    let first = graph.get(&graph.at("message_qrdls")).await;
    assert_eq!(first.rows().len(), 25);
    let seen = walk(&graph, 25, async |_| ()).await;
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn codes_of_one_second_are_neither_lost_nor_repeated() {
    let graph = Graph::with_codes(23).await;
    let expected: Vec<String> = graph
        .edit(|number| {
            number.codes.to_mut().iter_mut().for_each(|row| row.created = 1_604_617_201);
            number.codes.iter().rev().map(|row| row.code.to_string()).collect()
        })
        .await;
    for limit in [1, 4, 22, 23] {
        assert_eq!(walk(&graph, limit, async |_| ()).await, expected, "{limit}");
    }
}

#[tokio::test]
async fn changes_between_pages_repeat_nothing() {
    let graph = Graph::with_codes(20).await;
    let before: HashSet<String> =
        graph.edit(|number| number.codes.iter().map(|row| row.code.to_string()).collect()).await;
    let mut deleted = HashSet::new();
    let seen = walk(&graph, 4, async |seen: &[String]| {
        let made = graph.post(&graph.at("message_qrdls"), &json!({"prefilled_message": "Between pages"})).await;
        assert_eq!(made.status, 200);
        // The row the cursor stands at.
        let last = seen.last().unwrap();
        assert_eq!(graph.delete(&graph.at(&format!("message_qrdls/{last}"))).await.status, 200);
        deleted.insert(last.clone());
    })
    .await;
    let once: HashSet<String> = seen.iter().cloned().collect();
    assert_eq!(once.len(), seen.len());
    assert_eq!(once, before);
    assert!(!deleted.is_empty());
}

#[tokio::test]
async fn paging_is_there_where_there_are_other_pages() {
    let graph = Graph::with_codes(5).await;
    for (query, previous, next) in [("", false, false), ("?limit=5", false, false), ("?limit=2", false, true)] {
        let page = graph.get(&graph.at(&format!("message_qrdls{query}"))).await;
        let paging = &page.body["paging"];
        assert_eq!(
            (paging.is_object(), paging["previous"].is_string(), paging["next"].is_string()),
            (previous || next, previous, next)
        );
    }
    let always = Graph::start(2, &json!({"paging": "always"})).await;
    let page = always.get(&always.at("message_qrdls")).await;
    assert!(page.body["paging"]["cursors"]["after"].is_string());
    assert!(page.body["paging"]["next"].is_null());
    let empty = Graph::start(0, &json!({"paging": "always"})).await;
    assert_eq!(empty.get(&empty.at("message_qrdls")).await.body, json!({"data": []}));
}

#[tokio::test]
async fn the_addresses_of_other_pages_keep_what_was_asked() {
    let graph = Graph::with_codes(5).await;
    let first = graph.get(&graph.at("message_qrdls?fields=code,qr_image_url.format(SVG)&limit=2")).await;
    let follow = async |page: &GraphAnswer, name: &str| {
        let url = page.body["paging"][name].as_str().unwrap().to_owned();
        assert!(url.starts_with(&graph.url(&graph.at("message_qrdls?"))), "{url}");
        assert!(!url.contains("access_token"), "{url}");
        super::read(graph.http.get(url).bearer_auth(graph.token())).await
    };
    let second = follow(&first, "next").await;
    assert_eq!(second.rows().len(), 2);
    assert!(second.rows()[0]["qr_image_url"].is_string());
    let third = follow(&second, "next").await;
    assert_eq!(third.rows().len(), 1);
    assert!(third.body["paging"]["next"].is_null());
    assert_eq!(follow(&third, "previous").await.column("code"), second.column("code"));
    assert_eq!(follow(&second, "previous").await.column("code"), first.column("code"));
}

#[tokio::test]
async fn a_next_page_may_leak_or_lead_astray() {
    let leaky = Graph::styled(&json!({"next": "with_token"})).await;
    let page = leaky.get(&leaky.at("message_qrdls?limit=1")).await;
    let next = page.body["paging"]["next"].as_str().unwrap();
    assert!(next.contains(&format!("access_token={}", leaky.token())), "{next}");
    let foreign = Graph::styled(&json!({"next": "foreign_host"})).await;
    let page = foreign.get(&foreign.at("message_qrdls?limit=1")).await;
    let next = page.body["paging"]["next"].as_str().unwrap();
    assert!(next.starts_with("https://graph.invalid/v23.0/"), "{next}");
}

#[tokio::test]
async fn limits_and_cursors_are_checked() {
    let clamping = Graph::start(30, &json!({})).await;
    let refusing = Graph::start(30, &json!({"over_limit": "refuse"})).await;
    for (query, clamped, refused) in [
        ("limit=1", Some(1), Some(1)),
        ("limit=25", Some(25), Some(25)),
        ("limit=26", Some(25), None),
        ("limit=100000", Some(25), None),
        ("limit=0", None, None),
        ("limit=-3", None, None),
        ("limit=many", None, None),
        ("after=nonsense", None, None),
        ("before=MTYwNDYxNzIwMQ==", None, None),
    ] {
        for (graph, expected) in [(&clamping, clamped), (&refusing, refused)] {
            let answer = graph.get(&graph.at(&format!("message_qrdls?{query}"))).await;
            match expected {
                Some(rows) => assert_eq!((answer.status, answer.rows().len()), (200, rows), "{query}"),
                None => assert_eq!(answer.error(), (400, 100, 0), "{query}"),
            }
        }
    }
}

/// The names of the fields of the first row.
fn names(answer: &GraphAnswer) -> Vec<&str> {
    answer.rows()[0].as_object().map(|row| row.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[tokio::test]
async fn fields_choose_what_is_shown() {
    let always = Graph::styled(&json!({})).await;
    let projection = Graph::styled(&json!({"fields": "projection"})).await;
    let picture = ["code", "deep_link_url", "prefilled_message", "qr_image_url"];
    for (fields, documented, projected) in [
        ("", &THREE[..], &THREE[..]),
        ("code", &THREE[..], &["code"][..]),
        ("prefilled_message,deep_link_url", &THREE[..], &["deep_link_url", "prefilled_message"][..]),
        ("code,creation_time", &THREE[..], &["code"][..]),
        ("code,qr_image_url.format(SVG)", &picture[..], &["code", "qr_image_url"][..]),
        ("code%2Cqr_image_url.format%28png%29", &picture[..], &["code", "qr_image_url"][..]),
    ] {
        for (graph, expected) in [(&always, documented), (&projection, projected)] {
            let answer = graph.get(&graph.at(&format!("message_qrdls?fields={fields}"))).await;
            assert_eq!(names(&answer), expected, "{fields}");
        }
    }
}

#[tokio::test]
async fn unknown_fields_are_refused_in_the_words_of_the_style() {
    for (style, message) in [
        ("docs", "Invalid fields parameter. Check field names and format specifications"),
        ("live", "(#100) Tried accessing nonexisting field ("),
    ] {
        let graph = Graph::styled(&json!({"errors": style})).await;
        for fields in ["code,label", "qr_image_url.format(GIF)", "code.format(SVG)", "code("] {
            let answer = graph.get(&graph.at(&format!("message_qrdls?fields={fields}"))).await;
            assert_eq!(answer.error(), (400, 100, 0), "{fields}");
            assert!(answer.message().starts_with(message), "{fields}: {}", answer.message());
        }
    }
}

#[tokio::test]
async fn the_code_filter_finds_one_or_none() {
    let graph = Graph::with_codes(30).await;
    let oldest = graph.edit(|number| number.codes.first().unwrap().code.to_string()).await;
    let found = graph.get(&graph.at(&format!("message_qrdls?code={oldest}"))).await;
    assert_eq!(found.column("code"), [oldest]);
    for code in ["AAAAAAAAAAAAA1", "nonsense"] {
        let none = graph.get(&graph.at(&format!("message_qrdls?code={code}"))).await;
        assert_eq!((none.status, &none.body), (200, &json!({"data": []})), "{code}");
    }
}

#[tokio::test]
async fn a_list_of_nothing_known_is_refused() {
    for (style, error) in [("docs", (404, 803, 0)), ("live", (400, 100, 33))] {
        let graph = Graph::styled(&json!({"errors": style})).await;
        let waba = &graph.running.endpoints().meta.waba_ids[0];
        for path in ["1/message_qrdls".to_owned(), format!("{waba}/message_qrdls"), "1/phone_numbers".to_owned()] {
            let answer = graph.get(&path).await;
            assert_eq!(answer.error(), error, "{path}");
            assert_ne!(answer.body["error"]["type"], Value::Null);
        }
    }
}
