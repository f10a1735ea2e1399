//! PowerShell: a script that hands on the words of a line as they are. That of `clap_complete` evaluates the line, so that
//! commands in it would run before anybody has pressed Enter.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;

use clap_complete::env::EnvCompleter;

/// The index of the word to complete: its variable. An empty word at the end of a line does not always arrive.
const INDEX: &str = "_CLAP_COMPLETE_INDEX";

const SCRIPT: &str = r#"
Register-ArgumentCompleter -Native -CommandName 'BIN' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    $index = $words.Count
    if ($wordToComplete -ne '') { $index -= 1; $words[$index] = $wordToComplete }
    $before = $env:VAR, $env:INDEX
    $env:VAR = 'powershell'
    $env:INDEX = "$index"
    try {
        $lines = & 'COMPLETER' -- @words 2>$null
    } catch {
        $lines = @()
    } finally {
        $env:VAR, $env:INDEX = $before
    }
    $lines | Where-Object { $_ } | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
    }
}
"#;

/// The adapter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Powershell;

impl EnvCompleter for Powershell {
    fn name(&self) -> &'static str {
        "powershell"
    }

    fn is(&self, name: &str) -> bool {
        clap_complete::env::Powershell.is(name)
    }

    fn write_registration(
        &self,
        var: &str,
        _: &str,
        bin: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let script = SCRIPT.replace("INDEX", INDEX).replace("VAR", var);
        let script = script.replace("BIN", bin).replace("COMPLETER", &completer.replace('\'', "''"));
        out.write_all(script.as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut clap::Command,
        mut words: Vec<OsString>,
        here: Option<&Path>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let index = std::env::var(INDEX).ok().and_then(|index| index.parse::<usize>().ok());
        if index == Some(words.len()) {
            words.push(OsString::new());
        }
        clap_complete::env::Powershell.write_complete(command, words, here, out)
    }
}
