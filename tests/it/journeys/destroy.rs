//! What cannot be undone.

use crossterm::event::KeyCode;

use super::script::Script;

/// The four characters before the first line break or space after `mark`.
fn tail_after(screen: &str, mark: &str) -> String {
    let at = screen.find(mark).expect("the mark is on screen") + mark.len();
    let word: String = screen[at..].chars().take_while(char::is_ascii_alphanumeric).collect();
    word[word.len() - 4..].to_owned()
}

#[test]
fn a_code_is_deleted_after_its_last_characters_were_typed() {
    let outcome = Script::open()
        .keys("2d")
        .see("Delete this code?")
        .see("SANDBOX")
        .keep()
        .type_from(|screen| tail_after(screen, "https://wa.me/message/"))
        .key(KeyCode::Enter)
        .see("Deleted ")
        .keep()
        .play(120, 40);
    assert!(outcome.kept[0].contains("no longer reach you"));
}

#[test]
fn a_replaced_code_is_told_loudly_and_selected() {
    let outcome = Script::default()
        .see("Aurora 上海")
        .keys("/8613800000001")
        .key(KeyCode::Enter)
        .keys("2")
        .see("Alibaba Cloud CAMS")
        .see("https://wa.me/message/")
        .keep()
        .keys("e")
        .see("stops working")
        .keys(" 2026")
        .ctrl('s')
        .see("Replace this code?")
        .type_from(|screen| tail_after(screen, "https://wa.me/message/"))
        .key(KeyCode::Enter)
        .see("was replaced")
        .keep()
        .key(KeyCode::Esc)
        .miss("was replaced")
        .keep()
        .play(120, 40);
    let old = code_in(&outcome.kept[0]);
    let new = code_in(&outcome.kept[2]);
    assert_ne!(old, new);
    assert!(outcome.kept[1].contains(&old) && outcome.kept[1].contains(&new), "{}", outcome.kept[1]);
    let mut named = outcome.kept[2].lines().filter(|line| line.contains(&old));
    assert!(named.all(|line| line.contains("Replaces")), "{}", outcome.kept[2]);
}

#[test]
fn an_invite_link_is_removed_after_its_last_characters_were_typed() {
    let outcome = Script::open()
        .keys("3")
        .see("https://chat.whatsapp.com/")
        .keys("d")
        .see("Remove this invite link?")
        .type_from(|screen| tail_after(screen, "https://chat.whatsapp.com/"))
        .key(KeyCode::Enter)
        .see("The invite link of Baristas Berlin was removed.")
        .keep()
        .play(120, 40);
    assert!(outcome.kept[0].contains("no link"));
}

#[test]
fn codes_that_were_deleted_together_are_created_again_together() {
    let outcome = Script::open()
        .keys("2  d")
        .see("Delete these 2 codes?")
        .keys("2")
        .key(KeyCode::Enter)
        .see("2 of 2 done")
        .key(KeyCode::Esc)
        .keys("J")
        .see("✓ done")
        .keys("*n")
        .see("Create these 2 codes again?")
        .see("new link")
        .key(KeyCode::Enter)
        .see("2 of 2 done")
        .keep()
        .key(KeyCode::Esc)
        .see("create ")
        .keep()
        .play(120, 40);
    assert!(outcome.kept[0].contains(" is now "), "{}", outcome.kept[0]);
    assert_eq!(outcome.kept[1].matches("delete ").count(), 2, "{}", outcome.kept[1]);
}

#[test]
fn a_message_that_was_changed_is_put_back() {
    let outcome = Script::open()
        .keys("2e")
        .see("Edit")
        .keys(" today")
        .ctrl('s')
        .see("its link stays the same")
        .keys("J")
        .see("✓ done")
        .keys("u")
        .see("Edit")
        .ctrl('s')
        .miss("Edit")
        .see("2 of 2")
        .keep()
        .play(120, 40);
    assert_eq!(outcome.kept[0].matches("update ").count(), 2, "{}", outcome.kept[0]);
}

/// The code of the link in the preview.
fn code_in(screen: &str) -> String {
    let mark = "https://wa.me/message/";
    let at = screen.find(mark).expect("a link is on screen") + mark.len();
    screen[at..].chars().take_while(char::is_ascii_alphanumeric).collect()
}
