//! The bar of a long list.

use std::io::IsTerminal as _;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::messages::{Messages, Verbosity};

/// A list of so few is done before a bar is of use.
const HANDFUL: usize = 5;

/// A bar on a terminal; nothing elsewhere.
pub(super) struct Bar {
    bar: Option<ProgressBar>,
    tells_all: bool,
}

impl Bar {
    pub(super) fn new(total: usize, messages: &Messages) -> Self {
        let quiet = messages.verbosity == Verbosity::Quiet;
        let wanted = total > HANDFUL && !quiet && std::io::stderr().is_terminal();
        let bar = wanted.then(|| {
            let bar = ProgressBar::new(total as u64);
            let set = |name| std::env::var_os(name).is_some_and(|v: std::ffi::OsString| !v.is_empty());
            // https://no-color.org
            let cells = if set("NO_COLOR") { "{wide_bar}" } else { "{wide_bar:.cyan/blue}" };
            let template = messages.language.pick(
                format!("{cells} {{human_pos}}/{{human_len}} 篇  每秒 {{per_sec_plain}}  还要 {{eta}}"),
                format!("{cells} {{human_pos}}/{{human_len}}  {{per_sec_plain}} a second  {{eta}} left"),
            );
            let style = ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.set_style(style.with_key(
                "per_sec_plain",
                |state: &indicatif::ProgressState, out: &mut dyn std::fmt::Write| {
                    let _infallible = write!(out, "{:.1}", state.per_sec());
                },
            ));
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        // Beside a bar a line for each of a thousand files is noise, unless they go into a pipe or are asked for.
        let tells_all = bar.is_none() || messages.verbosity == Verbosity::Verbose || !std::io::stdout().is_terminal();
        Self { bar, tells_all }
    }

    /// Whether every result has its line.
    pub(super) fn tells_all(&self) -> bool {
        self.tells_all
    }

    /// One more is done with.
    pub(super) fn step(&self) {
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Says something without the bar in its way.
    pub(super) fn suspend(&self, say: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(say),
            None => say(),
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
