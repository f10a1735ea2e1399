use proptest::prelude::*;

use super::*;
use crate::export::paper::Paper;
use crate::model::ErrorKind;

fn plan() -> Plan {
    Plan { sheet: Sheet::default(), margin_mm: 10.0, gap_mm: 6.0, size_mm: None, grid: None, caption_mm: 8.0 }
}

#[test]
fn as_many_codes_as_the_paper_holds() {
    let grid = Grid::new(&plan()).unwrap();
    assert_eq!((grid.columns, grid.rows, grid.size_mm), (5, 6, 30.0));
    let large = Grid::new(&Plan { size_mm: Some(90.0), ..plan() }).unwrap();
    assert_eq!((large.columns, large.rows), (2, 2));
}

#[test]
fn a_grid_that_was_asked_for_is_filled() {
    let grid = Grid::new(&Plan { grid: Some((3, 4)), ..plan() }).unwrap();
    assert_eq!((grid.columns, grid.rows), (3, 4));
    assert!((grid.size_mm - (283.0 / 4.0 - 14.0)).abs() < 1e-9, "{}", grid.size_mm);
}

#[test]
fn what_has_no_room_is_refused() {
    for plan in [
        Plan { size_mm: Some(191.0), ..plan() },
        Plan { size_mm: Some(60.0), grid: Some((3, 4)), ..plan() },
        Plan { grid: Some((0, 4)), ..plan() },
        Plan { grid: Some((101, 1)), ..plan() },
        Plan { margin_mm: 105.0, ..plan() },
        Plan { margin_mm: f64::NAN, ..plan() },
        Plan { gap_mm: -1.0, ..plan() },
    ] {
        assert_eq!(Grid::new(&plan).unwrap_err().kind, ErrorKind::Config, "{plan:?}");
    }
}

proptest! {
    #[test]
    fn codes_and_captions_stay_in_their_cells_and_on_the_paper(
        paper in prop::sample::select(vec![Paper::A4, Paper::A3, Paper::Letter]),
        landscape: bool,
        margin_mm in 0.0..40.0_f64,
        gap_mm in 0.0..20.0_f64,
        size_mm in prop::option::of(5.0..150.0_f64),
        grid in prop::option::of((1_u16..12, 1_u16..12)),
        caption_mm in 0.0..20.0_f64,
    ) {
        let plan = Plan { sheet: Sheet { paper, landscape }, margin_mm, gap_mm, size_mm, grid, caption_mm };
        let Ok(made) = Grid::new(&plan) else { return Ok(()) };
        if let Some(grid) = grid {
            prop_assert_eq!((made.columns, made.rows), grid);
        }
        if let Some(size) = size_mm {
            prop_assert!((made.size_mm - size).abs() < 1e-9);
        }
        let (width, height) = plan.sheet.size_mm();
        let paper = Rect::new(margin_mm, margin_mm, width - margin_mm, height - margin_mm).inflate(1e-6, 1e-6);
        let used: Vec<Rect> = (0..made.per_page())
            .map(|place| {
                let corner = made.code(made.cell(place));
                Rect::from_origin_size(corner, Size::new(made.size_mm, made.size_mm + caption_mm))
            })
            .collect();
        for (at, area) in used.iter().enumerate() {
            prop_assert!(paper.contains_rect(*area), "{:?} outside of {:?}", area, paper);
            for other in &used[at + 1..] {
                let shared = area.intersect(*other);
                prop_assert!(shared.width() < 1e-6 || shared.height() < 1e-6, "{:?} on {:?}", area, other);
            }
            // The gap stays free between neighbours.
            let free = area.inflate(gap_mm / 2.0 - 1e-6, gap_mm / 2.0 - 1e-6);
            prop_assert!(made.cell(at).inflate(1e-6, 1e-6).contains_rect(free));
        }
    }
}
