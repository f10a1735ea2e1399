//! Case 1: between the prompt and the answer a colleague resets the link; his was killed, and the status was 0.

use qrdeck::model::{ErrorKind, InviteLink};
use qrdeck::provider::Call;
use serde_json::json;

use super::desk::{Desk, KINDS};
use super::oracle::Act;

#[tokio::test]
async fn what_was_confirmed_is_compared_right_before_the_change() {
    for kind in KINDS {
        for act in [Act::Reset, Act::Remove] {
            let desk = Desk::open(kind, &json!([])).await;
            let call = Call::default().expecting_link(InviteLink::Link("https://chat.whatsapp.com/Other".to_owned()));
            let answer = desk.change_with(&*desk.provider, &call, act).await;
            assert_eq!(answer.as_ref().unwrap_err().kind, ErrorKind::Conflict, "{answer:?}");
            assert_eq!(desk.requests(act), 0);
            desk.assert_true(act, &answer).await;
        }
    }
}
