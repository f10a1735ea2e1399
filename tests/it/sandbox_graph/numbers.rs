//! From the token to the numbers: `debug_token`, accounts, numbers.

use qrdeck::sandbox::Api;
use qrdeck::sandbox::graph::{EXPIRED, NO_ASSET, NO_PERMISSION};
use serde_json::{Value, json};

use super::{Graph, encode, read};

/// The account of the first number.
async fn account(graph: &Graph) -> String {
    graph.edit(|number| number.waba.clone()).await
}

#[tokio::test]
async fn a_list_of_numbers_has_the_documented_defaults() {
    let graph = Graph::with_codes(0).await;
    let list = graph.get(&format!("{}/phone_numbers", account(&graph).await)).await;
    let row = list.rows().iter().find(|row| row["id"] == graph.number.as_str()).unwrap();
    let names: Vec<&str> = row.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "code_verification_status",
            "display_phone_number",
            "id",
            "platform_type",
            "quality_rating",
            "throughput",
            "verified_name",
            "webhook_configuration"
        ]
    );
}

#[tokio::test]
async fn both_accounts_together_have_all_numbers() {
    let graph = Graph::with_codes(0).await;
    let mut expected: Vec<String> = graph
        .running
        .inside()
        .read(|world| world.numbers_of(Api::Meta).map(|number| number.id.clone()).collect())
        .await
        .unwrap();
    let mut seen = Vec::new();
    for waba in &graph.running.endpoints().meta.waba_ids {
        seen.extend(graph.get(&format!("{waba}/phone_numbers?fields=id,status")).await.column("id"));
    }
    expected.sort();
    seen.sort();
    assert_eq!(seen, expected);
}

/// Puts seven numbers in one account, onboarded on seven days.
async fn crowd(graph: &Graph) -> String {
    graph
        .running
        .inside()
        .edit(|world| {
            let pattern = world.numbers_of(Api::Meta).next().unwrap().clone();
            world.numbers.retain(|number| number.service != Api::Meta);
            for day in 0..7 {
                let id = format!("10000000000000{day}");
                world.numbers.push(qrdeck::sandbox::world::Number { id, created: day * 86_400, ..pattern.clone() });
            }
            pattern.waba
        })
        .await
        .unwrap()
}

