//! The `fields` parameter: `code,qr_image_url.format(SVG)`.

use crate::model::ImageFormat;

/// One entry of a `fields` list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    /// The name up to the first `.`, `(` or `{`.
    pub(super) name: String,
    /// The argument of `.format(…)`, as it was written.
    pub(super) format: Option<String>,
}

impl Field {
    /// The picture the entry asks for. Without `.format(…)` it is a PNG: undocumented, and at least one client
    /// in the wild asks that way.
    pub(super) fn picture(&self) -> Option<ImageFormat> {
        self.format.as_deref().map_or(Some(ImageFormat::Png), image_format)
    }
}

/// The picture formats Graph knows; old guides and clients write them in lower case.
pub(super) fn image_format(text: &str) -> Option<ImageFormat> {
    [ImageFormat::Png, ImageFormat::Svg].into_iter().find(|format| format.as_wire().eq_ignore_ascii_case(text))
}

/// Splits a `fields` parameter. White space and empty entries are ignored, as on Graph.
///
/// # Errors
/// The entry that cannot be read.
pub(super) fn parse(text: &str) -> Result<Vec<Field>, String> {
    split(text).into_iter().map(str::trim).filter(|entry| !entry.is_empty()).map(entry).collect()
}

/// Splits at the commas outside of brackets.
fn split(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    text.split(|c| {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
    .collect()
}

fn entry(text: &str) -> Result<Field, String> {
    let end = text.find(['.', '(', '{']).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let format = match rest {
        "" => None,
        _ => match rest.strip_prefix(".format(").and_then(|rest| rest.strip_suffix(')')) {
            Some(format) if !format.contains(['(', ')']) => Some(format.trim().to_owned()),
            _ => return Err(text.to_owned()),
        },
    };
    if word { Ok(Field { name: name.to_owned(), format }) } else { Err(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_formats() {
        let fields = parse("code, prefilled_message,,qr_image_url.format(svg)").unwrap();
        let names: Vec<_> = fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(names, ["code", "prefilled_message", "qr_image_url"]);
        assert_eq!(fields[2].picture(), Some(ImageFormat::Svg));
        assert_eq!(parse("qr_image_url").unwrap()[0].picture(), Some(ImageFormat::Png));
        assert_eq!(parse("qr_image_url.format(GIF)").unwrap()[0].picture(), None);
        assert_eq!(parse(""), Ok(Vec::new()));
    }

    #[test]
    fn refuses_what_it_cannot_read() {
        for (text, bad) in [
            ("code,a-b", "a-b"),
            ("code(", "code("),
            ("code.format(a,b", "code.format(a,b"),
            ("x.limit(3)", "x.limit(3)"),
            (".format(SVG)", ".format(SVG)"),
            ("data{id,name}", "data{id,name}"),
        ] {
            assert_eq!(parse(text), Err(bad.to_owned()), "{text}");
        }
    }
}
