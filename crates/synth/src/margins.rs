//! Every published figure that the region is drawn to, with its tolerance; and the measuring of a drawn region against
//! them. Figures that no source gives are not here: they are assumptions, and the method page lists them.

use crate::calendar::{Month, month_end};
use crate::codes::{CARE_WORKER, SECTORS, SERVICES};
use crate::files::worker::{hourly, sickness};
use crate::history::{History, Tally, coordinates};
use crate::pay::Pay;
use crate::{Config, Drawn, SynthError, targets};

/// A published figure and what the drawn region has in its place.
#[derive(Debug, Clone)]
pub struct Margin {
    /// What is measured, with its year and place.
    pub name: String,
    /// The published value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// Who published it.
    pub source: &'static str,
    /// How far the drawn value may lie from it, in the unit.
    pub tolerance: f64,
    /// The drawn value.
    pub drawn: f64,
}

impl Margin {
    /// Within tolerance.
    pub fn holds(&self) -> bool {
        (self.drawn - self.value).abs() <= self.tolerance
    }
}

const PLAN: &str = "regional strategy, Skills for Care 2019";
const ASCOF: &str = "ASCOF 6a, DHSC";
const OFLOG: &str = "Oflog ASC7";
const SFC_2022: &str = "Skills for Care 2021/22, England";

/// A table of margins in Markdown, for the method page.
pub fn table(margins: &[Margin]) -> String {
    use std::fmt::Write as _;
    let mut out =
        String::from("| Figure | Published | Drawn | Tolerance | Unit | Source |\n|---|---:|---:|---:|---|---|\n");
    for m in margins {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "| {} | {:.2} | {:.2} | ±{:.2} | {} | {} |",
            m.name, m.value, m.drawn, m.tolerance, m.unit, m.source
        );
    }
    out
}

/// Draws the region of `config`, lives its months without writing them, and measures every margin.
pub fn measure(config: &Config) -> Result<Vec<Margin>, SynthError> {
    let drawn = crate::draw(config)?;
    let mut history = drawn.history();
    let mut tallies = Vec::new();
    let mut out = register(&drawn);
    while history.month < drawn.span.1 {
        tallies.push(history.step());
        let march = |y: i32| y * 12 + 2;
        match history.month {
            m if m == march(2025) => pay(&drawn, &history, &mut out),
            m if m == march(2021) || m == march(2024) => days_sick(&drawn, &history, &mut out),
            _ => {}
        }
    }
    flows(&drawn, &tallies, &mut out);
    people(&tallies, &mut out);
    snapshot(&history, &mut out);
    Ok(out)
}

fn push(
    out: &mut Vec<Margin>,
    name: impl Into<String>,
    value: f64,
    tolerance: f64,
    unit: &'static str,
    source: &'static str,
    drawn: f64,
) {
    out.push(Margin { name: name.into(), value, unit, source, tolerance, drawn });
}

