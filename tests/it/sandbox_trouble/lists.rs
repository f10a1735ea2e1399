//! Lists without an end, and transient errors in the middle of one.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use super::FaultHarness;

/// Reads pages as a client does, by the cursor, and hands out the codes of each; ends after so many.
async fn pages(harness: &FaultHarness, most: usize) -> Vec<Result<Vec<String>, u16>> {
    let (mut pages, mut after) = (Vec::new(), String::new());
    while pages.len() < most {
        let (status, body) =
            harness.graph(Method::GET, &format!("{{number}}/message_qrdls?limit=1{after}")).await.unwrap();
        if status != 200 {
            pages.push(Err(status));
            continue;
        }
        let rows = body["data"].as_array().unwrap();
        pages.push(Ok(rows.iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect()));
        let Some(cursor) = body["paging"]["next"].as_str().and(body["paging"]["cursors"]["after"].as_str()) else {
            break;
        };
        after = format!("&after={}", percent_encoding::utf8_percent_encode(cursor, percent_encoding::NON_ALPHANUMERIC));
    }
    pages
}

#[tokio::test]
async fn an_error_can_hit_a_page_in_the_middle() {
    let harness = FaultHarness::start(json!([{"op": "meta.codes.list", "nth": [2], "do": "error_500"}])).await;
    let statuses: Vec<_> = pages(&harness, 9).await.into_iter().map(|page| page.map(|rows| rows.len())).collect();
    assert_eq!(statuses, [Ok(1), Err(500), Ok(1), Ok(1)]);
}

#[tokio::test]
async fn a_list_goes_on_for_ever_with_new_rows_or_the_same() {
    for (fault, new) in [("endless_rows", 30), ("endless_cursor", 1)] {
        let harness = FaultHarness::start(json!([{"op": "meta.codes.list", "nth": "every", "do": fault}])).await;
        let pages = pages(&harness, 30).await;
        let rows: BTreeSet<String> = pages.iter().flatten().flatten().cloned().collect();
        assert_eq!((pages.len(), rows.len()), (30, new), "{fault}");
    }
}

#[tokio::test]
async fn a_page_repeats_its_cursor() {
    let harness = FaultHarness::start(json!([{"op": "meta.codes.list", "nth": [2], "do": "same_cursor"}])).await;
    let pages: Vec<_> = pages(&harness, 9).await.into_iter().flatten().flatten().collect();
    assert_eq!(pages.len(), 4, "{pages:?}");
    assert_eq!(pages[1], pages[2], "the second page comes twice");
}

#[tokio::test]
async fn a_page_is_larger_than_any() {
    let harness = FaultHarness::start(json!([{"op": "*", "nth": "every", "do": "huge_page", "rows": 5_000}])).await;
    let codes = |rows: &Value, name| {
        rows.as_array().unwrap().iter().map(|row| row[name].to_string()).collect::<BTreeSet<_>>().len()
    };
    let (_, body) = harness.graph(Method::GET, "{number}/message_qrdls").await.unwrap();
    assert_eq!(codes(&body["data"], "code"), 5_000);
    let body = harness.call("ListPhoneMessageQrdl").send().await.ok();
    assert_eq!(codes(&body["Data"], "QrdlCode"), 5_000);
    assert!(body["Data"].as_array().unwrap().iter().all(|row| row["PhoneNumber"] == *harness.alibaba.number));
}

#[tokio::test]
async fn groups_of_cams_go_on_for_ever() {
    let harness = FaultHarness::start(json!([{"op": "ListChatGroup", "nth": "every", "do": "endless_rows"}])).await;
    let mut ids = BTreeSet::new();
    for _ in 0..5 {
        let body = harness.call("ListChatGroup").send().await.ok();
        assert!(body["Data"]["Total"].as_u64().unwrap() > 1_000);
        ids.insert(body["Data"]["List"][0]["GroupId"].as_str().unwrap().to_owned());
    }
    assert_eq!(ids.len(), 5);
}
