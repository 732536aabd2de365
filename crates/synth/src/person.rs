//! One worker: what is kept of them, and how they are drawn.

use crate::calendar::{Day, Month, civil, month_end, month_of};
use crate::codes::{Group, ROLES};
use crate::ipf::{Margin, rake};
use crate::rng::Stream;
use crate::targets::{AGES, BRITISH, EUROPEAN, LEVEL_2, MALE, ZERO_HOURS, at};

/// A worker in a job: 48 bytes.
#[derive(Debug, Clone, Copy)]
pub struct Worker {
    /// Number of the person, the same in every job.
    pub person: u32,
    /// Number within the workplace.
    pub id: u32,
    /// Index of a withdrawn postcode, or a number from which an unreal one is made.
    pub home: u32,
    /// Questions left unanswered, one bit each: see [`MISSING`].
    pub missing: u32,
    /// Date of birth.
    pub born: Day,
    /// First day in the job.
    pub started: Day,
    /// Month of first work in the sector.
    pub in_sector: i16,
    /// Place in the pay spread, 0 to 511.
    pub pay: u16,
    /// Index of role.
    pub role: u8,
    /// 1 male, 2 female.
    pub gender: u8,
    /// National code.
    pub ethnicity: u8,
    /// Index into [`NATIONS`].
    pub nation: u8,
    /// Year of entry to the United Kingdom less 1950; 0 if born here.
    pub entry: u8,
    /// Contract code: 1 permanent, 2 temporary, 3 bank, 4 agency, 7 other.
    pub contract: u8,
    /// Zero-hours contract.
    pub zero: bool,
    /// Half hours a week.
    pub hours: u8,
    /// Recruitment source code.
    pub source: u8,
    /// Disability code: 0 no, 1 yes, 2 undisclosed.
    pub disabled: u8,
    /// Care certificate: 1 completed, 2 no, 3 in progress.
    pub certificate: u8,
    /// Highest social care qualification level; 0 none.
    pub level: u8,
    /// Year of it, less 1950.
    pub level_year: u8,
    /// Bits: 1 apprentice, 2 health and care visa, 4 recruited from abroad, 8 British citizen born abroad.
    pub flags: u8,
}

/// How often each question is left unanswered, per cent, at a workplace of usual care; assumed.
pub const MISSING: [(&str, f64); 22] = [
    ("NINUMBER", 5.0),
    ("POSTCODE", 5.0),
    ("DOB", 2.0),
    ("GENDER", 0.5),
    ("ETHNICITY", 8.0),
    ("NATIONALITY", 8.0),
    ("COUNTRYOFBIRTH", 10.0),
    ("YEAROFENTRY", 20.0),
    ("DISABLED", 12.0),
    ("CARECERT", 8.0),
    ("L2CARECERT", 60.0),
    ("RECSOURCE", 12.0),
    ("STARTDATE", 1.0),
    ("STARTINSECT", 20.0),
    ("APPRENTICE", 8.0),
    ("ZEROHRCONT", 3.0),
    ("DAYSSICK", 15.0),
    ("HOURLYRATE", 10.0),
    ("CONTHOURS", 4.0),
    ("SCQUAL", 10.0),
    ("NONSCQUAL", 25.0),
    ("CWPCATEGORY", 50.0),
];

/// Nationalities (ISO 3166-1 numeric), the share within British, European Union or other, and the usual ethnicity.
pub const NATIONS: [(u16, u8, f64, u8); 17] = [
    (826, 0, 1.0, 31),
    (642, 1, 0.34, 34),
    (616, 1, 0.28, 34),
    (620, 1, 0.13, 34),
    (380, 1, 0.10, 34),
    (440, 1, 0.09, 34),
    (724, 1, 0.06, 34),
    (356, 2, 0.27, 39),
    (566, 2, 0.25, 44),
    (716, 2, 0.15, 44),
    (288, 2, 0.08, 44),
    (608, 2, 0.08, 43),
    (404, 2, 0.04, 44),
    (524, 2, 0.04, 43),
    (144, 2, 0.03, 43),
    (50, 2, 0.03, 41),
    (388, 2, 0.03, 45),
];

