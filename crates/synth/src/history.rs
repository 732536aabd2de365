//! Month by month: leave, move, start. Every workplace draws from its own stream of the month; what workplaces owe each
//! other (people who move, the rate that a council's year still needs) is settled between the two parallel halves of a
//! month, in the order of the register.

use crate::calendar::{Day, Month, month_end, year_ending_march};
use crate::codes::{REGISTERED_MANAGER, ROLES, SECTORS, SERVICES, affinity};
use crate::ipf::{Margin, rake};
use crate::parallel::map_mut;
use crate::person::{Job, Mix, People, Worker, group_index, initial, settle, starter};
use crate::places::Council;
use crate::register::{Register, Site};
use crate::rng::Stream;
use crate::targets::{
    AGE_SEED, FILLED, FROM_SECTOR, LEVEL_2, STAY, TENURE_SEED, TURNOVER_BY_AGE, TURNOVER_BY_HOURS, TURNOVER_BY_ROLE,
    TURNOVER_BY_TENURE, TURNOVER_SEED, VACANCY, VACANCY_BY_GROUP, at,
};

/// Cells of the hazard table: class of role, age band, tenure band, hours band.
pub const CELLS: usize = 9 * 7 * 6 * 3;

/// Somebody started or left: permanent and temporary staff only, as the national question asks.
#[derive(Debug, Clone, Copy)]
pub struct Event {
    /// When.
    pub month: i16,
    /// Index of role.
    pub role: u8,
    /// 0 for a start, else the recorded reason for leaving.
    pub reason: u8,
}

enum Arrival {
    Mover(Worker),
    New { person: u32, role: u8, from_sector: bool },
}

/// A workplace and its people.
pub struct SiteState {
    /// Index into the register.
    pub site: u32,
    /// Workers, oldest record first.
    pub workers: Vec<Worker>,
    /// How many at the end of `workers` started this month.
    pub fresh: usize,
    /// Record numbers of those who left this month.
    pub left: Vec<u32>,
    /// The last twelve months of starts and leavings.
    pub events: Vec<Event>,
    /// Vacant posts.
    pub vacant: u16,
    /// A registered manager is missing.
    pub unmanaged: bool,
    /// Carelessness with records.
    pub slack: f64,
    churn: u32,
    vacancy: f64,
    phase: [f64; 2],
    next_id: u32,
    gone: Vec<Worker>,
    empty: Vec<u8>,
    slots: Vec<(u8, bool)>,
    arrivals: Vec<Arrival>,
}

/// A run of workplaces of one council, and its tallies.
pub struct Chunk {
    /// Index of the council.
    pub council: usize,
    /// Its workplaces.
    pub sites: Vec<SiteState>,
    employed: Vec<u32>,
    weighted: Vec<u32>,
    left: Vec<u32>,
    mix: Mix,
    /// Employed, employed times inclination to vacancies, vacant; by service group.
    posts: [[f64; 3]; 4],
    starts: [u32; 2],
    stays: [u32; 2],
}

/// What happened in a month, for the whole region.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// The month.
    pub month: Month,
    /// Workers of every contract.
    pub filled: u32,
    /// Permanent and temporary workers by hazard cell, and those of them who left in the month.
    pub employed: Vec<u32>,
    /// Leavers by hazard cell.
    pub left: Vec<u32>,
    /// By council: permanent and temporary workers, leavers.
    pub councils: Vec<[u32; 2]>,
    /// By service group: permanent and temporary workers, vacancies.
    pub posts: [[f64; 2]; 4],
    /// Starters; those from within the sector.
    pub starts: [u32; 2],
    /// Leavers; those who meant to stay in the sector.
    pub stays: [u32; 2],
    /// Who the workers are.
    pub mix: Mix,
}

struct Mover {
    worker: Worker,
    from: u32,
    waited: u8,
}

