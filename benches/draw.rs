//! What a code costs, once to encode and every frame to draw, and what a frame costs.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use crossterm::event::KeyCode;
use jiff::civil::date;
use qrdeck::app::{Effect, Moment, Msg, Read, Reply, Request, State, WorkerEvent, update};
use qrdeck::model::{CodeId, MAX_CODES_PER_NUMBER, NumberId, PhoneNumber, Profile, ProviderKind, QrCode, World};
use qrdeck::qr::{Ink, Matrix, Proof, QrWidget};
use qrdeck::view::{self, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

const LINK: &str = "https://wa.me/message/ANED2T5QRU7HG1";
/// Room for half blocks (37x19) and not for more.
const PANE: Rect = Rect::new(0, 0, 50, 30);
/// Room for two columns a module (74x37).
const SCREEN: Rect = Rect::new(0, 0, 120, 40);

fn code(c: &mut Criterion) {
    let matrix = Matrix::encode(LINK).ok();
    let draw = |matrix: &Option<Matrix>, buf: &mut Buffer| {
        if let Some(matrix) = matrix {
            QrWidget { matrix, ink: Ink::True }.render(buf.area, buf);
        }
    };
    let mut group = c.benchmark_group("code");
    group.bench_function("encode", |b| b.iter(|| Matrix::encode(black_box(LINK))));
    for (name, area) in [("draw half", PANE), ("draw double", SCREEN)] {
        let mut buf = Buffer::empty(area);
        group.bench_function(name, |b| b.iter(|| draw(black_box(&matrix), &mut buf)));
    }
    for (name, area) in [("self-check half", PANE), ("self-check double", SCREEN)] {
        let mut buf = Buffer::empty(area);
        draw(&matrix, &mut buf);
        let fit = matrix.as_ref().map(|matrix| QrWidget { matrix, ink: Ink::True }.fit(area.as_size()));
        let Some(place) = fit.and_then(|fit| fit.centred_in(area)) else { continue };
        group.bench_function(name, |b| b.iter(|| Proof::of(LINK, black_box(&buf), place)));
    }
    let mut buf = Buffer::empty(PANE);
    group.bench_function("encode and draw half", |b| {
        b.iter(|| draw(&Matrix::encode(black_box(LINK)).ok(), &mut buf));
    });
    group.finish();
}

/// A frame of 120x40 of a number that has all the codes it can have. The differences to the frame before are part
/// of it; what a terminal makes of them is not.
fn frame(c: &mut Criterion) {
    let mut state = loaded();
    let mut screen = match Terminal::new(TestBackend::new(SCREEN.width, SCREEN.height)) {
        Ok(screen) => screen,
        Err(never) => match never {},
    };
    let theme = Theme::default();
    let mut draw = |state: &State| {
        let drawn = screen.draw(|frame| view::draw(frame, state, &theme));
        black_box(drawn.is_ok())
    };
    let mut group = c.benchmark_group("frame of 2000 codes");
    group.bench_function("unchanged", |b| b.iter(|| draw(black_box(&state))));
    group.bench_function("next code", |b| {
        b.iter(|| {
            press(&mut state, KeyCode::Char('j'));
            draw(&state)
        });
    });
    for c in "/tisch".chars() {
        press(&mut state, KeyCode::Char(c));
    }
    group.bench_function("next code, filtered", |b| {
        b.iter(|| {
            press(&mut state, KeyCode::Down);
            draw(&state)
        });
    });
    group.bench_function("another letter of the filter", |b| {
        b.iter(|| {
            press(&mut state, KeyCode::Char('x'));
            press(&mut state, KeyCode::Backspace);
            draw(&state)
        });
    });
    group.finish();
}

/// The app on the codes of its only number, everything loaded.
fn loaded() -> State {
    let profile =
        Profile { name: "shop".into(), provider: ProviderKind::Meta, world: World::Sandbox, read_only: false };
    let mut state = State::new(vec![profile], (SCREEN.width, SCREEN.height), now());
    let mut todo = vec![Msg::Start];
    while let Some(msg) = todo.pop() {
        for effect in update(&mut state, msg, now()) {
            if let Effect::Ask { id, request: Request::Read(read), .. } = effect {
                todo.push(Msg::Worker(WorkerEvent::Ended { id, outcome: Ok(answer(&read)) }));
            }
        }
    }
    press(&mut state, KeyCode::Char('2'));
    state
}

fn answer(read: &Read) -> Reply {
    match read {
        Read::Numbers(_) => Reply::Numbers(vec![PhoneNumber {
            id: NumberId::new("1001"),
            display: "+49 151 1000 0001".into(),
            name: "Aurora Coffee, Berlin".into(),
            quality: Some("GREEN".into()),
            status: Some("CONNECTED".into()),
            official: Some(true),
        }]),
        Read::Codes(_) => Reply::Codes((0..MAX_CODES_PER_NUMBER).map(qr_code).collect()),
        _ => Reply::Groups(Vec::new()),
    }
}

/// Messages as people write them: words, emoji, several lines, other scripts.
fn qr_code(at: usize) -> QrCode {
    const MESSAGES: [&str; 4] = [
        "Tisch {}: ich möchte bestellen, und zwar gleich",
        "Order {} 👩‍🍳 chef's special ❤️ for tonight",
        "你好，我想订位 {} 👋",
        "Hello\nI have a question about invoice {}\n\nCall me",
    ];
    let code = format!("ANED2T5Q{at:06}");
    QrCode {
        link: format!("https://wa.me/message/{code}"),
        code: CodeId::new(code),
        message: MESSAGES[at % MESSAGES.len()].replace("{}", &at.to_string()),
        image_url: None,
        created: None,
    }
}

fn press(state: &mut State, key: KeyCode) {
    black_box(update(state, Msg::Key(key.into()), now()));
}

fn now() -> Moment {
    Moment { since_start: Duration::ZERO, wall: date(2026, 5, 4).at(14, 32, 5, 0) }
}

criterion_group!(benches, code, frame);
criterion_main!(benches);
