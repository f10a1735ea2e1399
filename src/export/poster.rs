//! One code on a wall: a headline, the code as large as it can be, what to do, and the link for who cannot scan.

use kurbo::{Point, Rect};

use super::gaps::Gaps;
use super::item::Item;
use super::page::Page;
use super::paper::Sheet;
use super::symbol::Symbol;
use super::template::Template;
use super::text::{Fitted, Fonts, ShapedLine, Weight, fit};
use crate::model::Result;

/// What usually stands above the code of a poster, as a template.
pub const HEADLINE: &str = "{name}";
/// What the poster of a message code usually asks people to do.
pub const CHAT: &str = "Scan to chat on WhatsApp";
/// What the poster of an invite link usually asks people to do.
pub const JOIN: &str = "Scan to join on WhatsApp";

#[derive(Debug, Clone)]
pub struct PosterStyle {
    pub sheet: Sheet,
    /// What stands above the code, large.
    pub headline: Template,
    /// What a person is asked to do.
    pub action: Template,
}

/// The heights of letters and lengths of a poster, in shares of the shorter side of its paper.
mod share {
    pub(super) const MARGIN: f64 = 0.08;
    pub(super) const HEADLINE: [f64; 2] = [0.04, 0.1];
    pub(super) const ACTION: [f64; 2] = [0.028, 0.06];
    pub(super) const LINK: [f64; 2] = [0.012, 0.022];
    pub(super) const GAP: f64 = 0.045;
}

/// From baseline to baseline, in sizes of the letters.
const LEADING: f64 = 1.2;
/// From the top of a line to its baseline, in sizes of the letters.
const ASCENT: f64 = 0.8;

/// Lays a poster out. `size_mm` is the side of the code; without it, as large as the text leaves room for. The second
/// part is what the fonts could not write.
///
/// # Errors
/// [`crate::model::ErrorKind::Config`] where the code is too small to be read, or has no room.
pub fn lay_out(
    symbol: &Symbol,
    number: usize,
    item: &Item,
    style: &PosterStyle,
    size_mm: Option<f64>,
    fonts: &Fonts,
) -> Result<(Page, Gaps)> {
    let (width, height) = style.sheet.size_mm();
    let short = width.min(height);
    let (margin, gap) = (short * share::MARGIN, short * share::GAP);
    let free = Rect::new(margin, margin, width - margin, height - margin);
    // The text stands above and below the code, or beside it where the paper lies.
    let column = if style.sheet.landscape { (free.width() - gap) / 2.0 } else { free.width() };
    let mut gaps = Gaps::default();
    let mut set = |text: &str, weight, sizes: [f64; 2], most| {
        let missing = fonts.missing(weight, text);
        let text = if missing.is_empty() { text } else { "" };
        let fitted = fit(text, fonts, weight, sizes.map(|share| share * short), column, most);
        let signs = fitted.lines.iter().flat_map(ShapedLine::left_out).cloned().collect();
        gaps.add(missing, signs);
        Block(fitted)
    };
    let headline = set(&style.headline.fill(item), Weight::Bold, share::HEADLINE, 2);
    let action = set(&style.action.fill(item), Weight::Regular, share::ACTION, 2);
    let plain = item.word("link").unwrap_or_default();
    let link = set(plain.trim_start_matches("https://"), Weight::Regular, share::LINK, 2);

    let texts = headline.height() + action.height() + link.height();
    let spaces = [&headline, &action, &link].into_iter().filter(|block| block.height() > 0.0).map(|_| gap).sum::<f64>();
    let room = if style.sheet.landscape {
        ((free.width() - gap) / 2.0).min(free.height())
    } else {
        free.width().min(free.height() - texts - spaces)
    };
    let size = size_mm.unwrap_or(room);
    if size > room + 1e-9 {
        let message = format!("The poster has room for a code of at most {room:.0} mm, not of {size} mm.");
        return Err(crate::model::Error::config(message).advise("Use a smaller code, larger paper or a shorter text."));
    }
    let mut page = Page::new(width, height);
    if style.sheet.landscape {
        let left = free.x0 + (column - size) / 2.0;
        symbol.put(&mut page, number, Point::new(left, free.y0 + (free.height() - size) / 2.0), size)?;
        let middle = free.x1 - column / 2.0;
        let mut top = free.y0 + (free.height() - texts - 2.0 * gap) / 2.0;
        for block in [headline, action, link] {
            top = block.draw(&mut page, Point::new(middle, top)) + gap;
        }
    } else {
        let middle = width / 2.0;
        let mut top = free.y0 + (free.height() - size - texts - spaces) / 2.0;
        if headline.height() > 0.0 {
            top = headline.draw(&mut page, Point::new(middle, top)) + gap;
        }
        symbol.put(&mut page, number, Point::new(middle - size / 2.0, top), size)?;
        top += size + gap;
        if action.height() > 0.0 {
            top = action.draw(&mut page, Point::new(middle, top)) + gap;
        }
        link.draw(&mut page, Point::new(middle, top));
    }
    Ok((page, gaps))
}