/// Lower ends of the age bands; the last entry closes the table.
pub const AGE_FROM: [i32; 8] = [16, 20, 25, 35, 45, 55, 60, 72];

impl Worker {
    /// Counts in the published rates: permanent or temporary.
    pub const fn employed(&self) -> bool {
        self.contract <= 2
    }

    /// Age band at a day.
    pub fn age_band(&self, today: Day) -> usize {
        let age = (f64::from(today - self.born) / 365.25) as i32;
        AGE_FROM[1..7].iter().take_while(|from| age >= **from).count()
    }

    /// Band of years in the sector at a month.
    pub fn tenure_band(&self, month: Month) -> usize {
        match (month - i32::from(self.in_sector)) / 12 {
            ..1 => 0,
            1..=2 => 1,
            3..=4 => 2,
            5..=9 => 3,
            10..=19 => 4,
            _ => 5,
        }
    }

    /// 0 zero-hours contract, 1 up to 35 hours, 2 more.
    pub const fn hours_band(&self) -> usize {
        if self.zero {
            0
        } else if self.hours <= 70 {
            1
        } else {
            2
        }
    }

    /// 0 British, 1 European Union, 2 other.
    pub const fn nation_class(&self) -> usize {
        NATIONS[self.nation as usize].1 as usize
    }

    /// Completed years of age at a day.
    pub fn age(&self, today: Day) -> i32 {
        let ((y, m, d), (by, bm, bd)) = (civil(today), civil(self.born));
        y - by - i32::from((m, d) < (bm, bd))
    }

    /// True if a question is answered.
    pub const fn says(&self, question: usize) -> bool {
        self.missing >> question & 1 == 0
    }
}

/// Joint distribution of age, sex and nationality within each role group, and the corrections that hold it over time.
#[derive(Debug, Clone)]
pub struct People {
    /// `[group][age * 6 + sex * 3 + nation]`, fitted.
    joint: [[f64; 42]; 4],
    /// Log corrections for new starters: 7 ages, 2 sexes, 3 nations.
    steer: [f64; 12],
    slow: [f64; 12],
    /// Chance that a new care or support worker holds level 2.
    pub level_2: f64,
}

/// Counts by which the drawing is steered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mix {
    /// Workers by age, sex, nation, as in [`People`].
    pub by: [u32; 12],
    /// All workers; care and support workers; of them with level 2 or above.
    pub all: u32,
    /// Care and support workers.
    pub care: u32,
    /// Of them with level 2 or above.
    pub level_2: u32,
}

impl Mix {
    /// Adds a worker.
    pub fn add(&mut self, w: &Worker, today: Day) {
        self.by[w.age_band(today)] += 1;
        self.by[7 + usize::from(w.gender == 2)] += 1;
        self.by[9 + w.nation_class()] += 1;
        self.all += 1;
        if matches!(ROLES[w.role as usize].code, 8 | 52) {
            self.care += 1;
            self.level_2 += u32::from(w.level >= 2);
        }
    }

    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Self) {
        self.by.iter_mut().zip(other.by).for_each(|(a, b)| *a += b);
        self.all += other.all;
        self.care += other.care;
        self.level_2 += other.level_2;
    }
}

/// Wanted shares at a month: ages, sexes, nations.
pub fn wanted(month: Month) -> [f64; 12] {
    let (male, british, eu) = (at(&MALE, month), at(&BRITISH, month), at(&EUROPEAN, month));
    let ages: f64 = AGES.iter().sum();
    let mut out = [0.0; 12];
    for (o, a) in out.iter_mut().zip(AGES) {
        *o = a / ages;
    }
    out[7..].copy_from_slice(&[
        male / 100.0,
        1.0 - male / 100.0,
        british / 100.0,
        eu / 100.0,
        1.0 - (british + eu) / 100.0,
    ]);
    out
}

const GROUPS: [Group; 4] = [Group::Care, Group::Manager, Group::Professional, Group::Other];