/// The state of the region at the end of a month.
pub struct History<'a> {
    /// Workplaces.
    pub chunks: Vec<Chunk>,
    /// The month just lived.
    pub month: Month,
    register: &'a Register,
    councils: &'a [Council],
    roles: Vec<Vec<f64>>,
    people: People,
    seed: u64,
    threads: usize,
    factors: [Vec<f64>; 4],
    base: Vec<f64>,
    owed: Vec<f64>,
    pool: Vec<[Vec<Mover>; 4]>,
    persons: u32,
    vacancy_scale: [f64; 4],
}

const WORKPLACES_PER_CHUNK: usize = 24;

impl<'a> History<'a> {
    /// The region at the end of `month`, before anything happened.
    pub fn new(register: &'a Register, councils: &'a [Council], seed: u64, threads: usize, month: Month) -> Self {
        let people = People::new(month);
        let roles = role_table(&register.sites);
        let mut chunks: Vec<Chunk> = Vec::new();
        let mut persons = 0;
        for (i, site) in register.sites.iter().enumerate() {
            let full = chunks
                .last()
                .is_none_or(|c| c.council != usize::from(site.council) || c.sites.len() >= WORKPLACES_PER_CHUNK);
            if full {
                chunks.push(Chunk::new(usize::from(site.council)));
            }
            let mut s = Stream::new(seed, 2, i as u64, 0);
            let state = SiteState::new(i as u32, &mut s);
            persons += u32::from(site.workers);
            if let Some(c) = chunks.last_mut() {
                c.sites.push(state);
            }
        }
        let mut out = Self {
            chunks,
            month,
            register,
            councils,
            roles,
            people,
            seed,
            threads,
            factors: [TURNOVER_SEED.to_vec(), AGE_SEED.to_vec(), TENURE_SEED.to_vec(), vec![1.1, 1.0, 0.92]],
            base: councils.iter().map(|c| c.turnover_in(2021) / 1200.0).collect(),
            owed: vec![0.0; councils.len()],
            pool: (0..councils.len()).map(|_| Default::default()).collect(),
            persons,
            vacancy_scale: [0.08; 4],
        };
        out.populate();
        out
    }

    fn populate(&mut self) {
        let (register, people, roles, seed, month) = (self.register, &self.people, &self.roles, self.seed, self.month);
        let mut first = 0;
        for chunk in &mut self.chunks {
            for state in &mut chunk.sites {
                state.next_id = first; // lent for the numbering of persons
                first += u32::from(register.sites[state.site as usize].workers);
            }
        }
        map_mut(self.threads, &mut self.chunks, |chunk| {
            for state in &mut chunk.sites {
                let site = &register.sites[state.site as usize];
                let mut s = Stream::new(seed, 3, u64::from(state.site), 0);
                let first = state.next_id;
                let n = state.wanted(site, month);
                for k in 0..n as u32 {
                    let role = if k == 0 && SERVICES[site.service as usize].regulated {
                        REGISTERED_MANAGER
                    } else {
                        s.pick(&roles[site.service as usize]) as u8
                    };
                    let mut w = initial(people, &state.job(site, role, month), &mut s);
                    w.person = first + k;
                    w.id = k + 1;
                    state.workers.push(w);
                }
                state.next_id = n as u32 + 1;
            }
            chunk.count(register, month);
        });
        self.settle_rates(self.month + 1);
    }

    /// Lives one month.
    pub fn step(&mut self) -> Tally {
        self.month += 1;
        let month = self.month;
        let hazard = self.hazard();
        let (register, base, roles, seed) = (self.register, &self.base, &self.roles, self.seed);
        map_mut(self.threads, &mut self.chunks, |chunk| {
            chunk.leave(register, base[chunk.council], &hazard, roles, seed, month);
        });
        self.pair(month);
        let people = &self.people;
        let scale = self.vacancy_scale;
        map_mut(self.threads, &mut self.chunks, |chunk| {
            chunk.start(register, people, seed, month);
            chunk.vacancies(register, &scale);
            chunk.count(register, month);
        });
        self.settle_rates(month + 1);
        self.tally()
    }

    fn hazard(&self) -> Vec<f64> {
        (0..CELLS).map(|cell| coordinates(cell).iter().zip(&self.factors).map(|(i, f)| f[*i]).product()).collect()
    }

