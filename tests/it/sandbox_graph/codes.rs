//! One code: get, create, update, delete.

use qrdeck::sandbox::{Api, Op};
use reqwest::Method;
use serde_json::{Value, json};

use super::{Graph, read};

/// The oldest code of the number.
async fn oldest(graph: &Graph) -> String {
    graph.edit(|number| number.codes.first().unwrap().code.to_string()).await
}

#[tokio::test]
async fn one_code_comes_in_an_array() {
    let graph = Graph::with_codes(3).await;
    let code = oldest(&graph).await;
    let answer = graph.get(&graph.at(&format!("message_qrdls/{code}"))).await;
    assert_eq!(answer.column("code"), [code.as_str()]);
    assert_eq!(answer.column("deep_link_url"), [format!("https://wa.me/message/{code}")]);
    assert!(answer.rows()[0]["qr_image_url"].is_null());
    let answer = graph.get(&graph.at(&format!("message_qrdls/{code}?fields=qr_image_url.format(PNG)"))).await;
    assert!(answer.column("qr_image_url")[0].contains(&format!("/pictures/{code}.png?oh=")));
}

#[tokio::test]
async fn a_code_that_is_none_is_refused() {
    for (style, unknown) in [("docs", (404, 803, 0)), ("live", (400, 100, 33))] {
        let graph = Graph::styled(&json!({"errors": style})).await;
        for (code, error) in [
            ("AAAAAAAAAAAAA1", unknown),
            ("short", (400, 100, 0)),
            ("aned2t5qru7hg1", (400, 100, 0)),
            ("ANED2T5QRU7HG1X", (400, 100, 0)),
        ] {
            let path = graph.at(&format!("message_qrdls/{code}"));
            let draft = json!({"prefilled_message": "x"});
            let update = json!({"prefilled_message": "x", "code": code});
            for answer in [
                graph.get(&path).await,
                graph.post(&path, &draft).await,
                graph.post(&graph.at("message_qrdls"), &update).await,
                graph.delete(&path).await,
            ] {
                assert_eq!(answer.error(), error, "{style} {code}");
            }
        }
    }
    let lenient = Graph::styled(&json!({"missing_code": "empty"})).await;
    let answer = lenient.get(&lenient.at("message_qrdls/AAAAAAAAAAAAA1")).await;
    assert_eq!((answer.status, answer.body), (200, json!({"data": []})));
}

#[tokio::test]
async fn a_code_of_another_number_is_not_there() {
    let graph = Graph::with_codes(1).await;
    let other = graph
        .running
        .inside()
        .read(|world| {
            let number = world.numbers_of(Api::Meta).nth(1);
            number.map(|number| number.codes.first().unwrap().code.to_string())
        })
        .await
        .unwrap()
        .unwrap();
    assert_eq!(graph.get(&graph.at(&format!("message_qrdls/{other}"))).await.error(), (404, 803, 0));
    assert_eq!(graph.delete(&graph.at(&format!("message_qrdls/{other}"))).await.error(), (404, 803, 0));
}

#[tokio::test]
async fn a_create_may_come_in_every_encoding() {
    let graph = Graph::with_codes(0).await;
    let path = graph.at("message_qrdls");
    let post =
        |kind: &str, body: &str| graph.request(Method::POST, &path).header("Content-Type", kind).body(body.to_owned());
    let multipart = "--x\r\nContent-Disposition: form-data; name=\"prefilled_message\"\r\n\r\nGrüße & 你好 👋\r\n\
                     --x\r\nContent-Disposition: form-data; name=\"generate_qr_image\"\r\n\r\nSVG\r\n--x--\r\n";
    let form = "prefilled_message=Gr%C3%BC%C3%9Fe+%26+%E4%BD%A0%E5%A5%BD+%F0%9F%91%8B&generate_qr_image=svg";
    let json = json!({"prefilled_message": "Grüße & 你好 👋", "generate_qr_image": "SVG"}).to_string();
    for request in [
        post("application/json", &json),
        post("application/x-www-form-urlencoded", form),
        post("multipart/form-data; boundary=x", multipart),
        graph.request(Method::POST, &format!("{path}?{form}")),
    ] {
        let answer = read(request).await;
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        let code = answer.body["code"].as_str().unwrap();
        assert!(code.len() == 14 && code.ends_with('1'), "{code}");
        assert_eq!(answer.body["prefilled_message"], "Grüße & 你好 👋");
        assert_eq!(answer.body["deep_link_url"], format!("https://wa.me/message/{code}"));
        assert!(answer.body["qr_image_url"].as_str().unwrap().contains(".svg?"));
    }
    assert_eq!(graph.running.inside().counters().effects(Op::MetaCreateCode), 4);
    assert_eq!(graph.edit(|number| number.codes.len()).await, 4);
}

#[tokio::test]
async fn creating_twice_makes_two_codes_the_newest_first() {
    let graph = Graph::with_codes(1).await;
    let draft = json!({"prefilled_message": "Same"});
    let [first, second] =
        [graph.post(&graph.at("message_qrdls"), &draft).await, graph.post(&graph.at("message_qrdls"), &draft).await]
            .map(|answer| answer.body);
    assert_ne!(first["code"], second["code"]);
    assert!(first["qr_image_url"].is_null());
    let list = graph.get(&graph.at("message_qrdls")).await;
    assert_eq!(list.rows()[..2], [second, first]);
}

