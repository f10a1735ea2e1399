//! How much an SVG becomes when all that it refers to is in its place, found without doing it.

use std::collections::HashMap;

use resvg::usvg::roxmltree::{Document, Node, NodeId};

/// Most nodes of a file.
pub(super) const MOST_NODES: u32 = 800_000;
/// Most elements after all that is used several times has been copied: what is drawn must fit into memory.
const MOST_ELEMENTS: u64 = 200_000;
/// Most elements within each other, or referring to each other. What reads and draws them goes down with each, on a
/// stack that ends.
const DEEPEST: usize = 200;
/// Most attributes of an element: each is compared with all others.
const MOST_ATTRIBUTES: usize = 5_000;
/// Most bytes that entities can become, as the product of what they are and how often they may be meant.
const MOST_ENTITIES: usize = 4_000_000;
/// The same for style sheets: the product of their bytes and the elements that they are matched with.
const MOST_STYLED: u64 = 1_000_000_000;

/// Refuses what the reader of XML would read for too long, or too deep.
///
/// # Errors
/// Why, in a few words.
pub(super) fn check_text(text: &str) -> Result<(), String> {
    let (mut open, mut rest) = (0_usize, text);
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        // What stands in a tag and after it, to the next one.
        let tag = &rest[..rest.find('<').unwrap_or(rest.len())];
        match tag.as_bytes().first() {
            Some(b'/') => open = open.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => open += usize::from(!tag[..tag.find('>').unwrap_or(tag.len())].ends_with('/')),
        }
        if open > DEEPEST {
            return Err("its elements lie too deep within each other".to_owned());
        }
        if tag.bytes().filter(|byte| *byte == b'=').count() > MOST_ATTRIBUTES {
            return Err("an element has too many attributes".to_owned());
        }
        rest = &rest[tag.len()..];
    }
    let entity = "<!ENTITY";
    if let (Some(first), Some(last)) = (text.find(entity), text.rfind(entity)) {
        let end = text[last..].find("]>").map_or(text.len(), |end| last + end);
        let references = text.bytes().filter(|byte| *byte == b'&').count();
        if (end - first).saturating_mul(references) > MOST_ENTITIES {
            return Err("its entities are too long".to_owned());
        }
    }
    Ok(())
}

/// Refuses what becomes too much, or refers to itself.
///
/// # Errors
/// Why, in a few words.
pub(super) fn check(document: &Document<'_>) -> Result<(), String> {
    let named = document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
    let mut scale = Scale { named, known: HashMap::new() };
    let all = scale.weigh(document.root_element(), 0)?.elements;
    let (mut bytes, mut heaviest) = (0_u64, 1);
    let styles = document.descendants().filter(|node| node.tag_name().name() == "style");
    for style in styles.flat_map(|style| style.descendants()).filter_map(|node| node.text()) {
        bytes = bytes.saturating_add(style.len() as u64);
        for id in references(style) {
            heaviest = heaviest.max(scale.of_name(id, 0)?.elements);
        }
        if style.contains("marker") {
            heaviest = heaviest.saturating_mul(document.descendants().map(points).max().unwrap_or(1));
        }
    }
    if all > MOST_ELEMENTS
        || all.saturating_mul(bytes) > MOST_STYLED
        || all.saturating_mul(heaviest) > MOST_ELEMENTS * 5
    {
        return Err("it is too large".to_owned());
    }
    Ok(())
}

/// What a node becomes.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    elements: u64,
    /// How many of them lie within each other, or refer to each other.
    height: usize,
}

/// Weighs nodes.
struct Scale<'a, 'input> {
    named: HashMap<&'a str, Node<'a, 'input>>,
    /// What was weighed; none for what is being weighed.
    known: HashMap<NodeId, Option<Weight>>,
}

impl<'a, 'input> Scale<'a, 'input> {
    /// A node that lies `depth` nodes deep, with all in it and all it refers to.
    fn weigh(&mut self, node: Node<'a, 'input>, depth: usize) -> Result<Weight, String> {
        let known = self.known.get(&node.id()).copied();
        if let Some(None) = known {
            return Err("it refers to itself".to_owned());
        }
        if depth + known.flatten().map_or(0, |weight| weight.height) > DEEPEST {
            return Err("its elements lie too deep within each other".to_owned());
        }
        if let Some(Some(weight)) = known {
            return Ok(weight);
        }
        self.known.insert(node.id(), None);
        let mut weight = Weight { elements: 1, height: 0 };
        let mut add = |part: Weight, times: u64| {
            weight.elements = weight.elements.saturating_add(part.elements.saturating_mul(times));
            weight.height = weight.height.max(part.height + 1);
        };
        for child in node.children().filter(Node::is_element) {
            add(self.weigh(child, depth + 1)?, 1);
        }
        for attribute in node.attributes() {
            let value = attribute.value();
            let href = (attribute.name() == "href").then(|| value.trim().strip_prefix('#')).flatten();
            // A marker is drawn at each point of a line.
            let markers = attribute.name().starts_with("marker") || value.contains("marker");
            let times = if markers { points(node) } else { 1 };
            for id in href.into_iter().chain(references(value)) {
                add(self.of_name(id, depth + 1)?, times);
            }
        }
        self.known.insert(node.id(), Some(weight));
        Ok(weight)
    }

    /// The node of this name.
    fn of_name(&mut self, id: &str, depth: usize) -> Result<Weight, String> {
        self.named.get(id).copied().map_or(Ok(Weight::default()), |node| self.weigh(node, depth))
    }
}

/// The names that a value refers to.
fn references(value: &str) -> impl Iterator<Item = &str> {
    let quotes = ['"', '\'', ' '];
    value.split("url(").skip(1).filter_map(move |rest| {
        let id = rest.trim_start_matches(quotes).strip_prefix('#')?;
        id.split(')').next().map(|id| id.trim_end_matches(quotes))
    })
}

/// No fewer than the points of a line, by how long it is when it is written.
fn points(node: Node<'_, '_>) -> u64 {
    let line = node.attribute("d").or_else(|| node.attribute("points")).unwrap_or_default();
    line.len() as u64 / 2 + 2
}
