//! A small chart of bars, one or two series. It is never the only place the
//! figures stand: [`crate::chart`] puts a table under it.

use maud::{Markup, Render, html};

const WIDTH: f64 = 520.0;
const LEFT: f64 = 28.0;
const TOP: f64 = 14.0;
const BASE: f64 = 140.0;

/// A group of bars, as a month.
#[derive(Clone, Copy, Debug)]
pub struct BarGroup<'a> {
    /// »mar«
    pub name: &'a str,
    /// One for each series.
    pub values: &'a [u32],
}

/// A chart. At most two series are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Bars<'a> {
    /// What it shows, read aloud instead of the drawing.
    pub label: &'a str,
    /// What the groups are: »Måned«.
    pub axis: &'a str,
    pub series: &'a [&'a str],
    pub groups: &'a [BarGroup<'a>],
    /// »Vis som tabel«
    pub as_table: &'a str,
}

impl Bars<'_> {
    /// The step between grid lines: 1, 2 or 5 times a power of ten, at most
    /// four of them.
    fn step(&self) -> u32 {
        let most = self.groups.iter().flat_map(|g| g.values).copied().max().unwrap_or(0);
        let mut decade = 1_u32;
        loop {
            for factor in [1, 2, 5] {
                let step = decade.saturating_mul(factor);
                if step == u32::MAX || u64::from(step) * 4 >= u64::from(most) {
                    return step;
                }
            }
            decade = decade.saturating_mul(10);
        }
    }

    fn lines(&self) -> Vec<u32> {
        let most = self.groups.iter().flat_map(|g| g.values).copied().max().unwrap_or(0);
        let step = self.step();
        let count = most.div_ceil(step).max(1);
        (0..=count).map(|nr| nr.saturating_mul(step)).collect()
    }
}

impl Render for Bars<'_> {
    fn render(&self) -> Markup {
        let lines = self.lines();
        let top = f64::from(lines.last().copied().unwrap_or(1).max(1));
        let y = |value: u32| BASE - f64::from(value) / top * (BASE - TOP);
        let slot = (WIDTH - LEFT) / f64::from(u32::try_from(self.groups.len().max(1)).unwrap_or(u32::MAX));
        let bar = (slot * 0.27).min(24.0);
        let x = |nr: usize| LEFT + slot * (f64::from(u32::try_from(nr).unwrap_or(u32::MAX)) + 0.5);
        let pair = self.series.len() > 1;
        html! {
            svg.chart viewBox="0 0 520 168" role="img" aria-label=(self.label) {
                @for (nr, value) in lines.iter().enumerate() {
                    path class=(if nr == 0 { "base" } else { "grid" }) d={ "M28 " (round(y(*value))) "h492" } {}
                    text x="20" y=(round(y(*value) + 4.5)) text-anchor="end" { (value) }
                }
                @for (nr, group) in self.groups.iter().enumerate() {
                    @for (series, value) in group.values.iter().take(2).enumerate() {
                        @let from = match (pair, series) { (false, _) => x(nr) - bar / 2.0, (true, 0) => x(nr) - bar - 1.0, (true, _) => x(nr) + 1.0 };
                        rect class=(if series == 0 { "a" } else { "b" }) x=(round(from)) y=(round(y(*value))) width=(round(bar)) height=(round(BASE - y(*value))) rx="1.5" {}
                    }
                    text x=(round(x(nr))) y="161" text-anchor="middle" { (group.name) }
                }
            }
        }
    }
}

fn round(value: f64) -> String {
    format!("{value:.1}")
}
