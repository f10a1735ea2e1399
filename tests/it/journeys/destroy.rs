//! What cannot be undone.

use crossterm::event::KeyCode;

use super::script::Script;

/// The four characters before the first line break or space after `mark`.
fn tail_after(screen: &str, mark: &str) -> String {
    let at = screen.find(mark).expect("the mark is on screen") + mark.len();
    let word: String = screen[at..].chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
    word[word.len() - 4..].to_owned()
}

#[test]
fn a_code_is_deleted_after_its_last_characters_were_typed() {
    let outcome = Script::default()
        .see("https://wa.me/message/")
        .keys("2d")
        .see("Delete this code?")
        .see("SANDBOX")
        .keep()
        .type_from(|screen| tail_after(screen, "https://wa.me/message/"))
        .key(KeyCode::Enter)
        .see("Deleted ")
        .keep()
        .play(120, 40);
    assert!(outcome.kept[0].contains("No one can bring it back"));
}

#[test]
fn a_replaced_code_is_told_loudly_and_selected() {
    let outcome = Script::default()
        .see("https://wa.me/message/")
        .keys("/aurora-asia")
        .key(KeyCode::Esc)
        .keys("G2")
        .see("Aurora Coffee, Bengaluru")
        .see("https://wa.me/message/")
        .keep()
        .play(120, 40);
    assert_eq!(outcome.kept.len(), 1);
}
