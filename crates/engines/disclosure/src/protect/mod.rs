//! Hiding small counts, and enough besides that none can be worked out.
//!
//! # What is guaranteed
//!
//! For every count above zero that is hidden for its own smallness, the engine has **seen whole tables** of non-negative
//! integers that agree with every figure shown, and in which that cell takes values `possible_values - 1` apart, all of
//! them small. Nobody who has only what is published can tell these tables apart, by linear programming or otherwise, so
//! no bound on the cell is tighter than the policy allows. The tables are found by a walk from the true one, in moves
//! that keep every shown cell inside the interval that its figure stands for and every small cell small. Where the walk
//! is stuck, the cells that block its cheapest move are what must be hidden: the cover. A reader is supposed to know of
//! each small cell that it is small, and nothing of the cover; where there is no other way, a small total already found
//! safe becomes cover for what lies beneath it.

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
/// Deterministic. Where no choice of cover is found (tables of almost nothing but ones and twos), every cell is `[c]`.
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
    for class in classes.iter_mut().filter(|class| **class == Class::Shown) {
        *class = Class::Cover;
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
