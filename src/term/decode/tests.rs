//! What bytes mean, in one piece and in many.

use crossterm::event::{KeyEventKind, MouseButton, MouseEventKind};
use proptest::prelude::*;

use super::*;

const GRUVBOX: Rgb = Rgb(0x28, 0x28, 0x28);
const ANSWERS: [&str; 4] = [
    "\x1b]11;rgb:2828/2828/2828\x1b\\",
    "\x1b]11;rgb:28/28/28\x07",
    "\x1b]11;rgba:2828/2828/2828/ffff\x07",
    "\x1b]11;#282828\x1b\\",
];

/// What all of these bytes say, with a pause at the end.
fn decode(asked: bool, bytes: &[u8]) -> Vec<Said> {
    let (mut decoder, mut told) = (Decoder::new(asked), Vec::new());
    decoder.take(bytes, &mut told);
    decoder.pause(&mut told);
    told
}

/// What they say one by one; long after the question, and with a pause wherever one is asked for.
fn in_pieces(bytes: &[u8], paused: bool) -> Vec<Said> {
    let (mut decoder, mut told) = (Decoder::new(true), Vec::new());
    for byte in bytes {
        decoder.take(&[*byte], &mut told);
        if paused && decoder.patience(YOUNG).is_some() {
            decoder.pause(&mut told);
        }
    }
    told
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Said {
    Said::Key(KeyEvent::new(code, modifiers))
}

#[test]
fn keys_of_all_kinds() {
    use KeyCode as K;
    use KeyModifiers as M;
    let table: [(&str, K, M); 34] = [
        ("a", K::Char('a'), M::NONE),
        ("A", K::Char('A'), M::SHIFT),
        ("é", K::Char('é'), M::NONE),
        ("海", K::Char('海'), M::NONE),
        ("👋", K::Char('👋'), M::NONE),
        ("\r", K::Enter, M::NONE),
        ("\n", K::Char('j'), M::CONTROL),
        ("\t", K::Tab, M::NONE),
        ("\x1b[Z", K::BackTab, M::SHIFT),
        ("\x7f", K::Backspace, M::NONE),
        ("\x03", K::Char('c'), M::CONTROL),
        ("\x00", K::Char(' '), M::CONTROL),
        ("\x1f", K::Char('7'), M::CONTROL),
        ("\x1b", K::Esc, M::NONE),
        ("\x1bx", K::Char('x'), M::ALT),
        ("\x1b\r", K::Enter, M::ALT),
        ("\x1bO", K::Char('O'), M::ALT.union(M::SHIFT)),
        ("\x1b]", K::Char(']'), M::ALT),
        ("\x1b[A", K::Up, M::NONE),
        ("\x1bOB", K::Down, M::NONE),
        ("\x1b[1;5C", K::Right, M::CONTROL),
        ("\x1b[1;2D", K::Left, M::SHIFT),
        ("\x1b[H", K::Home, M::NONE),
        ("\x1b[4~", K::End, M::NONE),
        ("\x1b[5~", K::PageUp, M::NONE),
        ("\x1b[6;3~", K::PageDown, M::ALT),
        ("\x1b[2~", K::Insert, M::NONE),
        ("\x1b[3;5~", K::Delete, M::CONTROL),
        ("\x1bOP", K::F(1), M::NONE),
        ("\x1b[[E", K::F(5), M::NONE),
        ("\x1b[15~", K::F(5), M::NONE),
        ("\x1b[24;2~", K::F(12), M::SHIFT),
        ("\x1b[13;2u", K::Enter, M::SHIFT),
        ("\x1b[97;5u", K::Char('a'), M::CONTROL),
    ];
    for (bytes, code, modifiers) in table {
        assert_eq!(decode(false, bytes.as_bytes()), [key(code, modifiers)], "{bytes:?}");
    }
    let released = KeyEvent::new_with_kind(K::Up, M::NONE, KeyEventKind::Release);
    assert_eq!(decode(false, b"\x1b[1;1:3A"), [Said::Key(released)]);
}

#[test]
fn a_paste_is_one_text_whatever_is_in_it() {
    let bytes = "\x1b[200~one\rtwo\x1b[A 海\x1b[201~x";
    let told = [Said::Paste("one\rtwo\x1b[A 海".to_owned()), key(KeyCode::Char('x'), KeyModifiers::NONE)];
    assert_eq!(decode(false, bytes.as_bytes()), told);
    assert_eq!(in_pieces(bytes.as_bytes(), false), told);
}

#[test]
fn the_mouse_in_both_its_languages() {
    let mouse = |kind, column, row| Said::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE });
    for (bytes, told) in [
        ("\x1b[<0;3;2M", mouse(MouseEventKind::Down(MouseButton::Left), 2, 1)),
        ("\x1b[<0;300;90m", mouse(MouseEventKind::Up(MouseButton::Left), 299, 89)),
        ("\x1b[<32;1;1M", mouse(MouseEventKind::Drag(MouseButton::Left), 0, 0)),
        ("\x1b[<64;5;5M", mouse(MouseEventKind::ScrollUp, 4, 4)),
        ("\x1b[<65;5;5M", mouse(MouseEventKind::ScrollDown, 4, 4)),
        ("\x1b[M #\"", mouse(MouseEventKind::Down(MouseButton::Left), 2, 1)),
    ] {
        assert_eq!(decode(false, bytes.as_bytes()), [told], "{bytes:?}");
    }
    assert_eq!(decode(false, b"\x1b[<0;;2M"), []);
}

