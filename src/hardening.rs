//! What keeps the memory of this process, where secrets are, from others.

/// Makes sure that a crash leaves no image of the memory behind, and that other processes of the same user cannot
/// look into it. Children get no core dumps either; whether others may look into them is decided anew for each.
///
/// What the system refuses stays as it is: the app is of use without.
pub fn apply() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Core);
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), ..limit });
    }
    // The limit does not hold where the kernel pipes dumps to a program.
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
