//! Hiding small counts, and enough besides that none can be worked out.
//!
//! # What is guaranteed
//!
//! For every cell hidden for its own smallness the engine **holds a set of whole tables** of non-negative integers, each
//! of which would have been published exactly as this one (same figures, same `[c]`, same reason for each `[c]`), and in
//! which that cell takes values at least `possible_values - 1` apart. Nobody who sees only what is published, however
//! clever, can tell these tables apart; so no bound on the cell is tighter than the policy allows. The tables are found
//! by a walk from the true one, in moves that keep every published cell inside the interval that its figure stands for.
//! Where the walk is stuck, the cells that block its cheapest move are what must be hidden: the cover.

mod classify;
mod moves;
mod unblock;
mod walk;

pub(crate) use moves::Moves;

use crate::{
    count::DisclosedCount,
    policy::Policy,
    shape::Shape,
    table::{Class, DisclosedTable, Table},
};
use walk::Walk;

/// Protects a table: small cells and their cover become `[c]`, the rest is rounded, each cell on its own.
///
/// Deterministic. Where even hiding every non-zero cell would leave a small one open (seen only in contrived tables),
/// the whole table is withheld: every cell `[c]`.
pub fn protect(shape: &Shape, table: &Table, policy: &Policy) -> DisclosedTable {
    let mut classes = classify::classify(shape, table, policy);
    if !classes.iter().any(|class| matches!(class, Class::Small | Class::Beneath)) {
        return publish(table, policy, classes);
    }
    let mut walk = Walk::new(shape, table, policy, &classes);
    if walk.cover_all(&mut classes) {
        return publish(table, policy, classes);
    }
    let mut classes = classify::classify(shape, table, policy);
    for (class, count) in classes.iter_mut().zip(&table.cells) {
        if *class == Class::Shown && *count > 0 {
            *class = Class::Cover;
        }
    }
    let mut walk = Walk::new(shape, table, policy, &classes);
    if !walk.cover_all(&mut classes) {
        classes.fill(Class::Withheld);
    }
    publish(table, policy, classes)
}

fn publish(table: &Table, policy: &Policy, classes: Vec<Class>) -> DisclosedTable {
    let figure = |(count, class): (&u32, &Class)| match class {
        Class::Shown => policy.count(*count),
        _ => DisclosedCount::CONFIDENTIAL,
    };
    DisclosedTable { cells: table.cells.iter().zip(&classes).map(figure).collect(), classes }
}