    /// Fits the hazards by class, age, tenure and hours to their published ratios, then the councils' rates to theirs.
    fn settle_rates(&mut self, next: Month) {
        let mut employed = vec![0.0; CELLS];
        let mut weighted = vec![0.0; CELLS];
        let mut by_council = vec![(0.0, vec![0.0; CELLS]); self.councils.len()];
        let mut mix = Mix::default();
        let mut posts = [[0.0; 3]; 4];
        for chunk in &self.chunks {
            let (count, table) = &mut by_council[chunk.council];
            for cell in 0..CELLS {
                let (n, m) = (f64::from(chunk.employed[cell]), f64::from(chunk.weighted[cell]) / 64.0);
                *count += n;
                table[cell] += m;
                employed[cell] += n;
                weighted[cell] += m * self.base[chunk.council];
            }
            mix.merge(&chunk.mix);
            for (a, b) in posts.iter_mut().flatten().zip(chunk.posts.iter().flatten()) {
                *a += b;
            }
        }
        for _ in 0..4 {
            self.fit_factors(&employed, &weighted);
        }
        let hazard = self.hazard();
        let year = year_ending_march(next);
        for (c, (count, table)) in by_council.iter().enumerate() {
            let march = year * 12 + 2;
            let growth = at(&FILLED, march) / at(&FILLED, next - 1);
            let want = self.councils[c].turnover_in(year) / 1200.0 * count * growth + self.owed[c];
            let weight: f64 = table.iter().zip(&hazard).map(|(m, h)| m * h).sum();
            self.base[c] = if weight > 0.0 { (want / weight).max(0.0) } else { 0.0 };
            self.owed[c] = want; // less those who do leave
        }
        self.people.correct(&mix, next);
        self.settle_vacancies(&posts, next);
    }

    fn fit_factors(&mut self, employed: &[f64], weighted: &[f64]) {
        let targets: [&[Option<f64>]; 4] =
            [&TURNOVER_BY_ROLE, &TURNOVER_BY_AGE, &TURNOVER_BY_TENURE, &TURNOVER_BY_HOURS];
        for (axis, wanted) in targets.iter().enumerate() {
            let hazard = self.hazard();
            let mut sums = vec![(0.0, 0.0); wanted.len()];
            for (cell, h) in hazard.iter().enumerate() {
                let slot = &mut sums[coordinates(cell)[axis]];
                slot.0 += weighted[cell] * h;
                slot.1 += employed[cell];
            }
            let all = sums.iter().map(|x| x.0).sum::<f64>() / sums.iter().map(|x| x.1).sum::<f64>().max(1.0);
            for (i, want) in wanted.iter().enumerate() {
                if let (Some(want), true) = (want, sums[i].0 > 0.0 && sums[i].1 > 0.0) {
                    self.factors[axis][i] *= (want / (sums[i].0 / sums[i].1 / all)).clamp(0.7, 1.4);
                }
            }
        }
    }

    fn settle_vacancies(&mut self, posts: &[[f64; 3]; 4], next: Month) {
        let employed: f64 = posts.iter().map(|p| p[0]).sum();
        let tilt = posts.iter().zip(VACANCY_BY_GROUP).map(|(p, g)| p[0] * g).sum::<f64>() / employed;
        for g in 0..4 {
            let rate = at(&VACANCY, next) / 100.0 * VACANCY_BY_GROUP[g] / tilt;
            let want = rate / (1.0 - rate) * posts[g][0];
            self.vacancy_scale[g] = if posts[g][1] > 0.0 { want / posts[g][1] } else { 0.0 };
        }
    }

