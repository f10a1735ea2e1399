//! What the linker is told, where it is known which one it is: a binary that starts sooner and is smaller by a tenth.

use std::env;
use std::path::Path;
use std::process::Command;

/// The first version of glibc that unpacks relocations.
const UNPACKS: (u32, u32) = (2, 36);
/// The system on which the compiler links with the linker that it brings.
const WITH_LINKER: &str = "x86_64-unknown-linux-gnu";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|is| is == value);
    let at_home = env::var("HOST").ok() == env::var("TARGET").ok();
    // What is built for another system may run where the C library is older. Packed, they are a tenth less to read.
    if at_home && is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && glibc() >= Some(UNPACKS) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    if is("TARGET", WITH_LINKER) && is("PROFILE", "release") && links_with_lld() {
        // Functions that are the same to the last byte, which generic code makes by the thousand, are kept once, and so
        // are strings that end others. Nothing here compares functions by their addresses.
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=all,-O2");
    }
}

/// The version of the C library here; nothing where it cannot be told.
fn glibc() -> Option<(u32, u32)> {
    let told = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let told = String::from_utf8(told.stdout).ok()?;
    let (major, minor) = told.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// Whether the compiler brings its linker, and nobody has chosen another one.
fn links_with_lld() -> bool {
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let is_chosen = env::var_os("RUSTC_LINKER").is_some()
        || ["linker", "fuse-ld", "link-self-contained"].iter().any(|choice| flags.contains(choice));
    let lld = || {
        let told = Command::new(env::var_os("RUSTC")?).args(["--print", "sysroot"]).output().ok()?;
        let sysroot = String::from_utf8(told.stdout).ok()?;
        let lld = Path::new(sysroot.trim()).join("lib/rustlib").join(WITH_LINKER).join("bin/gcc-ld/ld.lld");
        lld.is_file().then_some(())
    };
    !is_chosen && lld().is_some()
}
