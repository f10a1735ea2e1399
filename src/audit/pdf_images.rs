//! The images on a page of a PDF, each at its own resolution: a scan holds more detail than the page drawn from it.

use hayro_svg::hayro_interpret::font::GlyphRun;
use hayro_svg::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, InterpreterCache,
    InterpreterSettings, LumaData, SoftMask, interpret_page,
};
use hayro_svg::hayro_syntax::page::Page;
use image::{GrayAlphaImage, GrayImage, imageops};
use kurbo::{Affine, BezPath, Rect};

use super::links::Link;
use super::picture;
use super::time_limit::TimeLimit;
use crate::qr::grey;

/// How many times the resolution of the drawn page an image may have; finer ones are scaled down to that. On A4 that is
/// 300 dots per inch, which reads best; more only takes longer.
const FINEST: f64 = 2.0;

/// Adds the links in the QR codes of all images with more than `drawn` pixels per point, the resolution of the drawn page.
pub(super) fn add_links(page: &Page<'_>, drawn: f64, limit: &TimeLimit, found: &mut Vec<Link>) {
    let mut images = Images { found, drawn, limit };
    let settings = InterpreterSettings::default();
    let unit = Rect::new(0.0, 0.0, 1.0, 1.0);
    let mut context = Context::new(Affine::IDENTITY, unit, &InterpreterCache::new(), page.xref(), settings);
    interpret_page(page, &mut context, &mut images);
}

/// The resolution of an image in pixels per point; `transform` takes its pixels to the page.
pub(super) fn resolution(transform: Affine) -> f64 {
    transform.determinant().abs().sqrt().recip()
}

/// Draws nothing, and reads the QR codes in each image.
struct Images<'b> {
    found: &'b mut Vec<Link>,
    drawn: f64,
    limit: &'b TimeLimit,
}

impl Images<'_> {
    fn look(&mut self, picture: GrayImage, transform: Affine) {
        let share = FINEST * self.drawn / resolution(transform);
        let picture = if share < 1.0 {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "smaller than it was")]
            let side = |side: u32| ((f64::from(side) * share) as u32).max(1);
            imageops::thumbnail(&picture, side(picture.width()), side(picture.height()))
        } else {
            picture
        };
        // It may be drawn upside down or mirrored: the decoder reads it either way.
        self.found.extend(picture::find(&picture, self.limit));
    }
}

impl<'a> Device<'a> for Images<'_> {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.limit.interrupt();
        if resolution(props.transform) <= self.drawn {
            return;
        }
        match image {
            Image::Raster(raster) => {
                let look = |colours: ImageData, cover: Option<LumaData>| {
                    self.look(on_white(in_grey(colours), cover), props.transform);
                };
                raster.with_rgba(look, None);
            }
            // A stencil says where to paint, and the paint is dark as a rule.
            Image::Stencil(stencil) => {
                let look = |luma: LumaData, _: &_| {
                    let painted = luma.data.into_iter().map(|painted| u8::MAX - painted).collect();
                    self.look(
                        GrayImage::from_raw(luma.width, luma.height, painted).unwrap_or_default(),
                        props.transform,
                    );
                };
                stencil.with_stencil(look, None);
            }
        }
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn in_grey(colours: ImageData) -> GrayImage {
    match colours {
        ImageData::Luma(luma) => GrayImage::from_raw(luma.width, luma.height, luma.data).unwrap_or_default(),
        ImageData::Rgb(rgb) => grey::picture(rgb.width, rgb.height, rgb.data.as_chunks().0.iter().copied()),
    }
}

