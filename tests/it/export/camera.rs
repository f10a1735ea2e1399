//! A mild camera: it stands askew and is a little out of focus.

use image::{GrayImage, Luma, imageops};
use qrdeck::export::check::Picture;
use resvg::tiny_skia::{Color, FilterQuality, Pixmap, PixmapPaint, PremultipliedColorU8, Transform};

/// Pixels of white around the print, so that nothing is cut off when it turns.
const BORDER: u32 = 60;

/// What the camera sees of a print on white paper that is turned by so many degrees and blurred by so many pixels.
pub(super) fn photo(print: &Picture, degrees: f32, blur: f32) -> GrayImage {
    let (width, height) = (print.width(), print.height());
    let mut sharp = Pixmap::new(width, height).unwrap();
    for (at, pixel) in (0..).zip(sharp.pixels_mut()) {
        let luma = print.at(at % width, at / width);
        *pixel = PremultipliedColorU8::from_rgba(luma, luma, luma, u8::MAX).unwrap();
    }
    let mut paper = Pixmap::new(width + 2 * BORDER, height + 2 * BORDER).unwrap();
    paper.fill(Color::WHITE);
    let [middle_x, middle_y] = [width, height].map(|side| f32::from(u16::try_from(side / 2 + BORDER).unwrap()));
    let border = i32::try_from(BORDER).unwrap();
    let paint = PixmapPaint { quality: FilterQuality::Bilinear, ..PixmapPaint::default() };
    let turn = Transform::from_rotate_at(degrees, middle_x, middle_y);
    paper.draw_pixmap(border, border, sharp.as_ref(), &paint, turn, None);
    let turned = GrayImage::from_fn(paper.width(), paper.height(), |x, y| Luma([paper.pixel(x, y).unwrap().red()]));
    imageops::blur(&turned, blur)
}

/// What a reader makes of a photo.
pub(super) fn read(photo: &GrayImage) -> Option<String> {
    let at = |x, y| photo.get_pixel(u32::try_from(x).unwrap(), u32::try_from(y).unwrap()).0[0];
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(photo.width() as usize, photo.height() as usize, at);
    match image.detect_grids().as_slice() {
        [grid] => grid.decode().ok().map(|(_, text)| text),
        _ => None,
    }
}
