use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::super::asked::Asked;
use super::super::envelope::open;
use super::*;
use crate::model::ErrorKind;
use crate::provider::http::Answer;

/// Code, message and link.
type Row = (&'static str, &'static str, &'static str);

fn opened(intent: Intent, data: &str) -> Opened {
    let body = format!(r#"{{"Code":"OK","RequestId":"R","Data":{data}}}"#).into_bytes();
    let answer = Answer { status: StatusCode::OK, headers: HeaderMap::new(), body };
    open(Asked { action: "UpdatePhoneMessageQrdl", intent }, &answer).unwrap()
}

fn listed(data: &str) -> Vec<QrCode> {
    let wire::Codes { data } = opened(Intent::Read, data).payload().unwrap();
    data.into_iter().flatten().filter_map(|row| qr_code(row, Some(ImageFormat::Png), "")).collect()
}

#[test]
fn the_documented_row() {
    let codes = listed(
        r#"[{"QrImageUrl":"https://img.png","PhoneNumber":"8613800","QrdlCode":"D9AA3QWERTYU12\n",
             "DeepLinkUrl":"https://wa.me/message/D9AA3QWERTYU12","GenerateQrImage":"PNG","PrefilledMessage":"Hello"}]"#,
    );
    let expected = QrCode {
        code: "D9AA3QWERTYU12".into(),
        message: "Hello".to_owned(),
        link: "https://wa.me/message/D9AA3QWERTYU12".to_owned(),
        image_url: Some("https://img.png".to_owned()),
        created: None,
    };
    assert_eq!(codes, [expected]);
}

#[test]
fn rows_in_odd_forms() {
    // What Data holds, and code, message and link of the rows that can be used.
    let table: [(&str, &[Row]); 9] = [
        ("null", &[]),
        (r#""None""#, &[]),
        ("[]", &[]),
        ("[null, {}]", &[]),
        (r#"[{"QrdlCode":"无"},{"QrdlCode":" "}]"#, &[]),
        (
            r#"[{"QrdlCode":12345678901234567890}]"#,
            &[("12345678901234567890", "", "https://wa.me/message/12345678901234567890")],
        ),
        (
            r#"[{"QrdlCode":"A","DeepLinkUrl":"None","PrefilledMessage":"None","New":{"x":[1]}}]"#,
            &[("A", "None", "https://wa.me/message/A")],
        ),
        (
            r#"{"QrdlCode":"A/b","PrefilledMessage":" two\nlines ","DeepLinkUrl":" https://wa.me/message/x\n"}"#,
            &[("A/b", " two\nlines ", "https://wa.me/message/x")],
        ),
        (
            r#"[{"QrdlCode":"A?b","PrefilledMessage":["?"],"QrImageUrl":false}]"#,
            &[("A?b", "", "https://wa.me/message/A%3Fb")],
        ),
    ];
    for (data, expected) in table {
        let codes = listed(data);
        let shown: Vec<_> = codes.iter().map(|code| (code.code.as_str(), &*code.message, &*code.link)).collect();
        assert_eq!(shown, expected, "{data}");
    }
}

#[test]
fn rows_that_are_no_rows_are_an_error() {
    for data in [r#"["A"]"#, "7", r#"[[{"QrdlCode":"A"}]]"#] {
        let error = opened(Intent::Read, data).payload::<wire::Codes>().unwrap_err();
        assert_eq!((error.kind, error.request_id.as_deref()), (ErrorKind::Decode, Some("R")), "{data}");
    }
}

#[test]
fn a_change_that_does_not_name_its_code_is_open() {
    let draft = Draft { message: "Hi".to_owned(), image: ImageFormat::Png };
    for data in ["null", "[]", "{}", r#"{"QrdlCode":null,"PrefilledMessage":"Hi"}"#, r#""done""#, "[7]"] {
        let error = changed(opened(Intent::Change, data), &draft).unwrap_err();
        assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{data}");
    }
    for data in [r#"{"QrdlCode":"B"}"#, r#"[{"QrdlCode":"B"}]"#] {
        let code = changed(opened(Intent::Change, data), &draft).unwrap();
        assert_eq!((code.code.as_str(), &*code.message), ("B", "Hi"), "{data}");
    }
}

#[test]
fn a_picture_of_another_format_is_not_the_one_asked_for() {
    let row = |format: Option<&str>| wire::CodeRow {
        qrdl_code: Some("A".to_owned()),
        qr_image_url: Some("https://img".to_owned()),
        generate_qr_image: format.map(str::to_owned),
        ..Default::default()
    };
    for (format, asked, shown) in [
        (Some("PNG"), Some(ImageFormat::Png), true),
        (Some("png"), Some(ImageFormat::Png), true),
        (None, Some(ImageFormat::Svg), true),
        (Some("PNG"), Some(ImageFormat::Svg), false),
        (Some("PNG"), None, false),
    ] {
        assert_eq!(qr_code(row(format), asked, "").unwrap().image_url.is_some(), shown, "{format:?} {asked:?}");
    }
}