/// A picture on white paper, seen through its alpha channel. One of another size is ignored: it shapes the edges.
fn on_white(picture: GrayImage, cover: Option<LumaData>) -> GrayImage {
    let Some(cover) = cover.filter(|cover| (cover.width, cover.height) == picture.dimensions()) else { return picture };
    let both = picture.as_raw().iter().zip(&cover.data).flat_map(|(tone, cover)| [*tone, *cover]).collect();
    let both = GrayAlphaImage::from_raw(cover.width, cover.height, both).unwrap_or_default();
    grey::on_paper(&both, grey::WHITE)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Folder, document, qr};
    use super::*;

    const GREY: &str = "/ColorSpace /DeviceGray /BitsPerComponent 8";

    /// A stream of bytes, with the rest of its dictionary.
    fn stream(dict: &str, bytes: &[u8]) -> String {
        let hex = hex::encode(bytes);
        format!("<< {dict} /Filter /ASCIIHexDecode /Length {} >>\nstream\n{hex}>\nendstream", hex.len() + 1)
    }

    fn image(picture: &GrayImage, dict: &str) -> String {
        let (width, height) = picture.dimensions();
        let dict = format!("/Type /XObject /Subtype /Image /Width {width} /Height {height} {dict}");
        let bytes = picture.as_raw();
        if dict.contains("ImageMask") {
            let bits = |row: &[u8]| row.iter().fold(0, |bits, tone| bits << 1 | u8::from(*tone > 0));
            let rows = bytes.chunks(width as usize).flat_map(|row| row.chunks(8).map(bits)).collect::<Vec<_>>();
            stream(&dict, &rows)
        } else {
            stream(&dict, bytes)
        }
    }

    /// A PDF of one page on which images are drawn by some commands.
    fn page(commands: &str, images: Vec<String>) -> Vec<u8> {
        let names: Vec<_> = (0..images.len()).map(|at| format!("/I{at} {} 0 R", at + 5)).collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
                 /Resources << /XObject << {} >> >> >>",
                names.join(" ")
            ),
            format!("<< /Length {} >>\nstream\n{commands}\nendstream", commands.len() + 1),
        ];
        objects.extend(images);
        document(&objects)
    }

    fn found(pdf: Vec<u8>) -> Vec<String> {
        let folder = Folder::new();
        folder.plant("scan.pdf", pdf);
        folder.found().into_iter().map(|(_, _, id)| id).collect()
    }

    #[test]
    fn a_code_is_read_however_small_its_image_is_drawn() {
        // A module of 0.2 mm: little more than a pixel of the drawn page.
        let code = qr("FINE0000000001", 8, 4);
        let drawn = |matrix: &str| page(&format!("q {matrix} cm /I0 Do Q"), vec![image(&code, GREY)]);
        let upside_down = imageops::flip_vertical(&code);
        for pdf in [
            drawn("24 0 0 24 100 100"),
            drawn("0 24 -24 0 100 100"),
            // Whoever stores the rows from below draws them the other way around.
            page("q 24 0 0 -24 100 100 cm /I0 Do Q", vec![image(&upside_down, GREY)]),
        ] {
            assert_eq!(found(pdf), ["FINE0000000001"]);
        }
    }

    #[test]
    fn transparent_images_and_stencils_are_seen_on_white() {
        let code = qr("COVER000000001", 8, 4);
        let (black, mut cover) = (GrayImage::new(code.width(), code.height()), code.clone());
        imageops::invert(&mut cover);
        let masked = vec![image(&black, &format!("{GREY} /SMask 6 0 R")), image(&cover, GREY)];
        assert_eq!(found(page("q 24 0 0 24 100 100 cm /I0 Do Q", masked)), ["COVER000000001"]);
        // Bits that are clear are painted.
        let stencil = vec![image(&code, "/ImageMask true /BitsPerComponent 1")];
        assert_eq!(found(page("0 g q 24 0 0 24 100 100 cm /I0 Do Q", stencil)), ["COVER000000001"]);
    }

    #[test]
    fn a_code_that_lies_in_two_images_is_read_off_the_page() {
        let code = qr("HALVES00000001", 8, 4);
        let (side, half) = (code.width(), code.height() / 2);
        let [above, below] = [0, half].map(|y| imageops::crop_imm(&code, 0, y, side, half).to_image());
        let images = vec![image(&above, GREY), image(&below, GREY)];
        let commands = "q 60 0 0 30 100 130 cm /I0 Do Q q 60 0 0 30 100 100 cm /I1 Do Q";
        assert_eq!(found(page(commands, images)), ["HALVES00000001"]);
    }
}
