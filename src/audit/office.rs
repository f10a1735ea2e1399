//! Documents that are archives of XML and pictures: docx, xlsx, pptx, odt, ods, odp, epub.

use std::borrow::Cow;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::links::links;
use super::within::Within;
use super::{Place, Read, entities, unread};

/// Most files of a document that are looked at.
const MOST_FILES: usize = 5_000;
/// Most bytes that a document is unpacked to.
const MOST_BYTES: u64 = 256 << 20;
/// Elements, by their names without prefixes, that do not begin in the middle of a word: paragraphs, breaks, cells.
const BLOCKS: [&[u8]; 17] = [
    b"p",
    b"br",
    b"cr",
    b"tab",
    b"h",
    b"line-break",
    b"si",
    b"is",
    b"c",
    b"v",
    b"row",
    b"table-cell",
    b"table-row",
    b"tr",
    b"td",
    b"li",
    b"div",
];

/// Reads a document.
pub(super) fn read(bytes: Vec<u8>, within: Within<'_>) -> Read {
    unpack(bytes, MOST_BYTES, within)
}

/// The same, as far as it unpacks to no more than so many bytes.
fn unpack(bytes: Vec<u8>, most: u64, within: Within<'_>) -> Read {
    let limit = within.limit;
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return unread("an archive that cannot be read");
    };
    if archive.index_for_name("[Content_Types].xml").is_none() && archive.index_for_name("mimetype").is_none() {
        return unread("an archive; unpack it first");
    }
    let (mut read, mut left, mut broken) = (Read::default(), most, 0);
    for at in 0..archive.len().min(MOST_FILES) {
        if limit.is_over() {
            break;
        }
        let Ok(file) = archive.by_index(at) else {
            broken += 1;
            continue;
        };
        let name = file.name().map(Cow::into_owned).unwrap_or_default();
        let mut bytes = Vec::new();
        let unpacked = file.take(left + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > left {
            read.add_note(&format!("more than {} MB when unpacked; the rest was not read", most >> 20));
            break;
        }
        left -= bytes.len() as u64;
        if unpacked.is_err() {
            broken += 1;
            continue;
        }
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("xml" | "rels") => {
                let place = slide(&name).map_or(Place::Document, Place::Page);
                read.links
                    .extend(links(&visible(&bytes), &|| !limit.is_over()).into_iter().map(|(_, link)| (place, link)));
            }
            _ => broken += usize::from(!member(bytes, &name, within, &mut read)),
        }
    }
    if archive.len() > MOST_FILES {
        read.add_note(&format!("only the first {MOST_FILES} files in it were read"));
    }
    if broken > 0 {
        read.add_note(&format!("{broken} of the files in it cannot be read"));
    }
    read
}

/// Reads a picture or a document within a document. Returns whether all of it was looked at that a person sees.
fn member(bytes: Vec<u8>, name: &str, within: Within<'_>, into: &mut Read) -> bool {
    let inner = within.read(bytes);
    let place = |place: Place| if place.is_qr() { Place::Picture } else { Place::Document };
    into.links.extend(inner.links.into_iter().map(|(at, link)| (place(at), link)));
    // Fonts, settings of printers and the like are neither.
    let seen = ["media/", "Pictures/", "embeddings/", "images/"].iter().any(|folder| name.contains(folder));
    if let Some(note) = inner.note.filter(|_| !inner.unread) {
        into.add_note(&format!("{name}: {note}"));
    }
    !(inner.unread && seen)
}

/// The slide that a file of a presentation is or belongs to.
fn slide(name: &str) -> Option<usize> {
    let name = name.strip_prefix("ppt/slides/")?;
    let name = name.strip_prefix("_rels/").unwrap_or(name).strip_prefix("slide")?;
    name.split('.').next()?.parse().ok()
}

/// What a person reads in an XML file, and what stands in its tags, a line each: programs cut words into pieces as they
/// like, each in elements of its own.
fn visible(xml: &[u8]) -> Vec<u8> {
    let xml = entities::decode(xml);
    let (mut text, mut tags) = (Vec::with_capacity(xml.len() / 2), Vec::new());
    let mut rest: &[u8] = &xml;
    while let Some(begin) = rest.iter().position(|byte| *byte == b'<') {
        text.extend_from_slice(&rest[..begin]);
        let Some(end) = rest[begin..].iter().position(|byte| *byte == b'>') else { break };
        let tag = &rest[begin + 1..begin + end];
        if is_block(tag) {
            text.push(b'\n');
        }
        if tag.contains(&b'=') {
            tags.extend_from_slice(tag);
            tags.push(b'\n');
        }
        rest = &rest[begin + end + 1..];
    }
    text.extend_from_slice(rest);
    text.extend_from_slice(b"\n\n");
    text.append(&mut tags);
    text
}

/// Whether an element does not begin or end in the middle of a word.
fn is_block(tag: &[u8]) -> bool {
    let tag = tag.strip_prefix(b"/").unwrap_or(tag);
    let name = tag.split(|byte| byte.is_ascii_whitespace() || *byte == b'/').next().unwrap_or_default();
    let name = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
    BLOCKS.contains(&name)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::audit::time_limit::TimeLimit;

    #[test]
    fn a_bomb_is_unpacked_as_far_as_it_may_be() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let files = [("[Content_Types].xml", 10), ("a.xml", 1 << 20), ("b.xml", 1 << 20), ("c.xml", 10)];
        for (name, size) in files {
            archive.start_file(name, SimpleFileOptions::default()).unwrap();
            archive.write_all(b"wa.me/message/AAAAAAA1").unwrap();
            archive.write_all(&vec![b' '; size]).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        let endless = TimeLimit::endless();
        let within = Within::new(0, &endless, |_, _, _| unread("not an XML file"));
        let read = unpack(bytes.clone(), (2 << 20) - 1, within);
        assert_eq!(read.note.as_deref(), Some("more than 1 MB when unpacked; the rest was not read"));
        assert_eq!(read.links.len(), 2);
        assert_eq!(unpack(bytes, 3 << 20, within).note, None);
    }
}