    /// Fills the month's openings: from those who left elsewhere, and with newcomers.
    fn pair(&mut self, month: Month) {
        let mut s = Stream::new(self.seed, 4, month as u64, 0);
        for chunk in &mut self.chunks {
            let left: u32 = chunk.left.iter().sum();
            self.owed[chunk.council] -= f64::from(left);
            for state in &mut chunk.sites {
                for w in state.gone.drain(..) {
                    self.pool[chunk.council][group_index(w.role)].push(Mover {
                        worker: w,
                        from: state.site,
                        waited: 0,
                    });
                }
            }
        }
        for lists in &mut self.pool {
            for list in lists {
                s.shuffle(list);
            }
        }
        let n = self.pool.len();
        for chunk in &mut self.chunks {
            for state in &mut chunk.sites {
                for (role, within) in std::mem::take(&mut state.slots) {
                    let mut found = None;
                    let near = [0, 0, 1, n - 1, s.below(n)].map(|k| (chunk.council + k) % n);
                    for &c in if within { &near[..] } else { &[] } {
                        found = take(&mut self.pool[c][group_index(role)], role, state.site);
                        if found.is_some() {
                            break;
                        }
                    }
                    state.arrivals.push(if let Some(mut w) = found {
                        w.role = role;
                        Arrival::Mover(w)
                    } else {
                        self.persons += 1;
                        Arrival::New { person: self.persons, role, from_sector: within }
                    });
                }
            }
        }
        for list in self.pool.iter_mut().flatten() {
            for m in list.iter_mut() {
                m.waited += 1;
            }
            list.retain(|m| m.waited < 3);
        }
    }

    fn tally(&self) -> Tally {
        let mut t = Tally {
            month: self.month,
            employed: vec![0; CELLS],
            left: vec![0; CELLS],
            councils: vec![[0; 2]; self.councils.len()],
            ..Tally::default()
        };
        for c in &self.chunks {
            t.filled += c.sites.iter().map(|s| s.workers.len() as u32).sum::<u32>();
            for cell in 0..CELLS {
                t.employed[cell] += c.employed[cell];
                t.left[cell] += c.left[cell];
                t.councils[c.council][0] += c.employed[cell];
                t.councils[c.council][1] += c.left[cell];
            }
            for (a, b) in t.posts.iter_mut().zip(&c.posts) {
                a[0] += b[0];
                a[1] += b[2];
            }
            for k in 0..2 {
                t.starts[k] += c.starts[k];
                t.stays[k] += c.stays[k];
            }
            t.mix.merge(&c.mix);
        }
        t
    }
}

/// Somebody of the list who may take the role and did not just leave that workplace.
fn take(list: &mut Vec<Mover>, role: u8, site: u32) -> Option<Worker> {
    let exact = group_index(role) == 2;
    let at = list.iter().rev().take(12).position(|m| m.from != site && (!exact || m.worker.role == role))?;
    Some(list.swap_remove(list.len() - 1 - at).worker)
}

/// The four coordinates of a hazard cell.
pub fn coordinates(cell: usize) -> [usize; 4] {
    [cell / 126, cell / 18 % 7, cell / 3 % 6, cell % 3]
}

/// The hazard cell of a worker.
pub fn cell(w: &Worker, month: Month, today: Day) -> usize {
    let class = usize::from(ROLES[w.role as usize].class);
    ((class * 7 + w.age_band(today)) * 6 + w.tenure_band(month)) * 3 + w.hours_band()
}

/// Chance of each role by service: the shares of all jobs, fitted to the jobs of each service.
fn role_table(sites: &[Site]) -> Vec<Vec<f64>> {
    let mut jobs = vec![0.0; SERVICES.len()];
    for site in sites {
        jobs[site.service as usize] +=
            f64::from(site.workers) - f64::from(u8::from(SERVICES[site.service as usize].regulated));
    }
    let used: Vec<usize> = (0..SERVICES.len()).filter(|v| jobs[*v] > 0.0).collect();
    let shares: Vec<f64> = ROLES.iter().map(|r| if r.code == 4 { 0.0 } else { r.share }).collect();
    let total: f64 = used.iter().map(|v| jobs[*v]).sum();
    let mut table: Vec<f64> = ROLES
        .iter()
        .zip(&shares)
        .flat_map(|(r, share)| used.iter().map(move |v| affinity(r, &SERVICES[*v]) * share))
        .collect();
    for (i, cell) in table.iter_mut().enumerate() {
        *cell *= jobs[used[i % used.len()]];
    }
    let margins = [
        Margin { axes: vec![0], sums: shares.iter().map(|x| x / shares.iter().sum::<f64>() * total).collect() },
        Margin { axes: vec![1], sums: used.iter().map(|v| jobs[*v]).collect() },
    ];
    rake(&mut table, &[ROLES.len(), used.len()], &margins, 1e-7);
    let mut out = vec![vec![0.0; ROLES.len()]; SERVICES.len()];
    for (i, x) in table.iter().enumerate() {
        out[used[i % used.len()]][i / used.len()] = *x;
    }
    out
}