/// Position of a role's group.
pub fn group_index(role: u8) -> usize {
    GROUPS.iter().position(|g| *g == ROLES[role as usize].group).unwrap_or(0)
}

impl People {
    /// Fits the joint distribution to the shares of a month.
    pub fn new(month: Month) -> Self {
        const AGE: [[f64; 7]; 4] = [
            [1.2, 1.2, 1.05, 1.0, 0.95, 0.95, 0.9],
            [0.03, 0.35, 0.9, 1.2, 1.3, 1.2, 1.0],
            [0.02, 0.4, 0.9, 1.0, 1.1, 1.5, 1.5],
            [1.0, 0.9, 0.8, 0.9, 1.0, 1.2, 1.4],
        ];
        const MEN: [f64; 4] = [0.9, 1.0, 0.8, 1.5];
        const ABROAD: [f64; 4] = [1.2, 0.4, 1.5, 0.5];
        let mut table = Vec::with_capacity(168);
        for g in 0..4 {
            for age in AGE[g] {
                for sex in [MEN[g] * 0.25, 1.0] {
                    table.extend([1.0, 0.1 * ABROAD[g], 0.2 * ABROAD[g]].map(|n| n * age * sex));
                }
            }
        }
        // Those from outside the European Union are mostly between 25 and 44.
        for (i, x) in table.iter_mut().enumerate() {
            if i % 3 == 2 {
                *x *= [0.2, 0.8, 2.0, 1.8, 0.9, 0.4, 0.25][i / 6 % 7];
            }
        }
        let want = wanted(month);
        let share = |g: usize| ROLES.iter().filter(|r| r.group == GROUPS[g]).map(|r| r.share).sum::<f64>();
        let all: f64 = (0..4).map(share).sum();
        let margins = [
            Margin { axes: vec![0], sums: (0..4).map(|g| share(g) / all).collect() },
            Margin { axes: vec![1], sums: want[..7].to_vec() },
            Margin { axes: vec![2], sums: want[7..9].to_vec() },
            Margin { axes: vec![3], sums: want[9..].to_vec() },
        ];
        rake(&mut table, &[4, 7, 2, 3], &margins, 1e-9);
        let joint = std::array::from_fn(|g| std::array::from_fn(|i| table[g * 42 + i]));
        let mut out = Self { joint, steer: [0.0; 12], slow: [0.0; 12], level_2: 0.12 };
        out.slow[..7].copy_from_slice(&[1.8, 1.1, 0.3, -0.2, -0.5, -1.0, -1.6]);
        out.steer = out.slow;
        out
    }

    /// Steers the next month's starters: each share's relative miss, and its sum over time, tilt the weights.
    pub fn correct(&mut self, mix: &Mix, month: Month) {
        let ahead = wanted(month + 3);
        for (i, want) in ahead.into_iter().enumerate() {
            let miss = (want - f64::from(mix.by[i]) / f64::from(mix.all.max(1))) / want;
            self.slow[i] = (self.slow[i] + 1.5 * miss).clamp(-4.0, 4.0);
            self.steer[i] = (self.slow[i] + 14.0 * miss).clamp(-6.0, 6.0);
        }
        let miss = at(&LEVEL_2, month + 3) / 100.0 - f64::from(mix.level_2) / f64::from(mix.care.max(1));
        self.level_2 = (0.14 + 8.0 * miss).clamp(0.01, 0.6);
    }

    /// A cell (age, sex, nation) for a role group; steered when the person is new.
    fn cell(&self, group: usize, new: bool, s: &mut Stream) -> (usize, usize, usize) {
        let mut w = self.joint[group];
        if new {
            for (i, x) in w.iter_mut().enumerate() {
                *x *= (self.steer[i / 6] + self.steer[7 + i / 3 % 2] + self.steer[9 + i % 3]).exp();
            }
        }
        let i = s.pick(&w);
        (i / 6, i / 3 % 2, i % 3)
    }
}

