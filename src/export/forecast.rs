//! What an export will be, said before it is done.

use super::name::{self, Names};
use super::symbol::{SAFE_MODULE_MM, Symbol};
use super::template::Template;
use super::thumbnail::Thumbnail;
use super::{DEFAULT_SIZE_MM, ExportRequest, Format, Item, Layout, png, poster, sheet};
use crate::model::Result;

/// The most captions that are set to know how many codes a page holds.
const SAMPLE: usize = 24;

/// The most codes of the first page that are laid out.
const DRAWN: usize = 60;

/// What will be written, as far as it can be told without writing it.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    pub files: usize,
    /// How many pages they have together; nothing where files hold no pages.
    pub pages: Option<usize>,
    /// Columns and rows of a sheet.
    pub grid: Option<(u16, u16)>,
    /// What the first page looks like; nothing where files hold no pages.
    pub page: Option<Thumbnail>,
    /// What qrdeck's own fonts lack for captions and headlines; a font of this machine may have it.
    pub missing: Vec<String>,
    /// Whether the number of pages is only near what it will be: not all captions were measured.
    pub roughly: bool,
    /// The side of a code in millimetres, quiet zone included; nothing for text.
    pub size_mm: Option<f64>,
    /// Pixels a side of a PNG.
    pub pixels: Option<u32>,
    /// Whether the squares of a code become so small that not every phone reads them.
    pub small: bool,
    /// The name of the first file.
    pub name: String,
}

