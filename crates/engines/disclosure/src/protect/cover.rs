//! Finding tables enough for every small cell, hiding cover where it must, and showing again what need not be hidden.

use super::{
    DOWN, UP,
    evidence::Evidence,
    free::Free,
    moves::{Move, Priced},
    search::{Effort, Search},
    walk::{Walk, behind},
};
use crate::{
    policy::Policy,
    shape::Shape,
    table::{Class, Table},
};

/// What is looked at for a move.
const EFFORT: Effort = Effort { atoms: 8, partners: 16 };
/// And for a move that needs cells hidden.
const EFFORT_PRICED: Effort = Effort { atoms: 2, partners: 24 };

/// What is looked at where that finds nothing.
const EFFORT_WIDE: Effort = Effort { atoms: 24, partners: 96 };

/// One table being protected.
pub(super) struct Cover<'a> {
    shape: &'a Shape,
    table: &'a Table,
    policy: &'a Policy,
    pub classes: Vec<Class>,
    /// As it was before any cover.
    first: Vec<Class>,
    walk: Walk<'a>,
    free: Free,
    search: Search,
    evidence: Evidence,
    effort: Effort,
    effort_priced: Effort,
    /// The cells for which tables enough have been found.
    done: Vec<bool>,
}

/// A move that would work if some cells were hidden, and the moves before it.
struct Offer {
    price: f32,
    path: Vec<Move>,
    step: Move,
}

impl<'a> Cover<'a> {
    pub fn new(shape: &'a Shape, table: &'a Table, policy: &'a Policy, classes: Vec<Class>, first: Vec<Class>) -> Self {
        Self {
            shape,
            table,
            policy,
            walk: Walk::new(shape, table, policy, &classes),
            done: vec![false; classes.len()],
            evidence: Evidence::new(classes.len()),
            free: Free::default(),
            search: Search::default(),
            effort: EFFORT,
            effort_priced: EFFORT_PRICED,
            classes,
            first,
        }
    }

    /// Finds tables enough for every small cell, hiding cover where it must; false where it cannot.
    ///
    /// A zero beneath a small total needs none: were it shown, it would be shown as zero.
    pub fn cover_all(&mut self) -> bool {
        let shape = self.shape;
        for cell in shape.coarse_first.iter().map(|cell| *cell as usize) {
            if self.is_open(cell) {
                if !self.cover_somehow(cell) {
                    return false;
                }
                self.done[cell] = true;
            }
        }
        self.uncover();
        true
    }

    fn is_open(&self, cell: usize) -> bool {
        match self.classes[cell] {
            Class::Small => true,
            Class::Beneath => self.table.cells[cell] > 0,
            _ => false,
        }
    }

    /// With little effort where that will do, else with much.
    fn cover_somehow(&mut self, cell: usize) -> bool {
        if self.cover(cell, true) {
            return true;
        }
        (self.effort, self.effort_priced) = (EFFORT_WIDE, EFFORT_WIDE);
        let covered = self.cover_firmly(cell);
        (self.effort, self.effort_priced) = (EFFORT, EFFORT_PRICED);
        covered
    }

    /// As things are; else with everything beside the cell hidden; else with everything above it free.
    fn cover_firmly(&mut self, cell: usize) -> bool {
        if self.cover(cell, true) {
            return true;
        }
        self.clear_around(cell);
        if self.cover(cell, true) {
            return true;
        }
        self.free_above(cell);
        self.cover(cell, true)
    }

    fn hide(&mut self, cell: usize) {
        self.classes[cell] = Class::Cover;
        self.walk.reset(cell, Class::Cover);
    }

    /// Hides every shown cell that stands in one line with a cell.
    fn clear_around(&mut self, cell: usize) {
        for (at, dimension) in self.shape.dimensions().iter().enumerate() {
            let stride = self.shape.cell_strides[at];
            let first = cell - self.shape.node_of(cell, at) * stride;
            for beside in (0..dimension.nodes().len()).map(|node| first + node * stride) {
                if self.classes[beside] == Class::Shown {
                    self.hide(beside);
                }
            }
        }
    }

    /// No longer supposes a reader to know that the hidden totals above a cell are small. They have had their own
    /// tables found already, under the stricter supposition.
    fn free_above(&mut self, cell: usize) {
        for upper in self.shape.above(cell).into_iter().filter(|upper| *upper != cell) {
            let small = matches!(self.classes[upper], Class::Small | Class::Beneath);
            let shown = self.classes[upper] == Class::Shown;
            if shown || (small && (self.done[upper] || self.table.cells[upper] == 0)) {
                self.hide(upper);
            }
        }
    }

