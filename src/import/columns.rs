//! Which column is for what.

use super::mistake::Mistake;

/// What a column can be for. Any other column is for placeholders, and is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Number,
    Label,
    Message,
    Tags,
    Note,
    Profile,
}

/// The names of each role, the usual one first, in small letters without spaces and signs.
const NAMES: [(Role, &[&str]); 6] = [
    (Role::Number, &["number", "phone", "phonenumber", "numberid", "phonenumberid", "whatsapp", "whatsappnumber"]),
    (Role::Label, &["label", "labels"]),
    (Role::Message, &["message", "text", "messagetext", "prefilledmessage", "prefilledtext"]),
    (Role::Tags, &["tags", "tag"]),
    (Role::Note, &["note", "notes", "comment"]),
    (Role::Profile, &["profile", "account"]),
];

/// The place of the column of each role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Roles(Vec<(Role, usize)>);

impl Roles {
    /// Finds them; a role that two columns could have goes to the one with the usual name.
    pub(super) fn find(columns: &[String], mistakes: &mut Vec<Mistake>) -> Self {
        let mut roles = Vec::new();
        for (role, names) in NAMES {
            let mut places: Vec<usize> = Vec::new();
            for (at, column) in columns.iter().enumerate() {
                if names.contains(&plain(column).as_str()) {
                    places.push(at);
                }
            }
            let usual = places.iter().find(|at| columns.get(**at).is_some_and(|name| plain(name) == names[0]));
            match (usual, places.as_slice()) {
                (Some(at), _) | (None, [at]) => roles.push((role, *at)),
                (None, []) => {}
                (None, several) => {
                    let named: Vec<_> = several.iter().filter_map(|at| columns.get(*at)).cloned().collect();
                    let sentence = format!(
                        "The columns {} could all be the {}. Name one of them `{}`.",
                        named.join(", "),
                        names[0],
                        names[0]
                    );
                    mistakes.push(Mistake::new(1, sentence));
                }
            }
        }
        Self(roles)
    }

    /// The place of a role.
    pub(super) fn place(&self, role: Role) -> Option<usize> {
        self.0.iter().find(|(one, _)| *one == role).map(|(_, at)| *at)
    }

    /// The cell of a role, where there is such a column and something in it.
    pub(super) fn cell<'a>(&self, role: Role, cells: &'a [String]) -> Option<&'a str> {
        let cell = cells.get(self.place(role)?)?;
        Some(cell.as_str()).filter(|cell| !cell.is_empty())
    }
}

/// A name without what people write differently.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(columns: &[&str]) -> (Roles, Vec<Mistake>) {
        let columns: Vec<String> = columns.iter().map(ToString::to_string).collect();
        let mut mistakes = Vec::new();
        (Roles::find(&columns, &mut mistakes), mistakes)
    }

    #[test]
    fn columns_are_known_by_the_names_people_give_them() {
        let (roles, mistakes) = find(&["City", "Phone-Number", "TEXT", "labels", "Tag", "Notes", "account"]);
        assert!(mistakes.is_empty());
        let places: Vec<_> = NAMES.iter().map(|(role, _)| roles.place(*role)).collect();
        assert_eq!(places, [Some(1), Some(3), Some(2), Some(4), Some(5), Some(6)]);
        assert_eq!(roles.cell(Role::Message, &["", "1", "Hi"].map(str::to_owned)), Some("Hi"));
        assert_eq!(roles.cell(Role::Number, &[String::new(), String::new()]), None);
    }

    #[test]
    fn the_usual_name_wins_and_nothing_is_guessed() {
        let (roles, mistakes) = find(&["phone", "number", "x"]);
        assert_eq!((roles.place(Role::Number), mistakes.len()), (Some(1), 0));
        let (roles, mistakes) = find(&["phone", "whatsapp"]);
        assert_eq!((roles.place(Role::Number), mistakes.len()), (None, 1));
    }
}