/// What a draw needs to know of the job.
#[derive(Debug, Clone, Copy)]
pub struct Job {
    /// Index of role.
    pub role: u8,
    /// Service group.
    pub group: usize,
    /// The month at whose end they are seen.
    pub month: Month,
    /// How careless the workplace is with its records, 1 usual.
    pub slack: f64,
    /// Run by a council.
    pub public: bool,
}

/// Draws a person who is already in the job at the start of the history.
pub fn initial(people: &People, job: &Job, s: &mut Stream) -> Worker {
    let mut w = somebody(people, job, false, s);
    let today = month_end(job.month);
    let room = f64::from(today - w.born) / 365.25 - 16.3;
    let tenure = (-(1.0 - s.unit()).ln() * if s.chance(0.55) { 1.9 } else { 7.5 }).min(room.max(0.05)).min(40.0);
    let before = if s.chance(0.62) { (-(1.0 - s.unit()).ln() * 7.5).min((room - tenure).max(0.0)) } else { 0.0 };
    w.started = today - (tenure * 365.25) as i32;
    w.in_sector = month_of(today - ((tenure + before) * 365.25) as i32) as i16;
    w.source = source(before > 0.0, job.public, s);
    let p = match ROLES[w.role as usize].code {
        8 | 52 => at(&LEVEL_2, job.month) / 100.0 * if tenure + before < 1.0 { 0.45 } else { 1.07 },
        _ => level_of_role(w.role),
    };
    qualify(&mut w, p, today, s);
    entry_year(&mut w, s);
    w
}

/// Draws a person who starts now and was not in the region's sector before.
pub fn starter(people: &People, job: &Job, from_sector: bool, s: &mut Stream) -> Worker {
    let mut w = somebody(people, job, true, s);
    let today = month_end(job.month);
    let room = f64::from(today - w.born) / 365.25 - 16.3;
    let before = if from_sector { (0.3 - (1.0 - s.unit()).ln() * 5.0).min(room.max(0.0)) } else { 0.0 };
    w.started = today - s.days(27);
    w.in_sector = month_of(w.started - (before * 365.25) as i32) as i16;
    w.source = source(from_sector, job.public, s);
    let p = if matches!(ROLES[w.role as usize].code, 8 | 52) { people.level_2 } else { level_of_role(w.role) };
    qualify(&mut w, p, today, s);
    entry_year(&mut w, s);
    w
}

/// Puts somebody who moves within the sector into the new job: same person, new record.
pub fn settle(w: &mut Worker, job: &Job, s: &mut Stream) {
    w.role = job.role;
    w.started = month_end(job.month) - s.days(27);
    w.source = source(true, job.public, s);
    // Nine movers in ten are better paid.
    let step = s.days(60);
    w.pay = (i32::from(w.pay) + if s.chance(0.9) { step } else { -step }).clamp(0, 511) as u16;
    terms(w, job, s);
}

fn source(from_sector: bool, public: bool, s: &mut Stream) -> u8 {
    if from_sector {
        return if s.chance(if public { 0.4 } else { 0.06 }) { 1 } else { 2 };
    }
    [5, 7, 10, 12, 15, 17, 18][s.pick(&[12.0, 8.0, 18.0, 7.0, 38.0, 4.0, 13.0])]
}

fn level_of_role(role: u8) -> f64 {
    match ROLES[role as usize].group {
        Group::Professional => 0.98,
        Group::Manager => 0.86,
        Group::Care => {
            if ROLES[role as usize].code == 7 {
                0.8
            } else {
                0.45
            }
        }
        Group::Other => 0.3,
    }
}

fn qualify(w: &mut Worker, p: f64, today: Day, s: &mut Stream) {
    w.level = 0;
    if !s.chance(p) {
        return;
    }
    w.level = match ROLES[w.role as usize].group {
        Group::Professional => 6,
        Group::Manager => [3, 4, 5][s.pick(&[0.3, 0.25, 0.45])],
        _ => [2, 3][s.pick(&[0.6, 0.4])],
    };
    let (year, ..) = civil(today);
    let since = (year - i32::from(w.in_sector) / 12).clamp(0, 30);
    w.level_year = (year - s.days(since + 1) - 1950) as u8;
}

