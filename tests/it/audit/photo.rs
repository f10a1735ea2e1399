//! Pictures of posters, good ones and bad ones.

use std::path::Path;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, GrayImage, Luma, Rgba, RgbaImage};
use qrdeck::qr::Matrix;

use crate::random::Random;

/// Makes a picture, and tells its name. Without a link it shows a code of nothing that is looked for.
pub(super) fn take(folder: &Path, random: &mut Random, at: usize, link: Option<&str>) -> String {
    let code = code(link.unwrap_or("https://example.com/menu"), 6 + u32::try_from(random.below(4)).unwrap());
    #[expect(clippy::cast_precision_loss, reason = "degrees")]
    let degrees = random.below(360) as f32;
    let (extension, picture) = match at % 9 {
        0 => ("png", code),
        1 => ("png", DynamicImage::from(turned(&code.into_luma8(), degrees))),
        2 => ("jpg", code.blur(2.0)),
        3 => ("jpg", DynamicImage::from(turned(&code.blur(1.5).into_luma8(), degrees))),
        4 => ("png", on_nothing(&code.into_luma8())),
        5 => ("gif", {
            let mut inverted = code;
            inverted.invert();
            inverted
        }),
        6 => ("jpg", among_others(&code.into_luma8(), random)),
        7 => ("webp", code.resize(110, 110, FilterType::Triangle)),
        _ => ("jpg", DynamicImage::from(lit(&code.into_luma8()))),
    };
    let name = format!("picture-{at:02}.{extension}");
    let path = folder.join(&name);
    match extension {
        // With artefacts.
        "jpg" => {
            let file = std::fs::File::create(path).unwrap();
            JpegEncoder::new_with_quality(file, 25).encode_image(&picture.to_rgb8()).unwrap();
        }
        "gif" | "webp" => picture.to_rgba8().save(path).unwrap(),
        _ => picture.save(path).unwrap(),
    }
    name
}

/// A code with its quiet zone.
fn code(link: &str, module: u32) -> DynamicImage {
    let matrix = Matrix::encode(link).unwrap();
    let size = u32::from(matrix.size());
    DynamicImage::from(GrayImage::from_fn((size + 8) * module, (size + 8) * module, |x, y| {
        let at =
            |side: u32| (side / module).checked_sub(4).filter(|at| *at < size).map(|at| u16::try_from(at).unwrap());
        let dark = at(x).zip(at(y)).is_some_and(|(x, y)| matrix.dark(x, y));
        Luma([if dark { 0 } else { 255 }])
    }))
}

/// Turned around its middle, on grey paper.
fn turned(picture: &GrayImage, degrees: f32) -> GrayImage {
    let side = picture.width() * 3 / 2;
    let (sin, cos) = degrees.to_radians().sin_cos();
    let middle = |side: u32| f32::from(u16::try_from(side).unwrap()) / 2.0;
    GrayImage::from_fn(side, side, |x, y| {
        let (dx, dy) = (middle(2 * x) - middle(side), middle(2 * y) - middle(side));
        let (u, v) = (cos * dx + sin * dy + middle(picture.width()), cos * dy - sin * dx + middle(picture.height()));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie in the picture")]
        let inside = (u >= 0.0 && v >= 0.0).then(|| picture.get_pixel_checked(u as u32, v as u32)).flatten();
        inside.copied().unwrap_or(Luma([200]))
    })
}

/// Dark modules, and nothing else.
fn on_nothing(picture: &GrayImage) -> DynamicImage {
    DynamicImage::from(RgbaImage::from_fn(picture.width(), picture.height(), |x, y| {
        if picture.get_pixel(x, y).0[0] < 128 { Rgba([0, 0, 0, 255]) } else { Rgba([0, 0, 0, 0]) }
    }))
}

/// Small, on a large page with lines.
fn among_others(picture: &GrayImage, random: &mut Random) -> DynamicImage {
    let mut page = GrayImage::from_fn(1_300, 1_000, |_, y| Luma([if y % 40 < 3 { 90 } else { 240 }]));
    let mut place = || i64::try_from(random.below(500)).unwrap();
    image::imageops::replace(&mut page, picture, place(), place());
    DynamicImage::from(page)
}

fn lit(picture: &GrayImage) -> GrayImage {
    let width = picture.width();
    GrayImage::from_fn(width, picture.height(), |x, y| {
        let tone = u32::from(picture.get_pixel(x, y).0[0]) * 3 / 4 + 40;
        Luma([u8::try_from(tone * (width + x) / (2 * width)).unwrap()])
    })
}