#[tokio::test]
async fn bad_drafts_are_refused_and_change_nothing() {
    let utf16 = json!({"length": "utf16"});
    let long = "a".repeat(141);
    let wide = "👋".repeat(71);
    for (style, draft, refused) in [
        (&json!({}), json!({}), Some("The parameter prefilled_message is required")),
        (&json!({}), json!({"prefilled_message": ""}), Some("The parameter prefilled_message is required")),
        (&json!({}), json!({"prefilled_message": null}), Some("The parameter prefilled_message is required")),
        (&json!({}), json!({"prefilled_message": "a".repeat(140)}), None),
        (&json!({}), json!({"prefilled_message": "👋".repeat(140)}), None),
        (&json!({}), json!({"prefilled_message": long}), Some("Maximum 140 characters allowed")),
        (&utf16, json!({"prefilled_message": "👋".repeat(70)}), None),
        (&utf16, json!({"prefilled_message": wide}), Some("Maximum 140 characters allowed")),
        (&json!({}), json!({"prefilled_message": "x", "generate_qr_image": "png"}), None),
        (&json!({}), json!({"prefilled_message": "x", "generate_qr_image": "GIF"}), Some("generate_qr_image")),
        (&json!({}), json!({"prefilled_message": "x", "generate_qr_image": ""}), Some("generate_qr_image")),
    ] {
        let graph = Graph::start(1, style).await;
        let code = oldest(&graph).await;
        let created = graph.post(&graph.at("message_qrdls"), &draft).await;
        let updated = graph.post(&graph.at(&format!("message_qrdls/{code}")), &draft).await;
        for answer in [&created, &updated] {
            match refused {
                None => assert_eq!(answer.status, 200, "{draft}"),
                Some(text) => {
                    assert_eq!(answer.error(), (400, 100, 0), "{draft}");
                    assert!(answer.message().contains(text), "{draft}: {}", answer.message());
                }
            }
        }
        assert_eq!(graph.edit(|number| number.codes.len()).await, if refused.is_some() { 1 } else { 2 });
    }
    let graph = Graph::with_codes(0).await;
    let broken = graph.request(Method::POST, &graph.at("message_qrdls")).header("Content-Type", "application/json");
    assert_eq!(read(broken.body("{\"prefilled_message\":")).await.error(), (400, 100, 0));
}

#[tokio::test]
async fn the_2001st_code_is_refused() {
    let graph = Graph::with_codes(1_999).await;
    let draft = json!({"prefilled_message": "One more"});
    assert_eq!(graph.post(&graph.at("message_qrdls"), &draft).await.status, 200);
    let answer = graph.post(&graph.at("message_qrdls"), &draft).await;
    assert_eq!(answer.error(), (400, 100, 0));
    assert!(answer.message().contains("2000"), "{}", answer.message());
    let code = oldest(&graph).await;
    assert_eq!(graph.post(&graph.at(&format!("message_qrdls/{code}")), &draft).await.status, 200);
}

#[tokio::test]
async fn an_update_keeps_code_link_and_place() {
    let graph = Graph::with_codes(3).await;
    let before = graph.get(&graph.at("message_qrdls")).await.column("code");
    let code = before[1].clone();
    let nested = graph.at(&format!("message_qrdls/{code}"));
    for (path, draft, picture) in [
        (graph.at("message_qrdls"), json!({"code": code, "prefilled_message": "First"}), false),
        (nested.clone(), json!({"prefilled_message": "Second"}), false),
        (nested, json!({"prefilled_message": "Third", "generate_qr_image": "PNG"}), true),
    ] {
        let answer = graph.post(&path, &draft).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.body["code"], Value::from(code.clone()));
        assert_eq!(answer.body["prefilled_message"], draft["prefilled_message"]);
        assert_eq!(answer.body["deep_link_url"], format!("https://wa.me/message/{code}"));
        assert_eq!(answer.body["qr_image_url"].is_string(), picture);
    }
    let after = graph.get(&graph.at("message_qrdls")).await;
    assert_eq!(after.column("code"), before);
    assert_eq!(after.column("prefilled_message")[1], "Third");
    let counters = graph.running.inside().counters();
    assert_eq!((counters.requests(Op::MetaUpdateCode), counters.effects(Op::MetaUpdateCode)), (3, 3));
    assert_eq!(counters.requests(Op::MetaCreateCode), 0);
}

#[tokio::test]
async fn a_code_is_deleted_once() {
    for (style, again) in [("docs", (404, 803, 0)), ("live", (400, 100, 33))] {
        let graph = Graph::styled(&json!({"errors": style})).await;
        let code = oldest(&graph).await;
        let path = graph.at(&format!("message_qrdls/{code}"));
        let base = graph.running.endpoints().meta.base_url.clone();
        let landing = async || read(graph.http.get(format!("{base}/message/{code}"))).await;
        assert_eq!(landing().await.status, 200);
        let answer = graph.delete(&path).await;
        assert_eq!((answer.status, answer.body), (200, json!({"success": true})));
        let second = graph.delete(&path).await;
        assert_eq!(second.error(), again);
        let people = "The QR code you're trying to delete doesn't exist or has already been deleted";
        let expected = if style == "docs" { people.into() } else { Value::Null };
        assert_eq!(second.body["error"]["error_user_msg"], expected);
        assert_eq!(graph.running.inside().counters().effects(Op::MetaDeleteCode), 1);
        let page = landing().await;
        assert_eq!((page.status, page.body), (404, "This QR code has expired.".into()));
    }
}
