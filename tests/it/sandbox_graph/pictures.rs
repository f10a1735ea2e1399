//! The pictures behind `qr_image_url`.

use std::time::Duration;

use qrdeck::sandbox::Op;
use serde_json::json;

use super::{Graph, read};

/// Makes a code with a picture; tells its link and the address of the picture.
async fn make(graph: &Graph, format: &str) -> (String, String) {
    let draft = json!({"prefilled_message": "Look", "generate_qr_image": format});
    let body = graph.post(&graph.at("message_qrdls"), &draft).await.body;
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    (text("deep_link_url"), text("qr_image_url"))
}

#[tokio::test]
async fn a_png_scans_as_the_link() {
    let graph = Graph::with_codes(0).await;
    let (link, url) = make(&graph, "PNG").await;
    let response = graph.http.get(url).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "image/png");
    let picture = image::load_from_memory(&response.bytes().await.unwrap()).unwrap().into_luma8();
    // The quiet zone: four modules of ten pixels on each side.
    let side = picture.width();
    assert!(picture.enumerate_pixels().all(|(x, y, pixel)| {
        let inside = (40..side - 40).contains(&x) && (40..side - 40).contains(&y);
        inside || pixel.0 == [255]
    }));
    let mut scanned = rqrr::PreparedImage::prepare_from_greyscale(
        usize::try_from(side).unwrap(),
        usize::try_from(picture.height()).unwrap(),
        |x, y| picture.get_pixel(x.try_into().unwrap(), y.try_into().unwrap()).0[0],
    );
    let texts: Vec<String> = scanned.detect_grids().iter().map(|grid| grid.decode().unwrap().1).collect();
    assert_eq!(texts, [link]);
    assert_eq!(graph.running.inside().counters().requests(Op::Picture), 1);
}

#[tokio::test]
async fn an_svg_is_a_drawing() {
    let graph = Graph::with_codes(0).await;
    let (_, url) = make(&graph, "SVG").await;
    let response = graph.http.get(url).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "image/svg+xml");
    let text = response.text().await.unwrap();
    assert!(text.contains("<svg") && text.contains("</svg>"), "{text}");
    // 29 modules and the quiet zone.
    assert!(text.contains("370"), "{text}");
}

#[tokio::test]
async fn an_address_is_signed_and_expires() {
    let graph = Graph::styled(&json!({"picture_seconds": 60})).await;
    graph.running.inside().clock().hold();
    let (_, url) = make(&graph, "PNG").await;
    let forged = [
        url.replace("oh=00_", "oh=01_"),
        url.replace("&oe=", "&oe=F"),
        url.replace(".png", ".svg"),
        url.split('?').next().unwrap().to_owned(),
    ];
    for address in forged {
        let answer = read(graph.http.get(&address)).await;
        assert_eq!((answer.status, answer.body), (403, "URL signature expired".into()), "{address}");
    }
    assert_eq!(graph.http.get(&url).send().await.unwrap().status(), 200);
    graph.running.inside().clock().advance(Duration::from_secs(61));
    let answer = read(graph.http.get(&url)).await;
    assert_eq!((answer.status, answer.header("content-type")), (403, "text/plain"));
    assert_eq!(answer.body, "URL signature expired");
}

#[tokio::test]
async fn a_dead_code_has_no_picture() {
    let graph = Graph::with_codes(0).await;
    let (link, url) = make(&graph, "PNG").await;
    let code = link.rsplit('/').next().unwrap();
    assert_eq!(graph.delete(&graph.at(&format!("message_qrdls/{code}"))).await.status, 200);
    assert_eq!(graph.http.get(url).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn a_credential_is_refused_and_counted() {
    let graph = Graph::with_codes(0).await;
    let (_, url) = make(&graph, "PNG").await;
    let leaks = || graph.running.inside().counters().leaks();
    assert_eq!(graph.http.get(&url).send().await.unwrap().status(), 200);
    assert_eq!(leaks(), 0);
    for request in [graph.http.get(&url).bearer_auth("T"), graph.http.get(format!("{url}&access_token=T"))] {
        assert_eq!(request.send().await.unwrap().status(), 400);
    }
    assert_eq!(leaks(), 2);
}
