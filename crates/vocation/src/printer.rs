//! The only place that writes to standard output and standard error.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::io::{IsTerminal, Write};

/// What may be written, and how.
#[derive(Clone, Copy, Debug)]
pub struct Printer {
    /// One JSON document instead of text.
    pub json: bool,
    /// Errors only.
    pub quiet: bool,
}

impl Printer {
    /// A result: `text` for people, or `value` as JSON when that was asked for.
    pub fn result(self, text: &str, value: &impl Serialize) {
        if self.json {
            self.raw(serde_json::to_string(value).unwrap_or_default().as_bytes());
            self.raw(b"\n");
        } else if !self.quiet {
            self.raw(text.as_bytes());
            if !text.ends_with('\n') {
                self.raw(b"\n");
            }
        }
    }

    /// Output that is itself the result (completions, manual): written even when quiet.
    pub fn raw(self, bytes: &[u8]) {
        // A reader that went away (`| head`) is no error.
        let mut out = std::io::stdout().lock();
        let _gone = out.write_all(bytes).and_then(|()| out.flush());
    }

    /// A remark on the way; not part of the result.
    pub fn note(self, text: &str) {
        if !self.quiet {
            let _gone = writeln!(std::io::stderr().lock(), "{text}");
        }
    }

    /// Something to take seriously, even when quiet.
    pub fn warning(self, text: &str) {
        let _gone = writeln!(std::io::stderr().lock(), "warning: {text}");
    }

    /// Why the command failed.
    pub fn error(self, text: &str) {
        let _gone = writeln!(std::io::stderr().lock(), "error: {text}");
    }

    /// A progress bar of `length` steps: only on a terminal, and not when quiet.
    pub fn bar(self, length: u64, label: &'static str) -> ProgressBar {
        let bar = ProgressBar::new(length);
        if self.quiet || self.json || !std::io::stderr().is_terminal() {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        if let Ok(style) = ProgressStyle::with_template("{prefix:24} {bar:30} {pos}/{len} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.set_prefix(label);
        bar
    }
}
