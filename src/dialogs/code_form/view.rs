//! The form in which a code is written.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::{Line, Span};

use crate::app::Action;
use crate::app::keymap::Context;
use crate::dialogs::{Form, FormField, FormPhase, Purpose};
use crate::model::{ImageFormat, MAX_MESSAGE_CHARS, Profile, message_chars, message_utf16};
use crate::view::button::{self, Button};
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, paint, text};

/// Columns of the form: a message of the greatest length takes three lines.
const COLUMNS: u16 = 60;
/// Rows of the editor, its edge included.
const EDITOR: usize = 6;
/// Rows of it that are enough where there is more to say.
const LEAST: usize = 3;

/// Draws the form.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, form: &Form) {
    let theme = screen.theme;
    let number = form.purpose.number();
    let profile = screen.state.profile(&number.profile);
    let most = DialogFrame::most(area);
    let columns = COLUMNS.min(most.width);

    let mut about = about(screen, form, columns);
    about.extend(screen.restored_lines(form.restored, columns));
    let warning = warning(screen, form, profile, columns);
    let error = form.error.as_ref().map_or_else(Vec::new, |error| {
        let mut lines = screen.error_lines(error, columns);
        let ids = [error.vendor_code.as_deref(), error.request_id.as_deref()];
        let ids = ids.into_iter().flatten().collect::<Vec<_>>().join("  ");
        if !ids.is_empty() {
            lines.extend(screen.dim_lines(&format!("  {ids}"), columns));
        }
        lines
    });
    let parts = [
        Part::whole(about.len(), 3),
        Part::at_least(warning.len(), 1, 6),
        Part::whole(LEAST, 9),
        Part::at_least(EDITOR - LEAST, 0, 4),
        Part::whole(1, 5),
        Part::gap(1),
        Part::whole(1, 8),
        Part::at_least(usize::from(!error.is_empty()), 0, 1),
        Part::at_least(error.len(), 2, 7),
    ];

    let title = title(screen, form);
    let mut dialog = DialogFrame::new(screen, &title, Size::new(columns, wanted(&parts)));
    let world = profile.map_or(screen.state.world(), |profile| profile.world);
    dialog.badge = vec![screen.badge(world)];
    let inside = dialog.open(screen, buf, area);
    let [about_rows, warning_rows, least_rows, editor_rows, image_rows, gap, button_rows, error_gap, error_rows] =
        squeeze(parts, inside.height);

    let (place, rest) = layout::top(inside, about_rows);
    paint::lines(buf, place, &about);
    let (place, rest) = layout::top(rest, warning_rows);
    paint::lines_cut(buf, place, warning);
    let (place, rest) = layout::top(rest, least_rows + editor_rows);
    editor(screen, buf, place, form);
    let (place, rest) = layout::top(rest, image_rows);
    paint::lines(buf, place, &[image(screen, form)]);
    let (place, rest) = layout::top(layout::top(rest, gap).1, button_rows);
    let bottom_line = match form.phase {
        FormPhase::Editing => button::row(
            screen,
            &[
                Button::new("Send", form.field == FormField::Send),
                Button::new("Cancel", form.field == FormField::Cancel),
            ],
        ),
        FormPhase::Sending(id) => {
            let task = screen.state.tasks.get(&id);
            let held = screen.state.held().filter(|held| held.requests.contains(&id));
            let countdown = held.map(|held| screen.wait(&held));
            let what = match task {
                Some(task) if task.cancelled => "stopping…".to_owned(),
                Some(task) => countdown.clone().or_else(|| task.note.clone()).unwrap_or_else(|| "sending…".to_owned()),
                None => "sending…".to_owned(),
            };
            let row = screen.state.keymap.row(&[Context::Sending], Action::Back);
            let key = row.and_then(|row| row.keys.first()).map_or(String::new(), |key| format!("  {key} stops"));
            // How long it takes is worth more than what is in the last line, too.
            let fits = |wait: &String| text::width(wait) + text::width(&key) + 2 <= inside.width;
            let key = if countdown.as_ref().is_none_or(fits) { key } else { String::new() };
            let room = inside.width.saturating_sub(text::width(&key) + 2);
            Line::from(vec![
                Span::styled(format!("{} ", screen.spinner()), theme.accent),
                Span::raw(text::fit(&what, room)),
                Span::styled(key, theme.dim),
            ])
        }
    };
    button::draw(screen, buf, place, &bottom_line);
    paint::lines_cut(buf, layout::top(layout::top(rest, error_gap).1, error_rows).0, error);
}