fn register(drawn: &Drawn) -> Vec<Margin> {
    let mut out = Vec::new();
    let sites = &drawn.register().sites;
    let all = sites.len() as f64;
    let share = |f: &dyn Fn(&crate::Site) -> bool| sites.iter().filter(|s| f(s)).count() as f64 / all * 100.0;
    let group = |s: &crate::Site| SERVICES[s.service as usize].group;
    let jobs: f64 = sites.iter().map(|s| f64::from(s.workers)).sum();
    let independent: f64 =
        sites.iter().filter(|s| matches!(SECTORS[s.sector as usize], 6 | 7)).map(|s| f64::from(s.workers)).sum();
    push(&mut out, "Workplaces", 4100.0, 20.0, "workplaces", PLAN, all);
    push(&mut out, "Organisations", 1950.0, 10.0, "organisations", PLAN, drawn.register().organisations.len() as f64);
    push(&mut out, "Workplaces with fewer than 50 workers", 87.0, 0.5, "%", PLAN, share(&|s| s.workers < 50));
    push(&mut out, "Residential workplaces", 42.0, 0.5, "%", PLAN, share(&|s| group(s) == 0));
    push(
        &mut out,
        "Workplaces regulated by CQC",
        66.7,
        1.0,
        "%",
        PLAN,
        share(&|s| SERVICES[s.service as usize].regulated),
    );
    push(&mut out, "Jobs in private and voluntary employers", 81.0, 0.5, "%", PLAN, independent / jobs * 100.0);
    for (c, council) in drawn.places.councils.iter().enumerate() {
        let homes: Vec<&crate::Site> = sites.iter().filter(|s| usize::from(s.council) == c && s.service < 2).collect();
        let good = homes.iter().filter(|s| s.rating.is_some_and(|r| r < 2)).count() as f64;
        let [outstanding, fine, lower, unrated] = council.ratings.map(f64::from);
        push(
            &mut out,
            format!("Care homes, {}", council.name),
            outstanding + fine + lower + unrated,
            0.0,
            "homes",
            "ASCOF 6b 2024-25",
            homes.len() as f64,
        );
        let published = (outstanding + fine) / (outstanding + fine + lower + unrated) * 100.0;
        push(
            &mut out,
            format!("Good or outstanding homes, {}", council.name),
            published,
            0.05,
            "%",
            "ASCOF 6b 2024-25",
            good / homes.len() as f64 * 100.0,
        );
    }
    out
}

/// Sum over the twelve months to March of `year`, and the tally of that March.
fn year(tallies: &[Tally], year: i32) -> Option<(&[Tally], &Tally)> {
    let march: Month = year * 12 + 2;
    let at = tallies.iter().position(|t| t.month == march)?;
    let window = tallies.get(at.checked_sub(11)?..=at)?;
    Some((window, &tallies[at]))
}

fn flows(drawn: &Drawn, tallies: &[Tally], out: &mut Vec<Margin>) {
    for y in [2022, 2023, 2024, 2025] {
        let Some((window, end)) = year(tallies, y) else { continue };
        for (c, council) in drawn.places.councils.iter().enumerate() {
            // Peterborough, Luton and Central Bedfordshire have no published rate before 2022/23.
            if y == 2022 && matches!(council.name.as_str(), "Peterborough" | "Luton" | "Central Bedfordshire") {
                continue;
            }
            let left: u32 = window.iter().map(|t| t.councils[c][1]).sum();
            let rate = f64::from(left) / f64::from(end.councils[c][0]) * 100.0;
            let source = if y < 2024 { OFLOG } else { ASCOF };
            push(
                out,
                format!("Turnover {}/{}, {}", y - 1, y % 100, council.name),
                council.turnover_in(y),
                1.5,
                "%",
                source,
                rate,
            );
        }
    }
    gradients(tallies, out);
    for (y, value, source) in [
        (2021, 8.0, "Skills for Care 2020/21, East"),
        (2022, 10.5, "Skills for Care, England, restated"),
        (2023, 9.9, "Skills for Care, England"),
        (2024, 8.3, "Skills for Care, England"),
        (2025, 7.0, "Skills for Care, England"),
    ] {
        if let Some((_, end)) = year(tallies, y) {
            let (employed, vacant) = end.posts.iter().fold((0.0, 0.0), |a, p| (a.0 + p[0], a.1 + p[1]));
            push(
                out,
                format!("Vacancy rate, March {y}"),
                value,
                0.4,
                "%",
                source,
                vacant / (employed + vacant) * 100.0,
            );
        }
    }
    let sum = |f: &dyn Fn(&Tally) -> u32| tallies.iter().skip(12).map(f).sum::<u32>();
    push(
        out,
        "Leavers who stay in the sector, all years",
        64.5,
        2.0,
        "%",
        "Skills for Care: 66 in 2018/19, 63 in 2021/22",
        f64::from(sum(&|t| t.stays[1])) / f64::from(sum(&|t| t.stays[0])) * 100.0,
    );
    push(
        out,
        "Starters from within the sector, all years",
        66.0,
        2.0,
        "%",
        "Skills for Care: 67 in 2017/18; Norfolk 64 in 2021/22",
        f64::from(sum(&|t| t.starts[1])) / f64::from(sum(&|t| t.starts[0])) * 100.0,
    );
    if let Some(last) = tallies.last() {
        push(out, "Filled posts at the last month", 177_000.0, 300.0, "jobs", PLAN, f64::from(last.filled));
    }
    if let (Some((_, a)), Some((_, b))) = (year(tallies, 2024), year(tallies, 2025)) {
        push(
            out,
            "Growth of filled posts 2023/24 to 2024/25",
            3.4,
            0.3,
            "%",
            "Skills for Care 2024/25, England",
            (f64::from(b.filled) / f64::from(a.filled) - 1.0) * 100.0,
        );
    }
}

