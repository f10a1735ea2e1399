//! Many codes on sheets of paper.

use kurbo::Point;

use super::caption::Caption;
use super::gaps::Gaps;
use super::grid::{Grid, Plan};
use super::item::Item;
use super::marks;
use super::page::Page;
use super::paper::Sheet;
use super::symbol::Symbol;
use super::template::Template;
use super::text::Fonts;
use crate::model::Result;

/// What usually stays free along the edges of a sheet, in millimetres: most printers need less.
pub const MARGIN_MM: f64 = 10.0;
/// What stays free between two codes of a sheet in millimetres, so that a cut beside the line hits neither.
pub const GAP_MM: f64 = 6.0;

/// How sheets look.
#[derive(Debug, Clone)]
pub struct SheetStyle {
    pub sheet: Sheet,
    /// What stays free along its edges, in millimetres.
    pub margin_mm: f64,
    /// What stays free between two codes, in millimetres.
    pub gap_mm: f64,
    /// Columns and rows; without them, as many as the paper holds.
    pub grid: Option<(u16, u16)>,
    /// What stands under each code.
    pub caption: Template,
    /// Whether there are cut marks.
    pub marks: bool,
}

impl SheetStyle {
    /// As many codes as the paper holds, with this caption and cut marks.
    pub fn of_caption(caption: Template) -> Self {
        let (margin_mm, gap_mm) = (MARGIN_MM, GAP_MM);
        Self { sheet: Sheet::default(), margin_mm, gap_mm, grid: None, caption, marks: true }
    }
}

/// Lays codes out, page after page, in their order. `size_mm` is the side of a code; without it, as large as the grid
/// allows. The second part is what the fonts could not write.
///
/// # Errors
/// [`crate::model::ErrorKind::Config`] where the paper has no room for them.
pub fn lay_out(
    codes: &[(Symbol, &Item)],
    style: &SheetStyle,
    size_mm: Option<f64>,
    fonts: &Fonts,
) -> Result<(Vec<Page>, Gaps)> {
    let items: Vec<&Item> = codes.iter().map(|(_, item)| *item).collect();
    let (grid, captions) = arrange(&items, style, size_mm, fonts)?;
    let (width, height) = style.sheet.size_mm();
    let mut pages = Vec::new();
    let numbered: Vec<_> = codes.iter().zip(&captions).enumerate().collect();
    for chunk in numbered.chunks(grid.per_page()) {
        let mut page = Page::new(width, height);
        for (place, (item, ((symbol, _), caption))) in chunk.iter().enumerate() {
            let corner = grid.code(grid.cell(place));
            symbol.put(&mut page, *item, corner, grid.size_mm)?;
            let middle = Point::new(corner.x + grid.size_mm / 2.0, corner.y + grid.size_mm);
            caption.draw(&mut page, middle);
        }
        if style.marks {
            marks::draw(&mut page, &grid, chunk.len());
        }
        pages.push(page);
    }
    let mut gaps = Gaps::default();
    for caption in captions {
        gaps.extend(caption.gaps);
    }
    Ok((pages, gaps))
}

/// The grid of a sheet, and what stands under each of its codes.
///
/// # Errors
/// As [`lay_out`].
pub(super) fn arrange(
    items: &[&Item],
    style: &SheetStyle,
    size_mm: Option<f64>,
    fonts: &Fonts,
) -> Result<(Grid, Vec<Caption>)> {
    let plan = |caption_mm| Plan {
        sheet: style.sheet,
        margin_mm: style.margin_mm,
        gap_mm: style.gap_mm,
        size_mm,
        grid: style.grid,
        caption_mm,
    };
    let captions = |grid: &Grid| -> Vec<Caption> {
        // A caption may be as wide as its code with half of the gap around it, and less than its neighbour's edge.
        let width = (grid.size_mm + style.gap_mm / 2.0).min(grid.cell.width);
        items.iter().map(|item| Caption::new(&style.caption, item, fonts, width)).collect()
    };
    let tallest = |captions: &[Caption]| captions.iter().map(Caption::height_mm).fold(0.0, f64::max);
    // How wide captions are follows from the size of the codes, which in a grid follows from how tall they are. What
    // they take at their widest is the least, so it is tried first, and what is then needed is taken.
    let first = captions(&Grid::new(&plan(0.0))?);
    let mut caption_mm = tallest(&first);
    let mut grid = Grid::new(&plan(caption_mm))?;
    let mut captions_set = captions(&grid);
    while tallest(&captions_set) > caption_mm {
        caption_mm = tallest(&captions_set);
        grid = Grid::new(&plan(caption_mm))?;
        captions_set = captions(&grid);
    }
    Ok((grid, captions_set))
}

#[cfg(test)]
mod tests {
    use kurbo::{Rect, Shape as _};
    use proptest::prelude::*;

    use super::*;
    use crate::export::symbol::Print;

    fn style(grid: Option<(u16, u16)>) -> SheetStyle {
        SheetStyle {
            sheet: Sheet::default(),
            margin_mm: 10.0,
            gap_mm: 6.0,
            grid,
            caption: "{message}\n{code}".parse().unwrap(),
            marks: true,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn every_code_is_on_a_page_once_with_nothing_in_its_area(
            count in 1_usize..30,
            grid in prop::option::of((1_u16..6, 1_u16..6)),
            message in "[a-zA-ZäßЖ ]{0,60}",
        ) {
            let items: Vec<Item> = (0..count)
                .map(|at| Item { code: format!("CODE{at:010}"), message: message.clone(), ..Item::default() })
                .collect();
            let codes: Vec<_> = items
                .iter()
                .map(|item| (Symbol::new(&format!("https://wa.me/message/{}", item.code), Print::default()).unwrap(), item))
                .collect();
            let (pages, gaps) = lay_out(&codes, &style(grid), None, &Fonts::default()).unwrap();
            prop_assert_eq!(gaps, Gaps::default());
            let placed: Vec<usize> = pages.iter().flat_map(|page| page.spots.iter().map(|spot| spot.item)).collect();
            prop_assert_eq!(placed, (0..count).collect::<Vec<_>>());
            for page in &pages {
                for spot in &page.spots {
                    let inside = |fill: &&crate::export::page::Fill| {
                        let bounds = fill.place.transform_rect_bbox(fill.path.bounding_box());
                        let shared: Rect = bounds.intersect(spot.area.inflate(-1e-6, -1e-6));
                        shared.width() > 0.0 && shared.height() > 0.0
                    };
                    // The ground and the code.
                    prop_assert_eq!(page.fills.iter().filter(inside).count(), 2);
                }
                for fill in &page.fills {
                    let bounds = fill.place.transform_rect_bbox(fill.path.bounding_box());
                    prop_assert!(Rect::new(0.0, 0.0, 210.0, 297.0).contains_rect(bounds), "{:?}", bounds);
                }
            }
        }
    }
}
