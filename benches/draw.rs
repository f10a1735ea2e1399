//! What a code costs: once to encode, and every frame to draw.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use qrdeck::qr::{Ink, Matrix, QrWidget};
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
    let mut buf = Buffer::empty(PANE);
    group.bench_function("encode and draw half", |b| {
        b.iter(|| draw(&Matrix::encode(black_box(LINK)).ok(), &mut buf));
    });
    group.finish();
}

criterion_group!(benches, code);
criterion_main!(benches);