    /// How many steps a small cell still lacks.
    fn lacking(&self, cell: usize) -> i32 {
        let [down, up] = self.evidence.span(cell);
        self.policy.possible_values.cast_signed() - 1 - down - up
    }

    /// Finds tables enough for a cell, hiding others if it may.
    fn cover(&mut self, cell: usize, may_hide: bool) -> bool {
        if self.lacking(cell) <= 0 {
            return true;
        }
        self.walk.turn_to(cell);
        for _ in 0..2 * self.policy.possible_values + 8 {
            let mut offers: [Option<Offer>; 2] = [None, None];
            let room = self.walk.rooms[cell].now;
            let first = usize::from(room[UP] >= room[DOWN]);
            for way in [first, 1 - first] {
                offers[way] = self.run(cell, way, may_hide);
                if self.lacking(cell) <= 0 {
                    return true;
                }
            }
            let cheapest = offers.into_iter().flatten().min_by(|one, other| one.price.total_cmp(&other.price));
            let Some(offer) = cheapest else { return false };
            self.accept(offer);
            if self.lacking(cell) <= 0 {
                return true;
            }
        }
        false
    }

    /// Moves a cell one way from the truth as far as need be or can be; gives what could be hidden to go further.
    fn run(&mut self, cell: usize, way: usize, may_hide: bool) -> Option<Offer> {
        let spanned = self.evidence.span(cell)[way];
        let target = (spanned + self.lacking(cell)).min(self.walk.rooms[cell].now[way]);
        if target <= spanned {
            return None;
        }
        let mut gone = 0;
        while gone < target {
            let Some(step) = self.free.find(&self.walk, way, target - gone, self.effort) else { break };
            gone += step.far;
            self.walk.take(step);
        }
        let offer = if gone < target && may_hide { self.offer(way, target - gone) } else { None };
        if gone > spanned {
            self.record();
        }
        self.walk.back();
        offer
    }

    /// The cheapest move that needs cells hidden.
    fn offer(&mut self, way: usize, far: i32) -> Option<Offer> {
        let mut best: Option<Offer> = None;
        for far in [far, 1] {
            if let Some((price, mut step)) = self.search.best(&self.walk, &Priced(far), way, self.effort_priced)
                && best.as_ref().is_none_or(|best| price < best.price)
            {
                step.far = far;
                best = Some(Offer { price, path: self.walk.path.clone(), step });
            }
            if far == 1 {
                break;
            }
        }
        best
    }

    /// Hides what an offer needs hidden, and makes its moves.
    fn accept(&mut self, offer: Offer) {
        offer.path.into_iter().for_each(|step| self.walk.take(step));
        let mut blocked = Vec::new();
        let rooms = &self.walk.rooms;
        offer.step.cells(self.shape, |cell, way| {
            if rooms[cell as usize].now[way] < offer.step.far {
                blocked.push(cell as usize);
            }
        });
        for cell in blocked {
            self.hide(cell);
        }
        self.walk.take(offer.step);
        self.record();
        self.walk.back();
    }

    fn record(&mut self) {
        let (away, classes) = (&self.walk.away, &self.classes);
        let mut touched: Vec<u32> = self.walk.touched.clone();
        touched.sort_unstable();
        touched.dedup();
        let differs = |cell: &u32| away[*cell as usize] != 0 && classes[*cell as usize] != Class::Shown;
        self.evidence.add(touched.into_iter().filter(differs).map(|cell| (cell, away[cell as usize])));
    }

    /// Shows again, dearest first, what was hidden for the sake of others and turns out not to be needed.
    fn uncover(&mut self) {
        let dear = |cell: &usize| (std::cmp::Reverse(self.shape.breadth(*cell)), *cell);
        let mut covers: Vec<usize> = (0..self.classes.len())
            .filter(|cell| self.classes[*cell] == Class::Cover && self.first[*cell] == Class::Shown)
            .collect();
        covers.sort_by_key(dear);
        for cell in covers {
            let count = self.table.cells[cell];
            let (least, greatest) = behind(self.policy, count);
            let kept = self.evidence.len();
            let broken = self.evidence.beyond(cell, [(count - least).cast_signed(), (greatest - count).cast_signed()]);
            let affected = self.evidence.mark(&broken, false);
            self.classes[cell] = Class::Shown;
            self.walk.reset(cell, Class::Shown);
            let safe = affected.into_iter().all(|other| {
                let other = other as usize;
                !self.done[other] || (self.is_open(other) && self.cover(other, false))
            });
            if !safe {
                self.evidence.truncate(kept);
                self.evidence.mark(&broken, true);
                self.hide(cell);
            }
        }
    }
}