#[test]
fn an_answer_says_the_ground_whether_it_is_expected_or_not() {
    for answer in ANSWERS {
        for asked in [true, false] {
            assert_eq!(decode(asked, answer.as_bytes()), [Said::Ground(GRUVBOX)], "{answer:?}");
        }
        assert_eq!(in_pieces(answer.as_bytes(), false), [Said::Ground(GRUVBOX)], "{answer:?}");
    }
    assert_eq!(decode(true, b"\x1b]11;rgb:f/0/8\x07"), [Said::Ground(Rgb(255, 0, 136))]);
}

#[test]
fn not_even_in_the_smallest_and_slowest_pieces_an_answer_types_anything() {
    for answer in ANSWERS {
        // Long after the question an Esc is one at once; all that follows is still none of the person's.
        let told = in_pieces(answer.as_bytes(), true);
        assert_eq!(told, [key(KeyCode::Esc, KeyModifiers::NONE), Said::Ground(GRUVBOX)], "{answer:?}");
        let mut decoder = Decoder::new(true);
        decoder.take(b"\x1b", &mut Vec::new());
        assert_eq!(decoder.patience(Duration::ZERO), Some(ANSWER), "while the question is young, Esc waits");
    }
}

#[test]
fn what_was_typed_is_typed_as_soon_as_it_can_be_no_answer() {
    let keys = |text: &str| decode(false, text.as_bytes());
    let mut typed = vec![key(KeyCode::Char(']'), KeyModifiers::ALT)];
    typed.extend(keys("11;rgx"));
    assert_eq!(
        in_pieces(b"\x1b]11;rgx", true),
        [vec![key(KeyCode::Esc, KeyModifiers::NONE)], keys("]11;rgx")].concat()
    );
    let (mut decoder, mut told) = (Decoder::new(true), Vec::new());
    decoder.take(b"\x1b]", &mut told);
    decoder.take(b"11;rgx", &mut told);
    assert_eq!(told, typed, "Alt-] was held back, and is told with what follows");
    assert_eq!(decode(true, b"\x1b[A"), decode(false, b"\x1b[A"));
}

#[test]
fn other_answers_say_nothing() {
    for answer in [
        "\x1bP>|tmux 3.4\x1b\\",
        "\x1b]10;rgb:1/1/1\x07",
        "\x1b[?62;4c",
        "\x1b[?997;1n",
        "\x1b_Gi=1;OK\x1b\\",
        "\x1b[8;40;120t",
    ] {
        for asked in [false, true] {
            assert_eq!(decode(asked, answer.as_bytes()), [], "{answer:?}");
            let (mut decoder, mut told) = (Decoder::new(asked), Vec::new());
            let (head, tail) = answer.as_bytes().split_at(6);
            decoder.take(head, &mut told);
            decoder.take(tail, &mut told);
            assert_eq!(told, [], "in two pieces: {answer:?}");
        }
    }
    // One without an end ends where something else begins.
    assert_eq!(decode(false, b"\x1bP>|tmux\x03"), [key(KeyCode::Char('c'), KeyModifiers::CONTROL)]);
    assert_eq!(decode(false, b"\x1bP>|tmux\x1b[A"), [key(KeyCode::Up, KeyModifiers::NONE)]);
}

proptest! {
    #[test]
    fn an_answer_between_keys_takes_none_of_them(before in "[a-zA-Z0-9]{0,8}", after in "[a-zA-Z0-9]{0,8}", which in 0_usize..4, cut in 0_usize..30) {
        let bytes = [before.as_bytes(), ANSWERS[which].as_bytes(), after.as_bytes()].concat();
        let (mut decoder, mut told) = (Decoder::new(true), Vec::new());
        let cut = cut.min(bytes.len());
        decoder.take(&bytes[..cut], &mut told);
        decoder.take(&bytes[cut..], &mut told);
        let mut wanted = decode(false, before.as_bytes());
        wanted.push(Said::Ground(GRUVBOX));
        wanted.extend(decode(false, after.as_bytes()));
        prop_assert_eq!(told, wanted);
    }

    #[test]
    fn nothing_is_held_for_ever_and_nothing_breaks_it(bytes in proptest::collection::vec(any::<u8>(), 0..200), asked: bool) {
        let (mut decoder, mut told) = (Decoder::new(asked), Vec::new());
        for byte in &bytes {
            decoder.take(&[*byte], &mut told);
        }
        // Whatever was begun, a paste aside, ends with this.
        decoder.take(b"\x07\x1b\\\x1b[201~", &mut told);
        decoder.pause(&mut told);
        prop_assert!(decoder.held.len() < 8, "{:?}", decoder.held);
    }
}