#[tokio::test]
async fn numbers_are_sorted_filtered_counted_and_paged() {
    let graph = Graph::with_codes(0).await;
    let path = format!("{}/phone_numbers", crowd(&graph).await);
    let newest: Vec<String> = (0..7).rev().map(|day| format!("10000000000000{day}")).collect();
    let oldest: Vec<String> = newest.iter().rev().cloned().collect();
    let live = encode(r#"[{"field":"account_mode","operator":"EQUAL","value":"LIVE"}]"#);
    let sandbox = encode(r#"[{"field":"account_mode","operator":"EQUAL","value":"SANDBOX"}]"#);
    for (query, expected) in [
        (String::new(), &newest[..]),
        ("sort=creation_time.asc".to_owned(), &oldest[..]),
        ("sort=last_onboarded_time.desc".to_owned(), &newest[..]),
        (format!("sort={}", encode("['last_onboarded_time_ascending']")), &oldest[..]),
        ("limit=1000".to_owned(), &newest[..]),
        ("limit=3".to_owned(), &newest[..3]),
        (format!("filtering={live}"), &newest[..]),
        (format!("filtering={sandbox}"), &[]),
    ] {
        let answer = graph.get(&format!("{path}?{query}")).await;
        assert_eq!(answer.column("id"), expected, "{query}");
        assert!(answer.body["summary"].is_null());
    }
    let first = graph.get(&format!("{path}?limit=3&sort=creation_time.asc&summary=total_count")).await;
    assert_eq!(first.body["summary"], json!({"total_count": 7}));
    let next = first.body["paging"]["next"].as_str().unwrap();
    let second = read(graph.http.get(next).bearer_auth(graph.token())).await;
    assert_eq!(second.column("id"), oldest[3..6]);
    assert_eq!(second.body["summary"], json!({"total_count": 7}));
}

#[tokio::test]
async fn bad_questions_about_numbers_are_refused() {
    let graph = Graph::with_codes(0).await;
    let path = format!("{}/phone_numbers", account(&graph).await);
    for (query, message) in [
        ("filtering=account_mode", "Invalid parameter: filtering must be valid JSON"),
        ("filtering=%5B%7B%7D%5D", "Invalid parameter: filtering: missing field"),
        ("sort=name.asc", "Invalid parameter: sort"),
        ("limit=0", "Param limit must be an integer between 1 and 100"),
        ("fields=id,colour", "Invalid fields parameter."),
        ("after=x", "Invalid cursor"),
    ] {
        let answer = graph.get(&format!("{path}?{query}")).await;
        assert_eq!(answer.error(), (400, 100, 0), "{query}");
        assert!(answer.message().starts_with(message), "{query}: {}", answer.message());
    }
}

#[tokio::test]
async fn one_number_is_flat() {
    let graph = Graph::with_codes(0).await;
    let display = graph.edit(|number| number.display.clone()).await;
    let answer = graph.get(&graph.number).await;
    assert_eq!(answer.body["display_phone_number"], display);
    assert_eq!(answer.body.as_object().unwrap().len(), 5);
    for shared in ["certificate,health_status,is_pin_enabled", "last_onboarded_time,country_dial_code"] {
        assert_eq!(graph.get(&format!("{}?fields={shared}", graph.number)).await.status, 200, "{shared}");
    }
    let asked = graph.get(&format!("{}?fields=status,username,is_official_business_account", graph.number)).await;
    let names: Vec<&String> = asked.body.as_object().unwrap().keys().collect();
    assert_eq!(names, ["id", "is_official_business_account", "status"]);
}

#[tokio::test]
async fn accounts_are_found_from_business_and_user() {
    let graph = Graph::with_codes(0).await;
    let (business, user) = graph
        .running
        .inside()
        .read(|world| (world.meta.business_id.clone(), world.meta.user_id.clone()))
        .await
        .unwrap();
    let wabas = graph.running.endpoints().meta.waba_ids.clone();
    for (path, expected) in [
        (format!("{business}/owned_whatsapp_business_accounts"), &wabas[..1]),
        (format!("{business}/client_whatsapp_business_accounts"), &wabas[1..]),
        (format!("{user}/assigned_whatsapp_business_accounts"), &wabas[..]),
        (format!("{user}/assigned_whatsapp_business_accounts?find={}", wabas[1]), &wabas[1..]),
        (format!("{user}/assigned_whatsapp_business_accounts?limit=1"), &wabas[..1]),
    ] {
        assert_eq!(graph.get(&path).await.column("id"), expected, "{path}");
    }
    assert_eq!(graph.get(&format!("{user}/owned_whatsapp_business_accounts")).await.error(), (400, 100, 33));
    let one = graph.get(&format!("{}?fields=name,status,business_verification_status", wabas[0])).await;
    assert_eq!((one.status, &one.body["id"]), (200, &json!(wabas[0])));
    assert_eq!(graph.get(&format!("{}?fields=colour", wabas[0])).await.error(), (400, 100, 0));
    assert_eq!(graph.get("me").await.body["id"], user);
}

#[tokio::test]
async fn debug_token_tells_what_a_token_is_good_for() {
    let graph = Graph::with_codes(0).await;
    let ask = async |token: &str| {
        let answer = graph.get(&format!("debug_token?input_token={}", encode(token))).await;
        assert_eq!(answer.status, 200, "{token}");
        answer.body["data"].clone()
    };
    let good = ask(graph.token()).await;
    assert_eq!(
        (&good["is_valid"], &good["type"], &good["expires_at"]),
        (&json!(true), &json!("SYSTEM_USER"), &json!(0))
    );
    let management = &good["granular_scopes"][0];
    assert_eq!(management["scope"], "whatsapp_business_management");
    assert_eq!(management["target_ids"], json!(graph.running.endpoints().meta.waba_ids));
    assert!(good["granular_scopes"][1]["target_ids"].is_null());
    let expired = ask(EXPIRED).await;
    assert_eq!((&expired["is_valid"], &expired["error"]["subcode"]), (&json!(false), &json!(463)));
    assert_eq!(expired["error"]["error_subcode"], Value::Null);
    assert_eq!(ask("nonsense").await["error"]["code"], 190);
    assert_eq!(ask(NO_PERMISSION).await["scopes"], json!(["public_profile"]));
    assert_eq!(ask(NO_ASSET).await["granular_scopes"][0]["target_ids"], json!([]));
}

#[tokio::test]
async fn debug_token_wants_an_owner_of_the_app() {
    let graph = Graph::with_codes(0).await;
    let app =
        graph.running.inside().read(|world| format!("{}|{}", world.meta.app_id, world.meta.app_secret)).await.unwrap();
    let path = graph.url(&format!("debug_token?input_token={}", graph.token()));
    for (caller, error) in [(app.as_str(), (200, 0, 0)), (NO_PERMISSION, (400, 100, 0)), ("nonsense", (401, 190, 0))] {
        assert_eq!(read(graph.http.get(&path).bearer_auth(caller)).await.error(), error);
    }
    assert_eq!(graph.get("debug_token").await.error(), (400, 100, 0));
    let app_alone = read(graph.http.get(graph.url(&graph.number)).bearer_auth(app)).await;
    assert_eq!(app_alone.error().1, 200);
}