/// Lines below each other.
struct Block(Fitted);

impl Block {
    /// What it takes in millimetres.
    fn height(&self) -> f64 {
        f64::from(u16::try_from(self.0.lines.len()).unwrap_or(u16::MAX)) * self.0.size_mm * LEADING
    }

    /// Draws it centred below a point, and says where it ends.
    fn draw(&self, page: &mut Page, top: Point) -> f64 {
        let mut baseline = top.y + self.0.size_mm * (ASCENT + (LEADING - 1.0) / 2.0);
        for line in &self.0.lines {
            line.draw_centred(page, Point::new(top.x, baseline), self.0.size_mm);
            baseline += self.0.size_mm * LEADING;
        }
        top.y + self.height()
    }
}

#[cfg(test)]
mod tests {
    use kurbo::Shape as _;

    use super::*;
    use crate::export::paper::Paper;
    use crate::export::symbol::Print;

    fn poster(headline: &str, action: &str, sheet: Sheet, size: Option<f64>) -> Result<(Page, Gaps)> {
        let link = "https://wa.me/message/ANED2T5QRU7HG1";
        let item = Item { link: link.into(), name: "Aurora Coffee, Berlin".into(), ..Item::default() };
        let style = PosterStyle { sheet, headline: headline.parse().unwrap(), action: action.parse().unwrap() };
        lay_out(&Symbol::new(link, Print::default()).unwrap(), 0, &item, &style, size, &Fonts::default())
    }

    #[test]
    fn text_and_code_share_the_paper_without_touching() {
        let long = "A headline that goes on and on and on, and then some more, until nobody reads it any longer";
        for paper in [Paper::A4, Paper::A3, Paper::Letter] {
            for landscape in [false, true] {
                for (headline, action) in [("{name}", "Scan to chat"), ("", ""), (long, long)] {
                    let sheet = Sheet { paper, landscape };
                    let (page, gaps) = poster(headline, action, sheet, None).unwrap();
                    assert_eq!(gaps, Gaps::default());
                    let area = page.spots[0].area;
                    let (width, height) = sheet.size_mm();
                    assert!(area.width() > width.min(height) * 0.5, "{sheet:?} {headline}: {area:?}");
                    for fill in &page.fills {
                        let bounds = fill.place.transform_rect_bbox(fill.path.bounding_box());
                        assert!(Rect::new(5.0, 5.0, width - 5.0, height - 5.0).contains_rect(bounds), "{bounds:?}");
                    }
                    for fill in page.fills.iter().filter(|fill| fill.path.elements().len() > 5) {
                        let bounds = fill.place.transform_rect_bbox(fill.path.bounding_box());
                        let shared = bounds.intersect(area);
                        assert!(area.contains_rect(bounds) || shared.is_zero_area(), "{bounds:?} on {area:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_no_font_has_is_told() {
        let (_, gaps) = poster("上海", "Scan", Sheet::default(), None).unwrap();
        assert!(gaps.notes()[0].contains("上 海"), "{gaps:?}");
    }

    #[test]
    fn a_code_larger_than_its_room_is_refused() {
        assert!(poster("{name}", "Scan", Sheet::default(), Some(180.0)).is_err());
        assert!(poster("{name}", "Scan", Sheet::default(), Some(100.0)).is_ok());
    }
}