/// What the form is for.
fn title(screen: Screen<'_>, form: &Form) -> String {
    match &form.purpose {
        Purpose::Create(number) => match screen.state.find_number(number) {
            Some(number) => format!("New code for {}", text::line(&number.name)),
            None => "New code".to_owned(),
        },
        Purpose::Recreate(of) => format!("Create {} again", text::line(of.old.as_str())),
        Purpose::Edit { key, .. } => format!("Edit {}", text::line(key.code.as_str())),
    }
}

/// The number and the profile it goes through.
fn about(screen: Screen<'_>, form: &Form, columns: u16) -> Vec<Line<'static>> {
    let key = form.purpose.number();
    let number = screen.state.find_number(key).map_or_else(
        || key.number.to_string(),
        |number| match &form.purpose {
            Purpose::Create(_) => number.display.clone(),
            Purpose::Edit { .. } | Purpose::Recreate(_) => format!("{}  {}", number.name, number.display),
        },
    );
    vec![Line::styled(text::fit(&format!("{number}  ·  {}", key.profile), columns), screen.theme.dim)]
}

/// That what is printed stops working, where it does.
fn warning(screen: Screen<'_>, form: &Form, profile: Option<&Profile>, columns: u16) -> Vec<Line<'static>> {
    if let Purpose::Recreate(of) = &form.purpose {
        let again =
            of.again.as_ref().map_or(String::new(), |made| format!(" It was created again already, as {made}."));
        let sentence = format!("It gets a new code and a new link. The old one, {}, stays dead.{again}", of.old);
        return screen.warning_lines(&sentence, columns);
    }
    let replaces = profile.is_some_and(|profile| profile.provider.update_replaces_code());
    if !replaces || matches!(form.purpose, Purpose::Create(_)) {
        return Vec::new();
    }
    screen.warning_lines("A changed message gets a new code: the printed original stops working.", columns)
}

/// The editor in its frame, which counts the characters.
fn editor(screen: Screen<'_>, buf: &mut Buffer, area: Rect, form: &Form) {
    let focused = form.field == FormField::Message && !form.is_sending();
    screen.editor(buf, area, &form.message, focused, ("Message", Some(counter(screen, form))));
}

/// How much of the limit is used.
fn counter(screen: Screen<'_>, form: &Form) -> Line<'static> {
    let theme = screen.theme;
    let message = form.text();
    let chars = message_chars(&message);
    let count = format!("{chars}/{MAX_MESSAGE_CHARS}");
    if chars > MAX_MESSAGE_CHARS {
        let style = theme.strong.patch(theme.warning);
        return Line::styled(format!(" ! {count}: {} too many ", chars - MAX_MESSAGE_CHARS), style);
    }
    if message_utf16(&message) > MAX_MESSAGE_CHARS {
        return Line::styled(format!(" {count}, emoji may count twice "), theme.warning);
    }
    Line::styled(format!(" {count} "), theme.dim)
}

/// The choice of the picture's format.
fn image(screen: Screen<'_>, form: &Form) -> Line<'static> {
    let theme = screen.theme;
    let focused = form.field == FormField::Image && !form.is_sending();
    let mut spans = vec![Span::styled(
        if focused { "▸ Picture " } else { "  Picture " },
        if focused { theme.accent.patch(theme.strong) } else { theme.dim },
    )];
    for format in [ImageFormat::Png, ImageFormat::Svg] {
        let chosen = form.image == format;
        let dot = if chosen { "(•)" } else { "( )" };
        let style = match (chosen, focused) {
            (true, true) => theme.pressed,
            (true, false) => theme.strong,
            (false, _) => theme.dim,
        };
        spans.push(Span::raw("  "));
        spans.push(Span::styled(format!("{dot} {format}"), style));
    }
    Line::from(spans)
}
