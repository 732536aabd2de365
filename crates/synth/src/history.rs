//! Month by month: leave, move, start. Every workplace draws from its own stream of the month; what workplaces owe each
//! other (people who move, the rate that a council's year still needs) is settled between the two parallel halves of a
//! month, in the order of the register.

mod chunk;

use crate::calendar::{Day, Month, year_ending_march};
use crate::codes::{REGISTERED_MANAGER, ROLES, SERVICES, affinity};
use crate::ipf::{Margin, rake};
use crate::parallel::map_mut;
use crate::person::{Mix, People, Worker, group_index, initial};
use crate::places::Council;
use crate::register::{Register, Site};
use crate::rng::Stream;
use crate::targets::{
    AGE_SEED, FILLED, TENURE_SEED, TURNOVER_BY_AGE, TURNOVER_BY_HOURS, TURNOVER_BY_ROLE, TURNOVER_BY_TENURE,
    TURNOVER_SEED, VACANCY, VACANCY_BY_GROUP, at,
};
use chunk::Arrival;
pub use chunk::{Chunk, SiteState};

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