impl SiteState {
    fn new(site: u32, s: &mut Stream) -> Self {
        Self {
            site,
            workers: Vec::new(),
            fresh: 0,
            left: Vec::new(),
            events: Vec::new(),
            vacant: 0,
            unmanaged: false,
            slack: (0.8 * s.normal() - 0.32).exp(),
            churn: ((0.62 * s.normal() - 0.19).exp() * 64.0).clamp(4.0, 400.0) as u32,
            vacancy: (0.7 * s.normal() - 0.245).exp(),
            phase: [s.unit(), s.unit()],
            next_id: 1,
            gone: Vec::new(),
            empty: Vec::new(),
            slots: Vec::new(),
            arrivals: Vec::new(),
        }
    }

    fn wanted(&self, site: &Site, month: Month) -> usize {
        ((f64::from(site.workers) * at(&FILLED, month) + self.phase[0] * 0.999).floor() as usize).clamp(1, 998)
    }

    fn job(&self, site: &Site, role: u8, month: Month) -> Job {
        Job {
            role,
            group: usize::from(SERVICES[site.service as usize].group),
            month,
            slack: self.slack,
            public: SECTORS[site.sector as usize] < 6,
        }
    }
}

impl Chunk {
    fn new(council: usize) -> Self {
        Self {
            council,
            sites: Vec::new(),
            employed: vec![0; CELLS],
            weighted: vec![0; CELLS],
            left: vec![0; CELLS],
            mix: Mix::default(),
            posts: [[0.0; 3]; 4],
            starts: [0; 2],
            stays: [0; 2],
        }
    }

    fn leave(&mut self, register: &Register, base: f64, hazard: &[f64], roles: &[Vec<f64>], seed: u64, month: Month) {
        let today = month_end(month);
        self.left.fill(0);
        self.stays = [0; 2];
        for state in &mut self.sites {
            let site = &register.sites[state.site as usize];
            let mut s = Stream::new(seed, 5, u64::from(state.site), month as u64);
            state.left.clear();
            state.events.retain(|e| i32::from(e.month) > month - 12);
            let mut gone_year = state.events.iter().filter(|e| e.reason > 0).count();
            let p = base * f64::from(state.churn) / 64.0;
            let mut here = state.workers.len();
            let (left, gone, empty, events) = (&mut state.left, &mut state.gone, &mut state.empty, &mut state.events);
            let (counts, stays) = (&mut self.left, &mut self.stays);
            state.workers.retain(|w| {
                let cell = cell(w, month, today);
                // A year's leavers stay below the number of staff, or the national checks would ask about the return.
                if !s.chance((p * hazard[cell]).min(0.6)) || gone_year + 3 >= here {
                    return true;
                }
                here -= 1;
                left.push(w.id);
                let old = w.age_band(today) == 6;
                let stay = s.chance(STAY[usize::from(old)]);
                if w.employed() {
                    gone_year += 1;
                    counts[cell] += 1;
                    stays[0] += 1;
                    stays[1] += u32::from(stay);
                    events.push(Event { month: month as i16, role: w.role, reason: reason(stay, old, &mut s) });
                }
                if stay {
                    gone.push(*w);
                }
                empty.push(w.role);
                false
            });
            if state.empty.contains(&REGISTERED_MANAGER) {
                state.unmanaged = true;
                state.empty.retain(|r| *r != REGISTERED_MANAGER);
            }
            let open = state.wanted(site, month).saturating_sub(state.workers.len());
            for _ in 0..open {
                let role = if state.unmanaged && s.chance(0.25) {
                    state.unmanaged = false;
                    REGISTERED_MANAGER
                } else {
                    state.empty.pop().unwrap_or_else(|| s.pick(&roles[site.service as usize]) as u8)
                };
                state.slots.push((role, s.chance(FROM_SECTOR)));
            }
            state.empty.truncate(40);
        }
    }

