//! What it costs to draw a code into a frame: qrdeck's widget and the one most apps take, in one run.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use qrcode::{EcLevel, QrCode};
use qrdeck::qr::{Ink, Matrix, QrWidget};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use tui_qrcode::QrCodeWidget;

/// A message code, an invite link, and the longest message in a link.
const LINKS: [(&str, &str); 3] = [
    ("message", "https://wa.me/message/ANED2T5QRU7HG1"),
    ("invite", "https://chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr"),
    (
        "140 characters",
        "https://wa.me/4915110000001?text=I%20would%20like%20to%20book%20a%20table%20for%20two%20for%20tonight%2C%20\
         at%20the%20window%20please%20thank",
    ),
];
/// Room for half blocks of all of them, and not for two columns a module.
const PANE: Rect = Rect::new(0, 0, 60, 32);

/// Both keep the encoded code; both draw all of it.
fn draw(c: &mut Criterion) {
    for (name, link) in LINKS {
        let mut group = c.benchmark_group(name);
        let mut buf = Buffer::empty(PANE);
        if let Ok(matrix) = Matrix::encode(link) {
            let widget = || QrWidget { matrix: &matrix, ink: Ink::True };
            group.bench_function("qrdeck", |b| b.iter(|| widget().render(black_box(PANE), &mut buf)));
        }
        if let Ok(code) = QrCode::with_error_correction_level(link, EcLevel::M) {
            let widget = QrCodeWidget::new(code);
            group.bench_function("tui-qrcode", |b| b.iter(|| (&widget).render(black_box(PANE), &mut buf)));
        }
        group.bench_function("encode", |b| b.iter(|| Matrix::encode(black_box(link))));
        group.finish();
    }
}

criterion_group!(benches, draw);
criterion_main!(benches);