/// Tells what [`super::export`] would write. Computes, quickly: of many codes only some are looked at.
///
/// # Errors
/// What [`super::plan`] says of the codes that are looked at. Where there are no codes there is nothing to tell.
pub fn forecast(items: &[Item], request: &ExportRequest) -> Result<Option<Forecast>> {
    // The longest link makes the finest code.
    let (Some(first), Some(finest)) = (items.first(), items.iter().max_by_key(|item| item.link.len())) else {
        return Ok(None);
    };
    let symbol = Symbol::new(&finest.link, request.print)?;
    let usual = match request.layout {
        Layout::Single => name::SINGLE,
        Layout::Sheet(_) => name::SHEET,
        Layout::Poster(_) => name::POSTER,
    };
    let template = request.name.clone().map_or_else(|| usual.parse::<Template>(), Ok)?;
    let mut told = Forecast {
        files: items.len(),
        pages: None,
        grid: None,
        page: None,
        missing: Vec::new(),
        roughly: false,
        size_mm: None,
        pixels: None,
        small: false,
        name: template.fill_name(first),
    };
    let size_mm = match &request.layout {
        Layout::Single => request.size_mm.unwrap_or(DEFAULT_SIZE_MM),
        Layout::Sheet(style) => {
            let sample: Vec<&Item> = items.iter().take(SAMPLE).collect();
            let (grid, _) = sheet::arrange(&sample, style, request.size_mm, &request.fonts)?;
            let first: Vec<_> = items.iter().take(grid.per_page().min(DRAWN)).collect();
            let symbols = first.into_iter().map(|item| Ok((Symbol::new(&item.link, request.print)?, item)));
            let symbols = symbols.collect::<Result<Vec<_>>>()?;
            let (drawn, gaps) = sheet::lay_out(&symbols, style, request.size_mm, &request.fonts)?;
            told.page = drawn.first().map(Thumbnail::of);
            told.missing = gaps.graphemes();
            let pages = items.len().div_ceil(grid.per_page());
            told.grid = Some((grid.columns, grid.rows));
            told.pages = Some(pages);
            told.roughly = items.len() > SAMPLE && pages > 1;
            told.files = if request.format == Format::Pdf { 1 } else { pages };
            if told.files > 1 {
                told.name.push_str("-1");
            }
            grid.size_mm
        }
        Layout::Poster(style) => {
            let (page, gaps) = poster::lay_out(&symbol, 0, finest, style, request.size_mm, &request.fonts)?;
            told.page = Some(Thumbnail::of(&page));
            told.missing = gaps.graphemes();
            told.pages = Some(items.len());
            page.spots.first().map_or(0.0, |spot| spot.area.width())
        }
    };
    told.name = Names::default().name(&told.name, request.format.extension());
    if request.format != Format::Txt {
        told.size_mm = Some(size_mm);
        told.small = symbol.module_mm(size_mm)? < SAFE_MODULE_MM;
    }
    if request.format == Format::Png {
        told.pixels = Some(png::side(&symbol, size_mm, request.pixels)?);
    }
    Ok(Some(told))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{ExportMonitor, Fonts, Paper, Pixels, PosterStyle, Print, Sheet, SheetStyle, TextStyle, plan};

    fn items(count: usize) -> Vec<Item> {
        let item = |at: usize| {
            let code = format!("ANED2T5Q{at:06}");
            let link = format!("https://wa.me/message/{code}");
            let message = "Hello, I would like to book a table for tonight ".repeat(1 + at % 2);
            Item { link, code, message, number: "+49 151".into(), ..Item::default() }
        };
        (0..count).map(item).collect()
    }

    fn request(layout: Layout, format: Format, size_mm: Option<f64>) -> ExportRequest {
        ExportRequest {
            layout,
            format,
            print: Print::default(),
            size_mm,
            pixels: Pixels::default(),
            style: TextStyle::default(),
            name: None,
            fonts: Fonts::default(),
        }
    }

    fn sheets(paper: Paper, grid: Option<(u16, u16)>) -> Layout {
        Layout::Sheet(SheetStyle {
            sheet: Sheet { paper, landscape: false },
            margin_mm: sheet::MARGIN_MM,
            gap_mm: sheet::GAP_MM,
            grid,
            caption: crate::export::caption::USUAL.parse().unwrap(),
            marks: true,
        })
    }

    fn posters() -> Layout {
        let style = PosterStyle {
            sheet: Sheet::default(),
            headline: "Book a table".parse().unwrap(),
            action: poster::CHAT.parse().unwrap(),
        };
        Layout::Poster(style)
    }

    #[test]
    fn what_is_told_is_what_is_planned() {
        let wishes = [
            (Layout::Single, Format::Svg, Some(25.0)),
            (Layout::Single, Format::Png, None),
            (Layout::Single, Format::Txt, None),
            (sheets(Paper::A4, None), Format::Pdf, None),
            (sheets(Paper::A4, None), Format::Svg, Some(60.0)),
            (sheets(Paper::Letter, Some((2, 3))), Format::Eps, None),
            (posters(), Format::Pdf, None),
            (posters(), Format::Svg, Some(80.0)),
        ];
        for (layout, format, size) in wishes {
            let (items, request) = (items(20), request(layout, format, size));
            let told = forecast(&items, &request).unwrap().unwrap();
            let (drafts, _) = plan(&items, &request, &ExportMonitor::none()).unwrap();
            let what = format!("{:?} {format}", request.layout);
            assert_eq!((told.files, &told.name), (drafts.len(), &drafts[0].name), "{what}");
            let pages: usize = drafts.iter().map(|draft| draft.expected.len()).sum();
            assert!(told.pages.is_none_or(|told| told == pages), "{what}");
            let spot = &drafts[0].expected[0].spots[0];
            assert!(told.size_mm.is_none_or(|size| (size - spot.area.width()).abs() < 1e-9), "{what}: {told:?}");
            assert!(!told.roughly && !told.small);
        }
    }

    #[test]
    fn what_cannot_be_done_is_told_as_well() {
        assert!(forecast(&items(1), &request(Layout::Single, Format::Svg, Some(8.0))).is_err());
        assert!(forecast(&items(1), &request(posters(), Format::Svg, Some(800.0))).is_err());
        let told = forecast(&items(1), &request(Layout::Single, Format::Svg, Some(12.0))).unwrap().unwrap();
        assert!(told.small);
        assert_eq!(forecast(&[], &request(Layout::Single, Format::Svg, None)).unwrap(), None);
        assert!(forecast(&items(200), &request(sheets(Paper::A4, None), Format::Pdf, None)).unwrap().unwrap().roughly);
    }
}