    fn start(&mut self, register: &Register, people: &People, seed: u64, month: Month) {
        self.starts = [0; 2];
        let march = month % 12 == 2;
        for state in &mut self.sites {
            let site = &register.sites[state.site as usize];
            let mut s = Stream::new(seed, 6, u64::from(state.site), month as u64);
            state.fresh = state.arrivals.len();
            for arrival in std::mem::take(&mut state.arrivals) {
                let (mut w, within) = match arrival {
                    Arrival::Mover(mut w) => {
                        let job = state.job(site, w.role, month);
                        settle(&mut w, &job, &mut s);
                        (w, true)
                    }
                    Arrival::New { person, role, from_sector } => {
                        let mut w = starter(people, &state.job(site, role, month), from_sector, &mut s);
                        w.person = person;
                        (w, from_sector)
                    }
                };
                w.id = state.next_id;
                state.next_id += 1;
                if w.employed() {
                    self.starts[0] += 1;
                    self.starts[1] += u32::from(within);
                    state.events.push(Event { month: month as i16, role: w.role, reason: 0 });
                }
                state.workers.push(w);
            }
            if march {
                learn(&mut state.workers, &self.mix, month, &mut s);
            }
        }
    }

    fn vacancies(&mut self, register: &Register, scale: &[f64; 4]) {
        for state in &mut self.sites {
            let site = &register.sites[state.site as usize];
            let employed = state.workers.iter().filter(|w| w.employed()).count() as f64;
            let group = usize::from(SERVICES[site.service as usize].group);
            let posts = (employed * state.vacancy * scale[group] + state.phase[1]) as usize;
            state.vacant = posts.max(usize::from(state.unmanaged)).min(state.workers.len().saturating_sub(1)) as u16;
        }
    }

    fn count(&mut self, register: &Register, month: Month) {
        let today = month_end(month);
        self.employed.fill(0);
        self.weighted.fill(0);
        self.mix = Mix::default();
        self.posts = [[0.0; 3]; 4];
        for state in &self.sites {
            let site = &register.sites[state.site as usize];
            let posts = &mut self.posts[usize::from(SERVICES[site.service as usize].group)];
            let mut employed = 0.0;
            for w in &state.workers {
                self.mix.add(w, today);
                if w.employed() {
                    let cell = cell(w, month + 1, today);
                    self.employed[cell] += 1;
                    self.weighted[cell] += state.churn;
                    employed += 1.0;
                }
            }
            posts[0] += employed;
            posts[1] += employed * state.vacancy;
            posts[2] += f64::from(state.vacant);
        }
    }
}

/// The reason an employer records: the true one for six or seven in ten, else "destination not known" and the like.
fn reason(stay: bool, old: bool, s: &mut Stream) -> u8 {
    if stay {
        return [1, 5, 9, 8][s.pick(&[63.0, 17.0, 15.0, 5.0])];
    }
    if old && s.chance(0.6) {
        return 6;
    }
    [2, 3, 5, 7, 8, 9][s.pick(&[17.0, 27.0, 25.0, 12.0, 9.0, 10.0])]
}

/// Once a year some care and support workers gain level 2, as many as the published share needs; certificates complete.
fn learn(workers: &mut [Worker], mix: &Mix, month: Month, s: &mut Stream) {
    let have = f64::from(mix.level_2) / f64::from(mix.care.max(1));
    let p = ((at(&LEVEL_2, month) / 100.0 - have) / (1.0 - have)).clamp(0.0, 0.3);
    for w in workers {
        if matches!(ROLES[w.role as usize].code, 8 | 52) && w.level < 2 && s.chance(p) {
            w.level = 2;
            w.level_year = (month / 12 - 1950) as u8;
        }
        if w.certificate == 3 && s.chance(0.6) {
            w.certificate = 1;
        }
    }
}