/// Who they are: age, sex, nationality; and the terms of the job.
fn somebody(people: &People, job: &Job, new: bool, s: &mut Stream) -> Worker {
    let (age, sex, nation) = people.cell(group_index(job.role), new, s);
    let years = f64::from(AGE_FROM[age])
        + s.unit().powf(if age == 6 { 1.6 } else { 1.0 }) * f64::from(AGE_FROM[age + 1] - AGE_FROM[age]);
    let weights: Vec<f64> = NATIONS.iter().map(|n| if usize::from(n.1) == nation { n.2 } else { 0.0 }).collect();
    let nation = s.pick(&weights) as u8;
    let ethnicity = match NATIONS[nation as usize].3 {
        31 => [31, 34, 39, 40, 44, 45, 35, 43, 32][s.pick(&[88.0, 2.0, 2.0, 1.2, 2.2, 1.8, 1.2, 1.0, 0.6])],
        usual => {
            if s.chance(0.93) {
                usual
            } else {
                98
            }
        }
    };
    let mut w = Worker {
        person: 0,
        id: 0,
        home: (s.bits() >> 40) as u32,
        missing: 0,
        born: month_end(job.month) - (years.max(16.4) * 365.25) as i32,
        started: 0,
        in_sector: 0,
        pay: s.below(512) as u16,
        role: job.role,
        gender: sex as u8 + 1,
        ethnicity,
        nation,
        entry: 0,
        contract: 1,
        zero: false,
        hours: 0,
        source: 0,
        disabled: [0, 1, 2][s.pick(&[95.0, 3.0, 2.0])],
        certificate: 0,
        level: 0,
        level_year: 0,
        flags: u8::from(years < 25.0 && s.chance(0.08) || s.chance(0.008)),
    };
    terms(&mut w, job, s);
    w
}

fn terms(w: &mut Worker, job: &Job, s: &mut Stream) {
    let care = matches!(ROLES[w.role as usize].group, Group::Care);
    let lead = matches!(ROLES[w.role as usize].group, Group::Manager | Group::Professional);
    w.contract = if lead { [1, 2][s.pick(&[97.0, 3.0])] } else { [1, 2, 3, 4, 7][s.pick(&[86.0, 3.5, 7.5, 2.2, 0.8])] };
    w.zero = s.chance(
        ZERO_HOURS[job.group] / 100.0
            * if lead {
                0.25
            } else if care {
                1.22
            } else {
                0.6
            },
    );
    w.hours = match (w.zero, s.chance(if lead { 0.8 } else { 0.48 })) {
        (true, _) => 8 + s.below(80) as u8,
        (_, true) => [74, 75, 78, 80][s.below(4)],
        (_, false) => 16 + s.below(54) as u8,
    };
    w.certificate = [1, 2, 3][s.pick(if care { &[42.0, 45.0, 13.0] } else { &[12.0, 84.0, 4.0] })];
    w.missing = 0;
    for (i, (_, rate)) in MISSING.iter().enumerate() {
        w.missing |= u32::from(s.chance((rate / 100.0 * job.slack).min(0.9))) << i;
    }
}

/// Year of entry for those not British: between childhood and the first job in the sector.
fn entry_year(w: &mut Worker, s: &mut Stream) {
    let class = w.nation_class();
    if class == 0 {
        return;
    }
    let (born, ..) = civil(w.born);
    let first = (civil(w.started).0).min(i32::from(w.in_sector) / 12);
    let latest = if class == 2 && first >= 2022 { s.days(2) } else { s.days(9) };
    let year = (first - latest).max(born + 1).max(1951);
    w.entry = (year - 1950) as u8;
    if class == 2 {
        let recent = year >= 2020;
        w.flags |= u8::from(recent && s.chance(0.85)) << 1;
        w.flags |= u8::from(recent && w.flags & 2 != 0 && s.chance(0.7)) << 2;
    }
    w.flags |= u8::from(w.flags & 2 == 0 && s.chance(0.15)) << 3;
}