/// Turnover of groups against that of all, over the years with published rates: the ratio is what is aimed at, because
/// the published gradients are England's and the level is the councils'.
fn gradients(tallies: &[Tally], out: &mut Vec<Margin>) {
    let months: Vec<&Tally> = tallies.iter().filter(|t| (2021 * 12 + 3..=2025 * 12 + 2).contains(&t.month)).collect();
    let rate = |keep: &dyn Fn([usize; 4]) -> bool| {
        let (mut left, mut stock) = (0.0, 0.0);
        for t in &months {
            for (cell, n) in t.employed.iter().enumerate().filter(|c| keep(coordinates(c.0))) {
                stock += f64::from(*n);
                left += f64::from(t.left[cell]);
            }
        }
        left / stock
    };
    let all = rate(&|_| true);
    for (class, name) in [
        (0, "care worker"),
        (2, "senior care worker"),
        (3, "registered nurse"),
        (4, "occupational therapist"),
        (5, "registered manager"),
    ] {
        if let Some(value) = targets::TURNOVER_BY_ROLE[class] {
            // Some 700 occupational therapists: a tenth is noise.
            let tolerance = if class >= 4 { 0.12 } else { 0.06 };
            push(
                out,
                format!("Turnover against all, {name}"),
                value,
                tolerance,
                "ratio",
                SFC_2022,
                rate(&|c| c[0] == class) / all,
            );
        }
    }
    for (band, name) in [(0, "under 20"), (6, "60 and over")] {
        if let Some(value) = targets::TURNOVER_BY_AGE[band] {
            push(
                out,
                format!("Turnover against all, aged {name}"),
                value,
                0.12,
                "ratio",
                SFC_2022,
                rate(&|c| c[1] == band) / all,
            );
        }
    }
    for (band, name) in [(0, "under 1 year"), (5, "20 years and more")] {
        if let Some(value) = targets::TURNOVER_BY_TENURE[band] {
            push(
                out,
                format!("Turnover against all, in the sector {name}"),
                value,
                0.08,
                "ratio",
                SFC_2022,
                rate(&|c| c[2] == band) / all,
            );
        }
    }
    let gap = (rate(&|c| c[3] == 0) - rate(&|c| c[3] == 2)) * 1200.0;
    push(out, "Turnover gap, zero-hours against over 35 hours", 5.8, 1.5, "points", SFC_2022, gap);
}

fn people(tallies: &[Tally], out: &mut Vec<Margin>) {
    let share = |t: &Tally, i: usize| f64::from(t.mix.by[i]) / f64::from(t.mix.all) * 100.0;
    for y in [2021, 2022, 2023, 2024, 2025, 2026] {
        if let Some((_, t)) = year(tallies, y) {
            push(out, format!("Aged 55 and over, March {y}"), 25.0, 1.0, "%", PLAN, share(t, 5) + share(t, 6));
        }
    }
    for (y, value) in [(2022, 18.0), (2024, 21.0), (2025, 22.0)] {
        if let Some((_, t)) = year(tallies, y) {
            push(out, format!("Men, March {y}"), value, 1.0, "%", "Skills for Care, England", share(t, 7));
        }
    }
    if let Some((_, t)) = year(tallies, 2025) {
        push(
            out,
            "British nationality, March 2025",
            70.3,
            1.5,
            "%",
            "derived: 30,000 fewer posts, 2.6 %, of 1.6 million",
            share(t, 9),
        );
    }
    for (y, value) in [(2024, 41.0), (2025, 38.0)] {
        if let Some((_, t)) = year(tallies, y) {
            let level = f64::from(t.mix.level_2) / f64::from(t.mix.care) * 100.0;
            push(
                out,
                format!("Care and support workers with level 2, March {y}"),
                value,
                1.5,
                "%",
                "Skills for Care, England",
                level,
            );
        }
    }
}

