//! A run of workplaces of one council, and what happens there in a month: it is lived on one thread.

use super::{CELLS, Event, cell};
use crate::calendar::{Month, month_end};
use crate::codes::{REGISTERED_MANAGER, ROLES, SECTORS, SERVICES};
use crate::person::{Job, Mix, People, Worker, settle, starter};
use crate::register::{Register, Site};
use crate::rng::Stream;
use crate::targets::{FILLED, FROM_SECTOR, LEVEL_2, STAY, at};

/// Somebody on the way to a post.
pub(super) enum Arrival {
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
    pub(super) churn: u32,
    pub(super) vacancy: f64,
    pub(super) phase: [f64; 2],
    pub(super) next_id: u32,
    pub(super) gone: Vec<Worker>,
    pub(super) empty: Vec<u8>,
    pub(super) slots: Vec<(u8, bool)>,
    pub(super) arrivals: Vec<Arrival>,
}

/// A run of workplaces of one council, and its tallies.
pub struct Chunk {
    /// Index of the council.
    pub council: usize,
    /// Its workplaces.
    pub sites: Vec<SiteState>,
    pub(super) employed: Vec<u32>,
    pub(super) weighted: Vec<u32>,
    pub(super) left: Vec<u32>,
    pub(super) mix: Mix,
    /// Employed, employed times inclination to vacancies, vacant; by service group.
    pub(super) posts: [[f64; 3]; 4],
    pub(super) starts: [u32; 2],
    pub(super) stays: [u32; 2],
}

impl SiteState {
    pub(super) fn new(site: u32, s: &mut Stream) -> Self {
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

    pub(super) fn wanted(&self, site: &Site, month: Month) -> usize {
        ((f64::from(site.workers) * at(&FILLED, month) + self.phase[0] * 0.999).floor() as usize).clamp(1, 998)
    }

    pub(super) fn job(&self, site: &Site, role: u8, month: Month) -> Job {
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
    pub(super) fn new(council: usize) -> Self {
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

    pub(super) fn leave(
        &mut self,
        register: &Register,
        base: f64,
        hazard: &[f64],
        roles: &[Vec<f64>],
        seed: u64,
        month: Month,
    ) {
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

    pub(super) fn start(&mut self, register: &Register, people: &People, seed: u64, month: Month) {
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

    pub(super) fn vacancies(&mut self, register: &Register, scale: &[f64; 4]) {
        for state in &mut self.sites {
            let site = &register.sites[state.site as usize];
            let employed = state.workers.iter().filter(|w| w.employed()).count() as f64;
            let group = usize::from(SERVICES[site.service as usize].group);
            let posts = (employed * state.vacancy * scale[group] + state.phase[1]) as usize;
            state.vacant = posts.max(usize::from(state.unmanaged)).min(state.workers.len().saturating_sub(1)) as u16;
        }
    }

    pub(super) fn count(&mut self, register: &Register, month: Month) {
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
