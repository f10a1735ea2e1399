//! Files of links, read back.

use std::sync::Arc;

use super::*;
use crate::import::ImportOrder;
use crate::import::preview::RowState;
use crate::import::{Defaults, Mistake};
use crate::model::QrCode;

const FILE: &str = "number;message;code\n1;Hi;SUMMER\n1;\"two;\nlines \"\"q\"\"\";\n1;Hi;SUMMER\n";

fn campaign(text: &str) -> Campaign {
    Campaign::read(Path::new("a.csv"), text.as_bytes(), &Defaults::default()).unwrap()
}

fn code(id: &str) -> QrCode {
    let (message, link) = ("m".into(), format!("https://wa.me/message/{id}"));
    QrCode { code: id.into(), message, link, image_url: None, created: None }
}

fn preview(campaign: &Campaign, fates: Vec<Fate>) -> Preview {
    let states = fates.into_iter().map(|fate| RowState { number: Some(0), fate }).collect();
    let (source, links, campaign) = ("a.csv".into(), "l.csv".into(), Arc::new(campaign.clone()));
    Preview { states, ..Preview::unchecked(ImportOrder { source, campaign, links, duplicates: false }) }
}

fn after(entry: i64) -> Earlier {
    Earlier { after: Some(EntryId(entry)), ..Earlier::default() }
}

#[test]
fn what_was_written_is_read_back_row_by_row() {
    let dir = tempfile::tempdir().unwrap();
    let (path, source) = (dir.path().join("l.csv"), dir.path().join("a.csv"));
    let campaign = campaign(&format!("\u{feff}{FILE}"));
    assert_eq!(read(&path, &source, &campaign).unwrap(), vec![Earlier::default(); 3]);
    let written = preview(&campaign, vec![Fate::New, Fate::There(code("B")), Fate::Created(code("C"))]);
    write(&path, &written, &[after(41), after(41), after(41)]).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        text,
        "\u{feff}number;message;code;qr_code;link;status\n1;Hi;SUMMER;;;planned (after journal entry 41)\n1;\"two;\n\
         lines \"\"q\"\"\";;B;https://wa.me/message/B;exists\n1;Hi;SUMMER;C;https://wa.me/message/C;created\n"
    );
    let earlier = |code: Option<&str>, existed, after: Option<i64>| Earlier {
        code: code.map(Into::into),
        existed,
        after: after.map(EntryId),
    };
    let wanted = [earlier(None, false, Some(41)), earlier(Some("B"), true, None), earlier(Some("C"), false, None)];
    assert_eq!(read(&path, &source, &campaign).unwrap(), wanted);
    // A spreadsheet has saved it in its own way.
    std::fs::write(&path, text.replace(';', "\t").replace("two\t", "two;").replace('\n', "\r\n")).unwrap();
    assert_eq!(read(&path, &source, &campaign).unwrap(), wanted);
}

#[test]
fn rows_that_came_since_are_new_and_none_with_a_code_gets_lost() {
    let dir = tempfile::tempdir().unwrap();
    let (path, source) = (dir.path().join("l.csv"), dir.path().join("a.csv"));
    let first = campaign("number,message\n1,a\n1,b\n");
    write(&path, &preview(&first, vec![Fate::Created(code("A")), Fate::New]), &[after(0), after(0)]).unwrap();
    let more = read(&path, &source, &campaign("number,message\n1,c\n1,a\n")).unwrap();
    assert_eq!((more[0].code.as_ref(), more[1].code.as_ref()), (None, Some(&"A".into())));
    let error = read(&path, &source, &campaign("number,message\n1,changed\n")).unwrap_err();
    assert!(error.kind == ErrorKind::Refused && error.message.contains("l.csv:2: the code A"), "{}", error.message);
}

#[test]
fn no_other_file_is_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("l.csv");
    let campaign = campaign(FILE);
    for other in ["", "mine", "number;message;code\n", "{}", "number;message;code;code;link;status\n", "a\u{0}"] {
        std::fs::write(&path, other).unwrap();
        assert_eq!(read(&path, &dir.path().join("a.csv"), &campaign).unwrap_err().kind, ErrorKind::Refused, "{other}");
    }
    assert_eq!(read(&path, &path, &campaign).unwrap_err().kind, ErrorKind::Config);
    assert_eq!(usual_path(Path::new("/x/spring.tsv")), Path::new("/x/spring-links.csv"));
    let wrong = Preview { mistakes: vec![Mistake::new(3, "No.")], ..preview(&campaign, vec![Fate::New; 3]) };
    assert_eq!(wrong.complaints().collect::<Vec<_>>(), ["a.csv:3: No."]);
    assert_eq!(wrong.mistakes_of(&campaign.rows[1]).count(), 1);
    assert_eq!(wrong.mistakes_of(&campaign.rows[2]).count(), 0);
}