fn pay(drawn: &Drawn, history: &History<'_>, out: &mut Vec<Margin>) {
    let pay = Pay::new();
    let mut pence = Vec::new();
    for state in history.chunks.iter().flat_map(|c| &c.sites) {
        let site = &drawn.register().sites[state.site as usize];
        if matches!(SECTORS[site.sector as usize], 6 | 7) {
            pence.extend(
                state.workers.iter().filter(|w| w.role == CARE_WORKER).map(|w| hourly(&pay, w, history.month, false)),
            );
        }
    }
    pence.sort_unstable();
    let median = f64::from(pence.get(pence.len() / 2).copied().unwrap_or(0)) / 100.0;
    push(
        out,
        "Care worker median pay, independent sector, 2024/25",
        11.90,
        0.05,
        "£/h",
        "Skills for Care 2025, East",
        median,
    );
    let least = f64::from(pence.iter().filter(|p| f64::from(**p) >= pay.living_wage(history.month)).count() as u32)
        / pence.len().max(1) as f64;
    debug_assert!(least > 0.9, "care workers of 21 and over are paid the living wage");
}

fn days_sick(drawn: &Drawn, history: &History<'_>, out: &mut Vec<Margin>) {
    let (mut n, mut halves) = (0.0, 0.0);
    for w in history.chunks.iter().flat_map(|c| &c.sites).flat_map(|s| &s.workers) {
        n += 1.0;
        halves += sickness(w, drawn.config.seed, history.month) as f64;
    }
    let (value, source) = if history.month < 2022 * 12 {
        (9.6, "Skills for Care trackers 2021, East: 4.8 % of days")
    } else {
        (5.2, "Skills for Care 2016/17, England")
    };
    push(out, format!("Sickness, year to March {}", history.month / 12), value, 0.3, "days", source, halves / n / 2.0);
}

fn snapshot(history: &History<'_>, out: &mut Vec<Margin>) {
    let today = month_end(history.month);
    let (mut n, mut zero, mut years, mut tenure) = (0.0, 0.0, 0.0, 0.0);
    let (mut small, mut employers) = (0.0, 0.0);
    for state in history.chunks.iter().flat_map(|c| &c.sites) {
        let employed = state.workers.iter().filter(|w| w.employed()).count() as f64;
        let left =
            state.events.iter().filter(|e| e.reason > 0 && i32::from(e.month) > history.month - 12).count() as f64;
        employers += 1.0;
        small += f64::from(u8::from(left < 0.1 * employed));
        for w in &state.workers {
            n += 1.0;
            zero += f64::from(u8::from(w.zero));
            years += f64::from(today - w.born) / 365.25;
            tenure += f64::from(history.month - i32::from(w.in_sector)) / 12.0;
        }
    }
    push(out, "Zero-hours contracts", 25.0, 1.5, "%", "Skills for Care 2017/18, England: a quarter", zero / n * 100.0);
    push(out, "Mean age", 45.0, 1.5, "years", "Skills for Care 2021/22, England", years / n);
    push(out, "Mean experience in the sector", 8.2, 1.5, "years", "Skills for Care 2017/18, England", tenure / n);
    push(
        out,
        "Workplaces with turnover below 10 %",
        27.0,
        6.0,
        "%",
        "Skills for Care: 28 in 2017/18, 26 in 2018/19",
        small / employers * 100.0,
    );
}
