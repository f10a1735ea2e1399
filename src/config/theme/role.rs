//! What has a look of its own.

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident = $name:literal,)*) => {
        /// What has a look of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Role {
            $($(#[$doc])* $role,)*
        }

        impl Role {
            /// All roles.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$role),*];

            /// The key in a theme's file.
            pub fn name(self) -> &'static str {
                match self { $(Self::$role => $name,)* }
            }
        }
    };
}

roles! {
    /// All words without another role.
    Text = "text",
    /// What matters less.
    Dim = "dim",
    /// What matters more.
    Strong = "strong",
    /// Keys, and what belongs to the person: labels, marks.
    Accent = "accent",
    /// What destroys, and what is bad.
    Danger = "danger",
    /// What went well.
    Good = "good",
    /// What needs attention, errors included.
    Warning = "warning",
    /// The part of a row that a filter looks for.
    Found = "found",
    /// A button with the focus.
    Pressed = "pressed",
    /// A button with the focus that destroys.
    Destroy = "destroy",
    /// The badge of the sandbox.
    Sandbox = "sandbox",
    /// The badge of a real account.
    Live = "live",
    /// The selected row where the keys go.
    Selected = "selected",
    /// The selected row of a list where the keys do not go.
    Unfocused = "unfocused",
    /// The edge of what has the keys.
    Focus = "focus",
    /// All other lines, and scroll bars.
    Rule = "rule",
    /// The ground of a dialog.
    Dialog = "dialog",
    /// The ground of a dialog that destroys.
    Grave = "grave",
    /// All that lies behind a dialog.
    Behind = "behind",
}
