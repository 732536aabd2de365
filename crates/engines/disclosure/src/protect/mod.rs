//! Hiding small counts, and enough besides that none can be worked out.
//!
//! # What is guaranteed
//!
//! For every count above zero that is hidden for its own smallness, the engine has **seen whole tables** of non-negative
//! integers that agree with every figure shown, and in which that cell takes values `possible_values - 1` apart, all of
//! them small. Nobody who has only what is published can tell these tables apart, by linear programming or otherwise, so
//! no bound on the cell is tighter than the policy allows. The tables are found by short walks from the true one, in moves
//! that keep every shown cell inside the interval that its figure stands for and every small cell small. Where the walk
//! is stuck, the cells that block its cheapest move are what must be hidden: the cover. A reader is supposed to know of
//! each small cell that it is small, and nothing of the cover; where there is no other way, a small total already found
//! safe becomes cover for what lies beneath it. Last, each cell hidden as cover is tried shown again, the broadest first: where
//! every small cell still has tables enough, or finds others without hiding anything, it stays shown.

mod classify;
mod cover;
mod evidence;
mod free;
mod lines;
mod moves;
mod search;
mod walk;

use crate::{
    count::DisclosedCount,
    policy::Policy,
    shape::Shape,
    table::{Class, DisclosedTable, Table},
};
use cover::Cover;

/// Down and up, as indices.
const DOWN: usize = 0;
const UP: usize = 1;

/// Protects a table: small cells and their cover become `[c]`, the rest is rounded, each cell on its own.
///
/// Deterministic. Where no choice of cover is found (tables of almost nothing but ones and twos), every cell is `[c]`.
pub fn protect(shape: &Shape, table: &Table, policy: &Policy) -> DisclosedTable {
    let first = classify::classify(shape, table, policy);
    if !first.iter().any(|class| matches!(class, Class::Small | Class::Beneath)) {
        return publish(table, policy, first);
    }
    let mut cover = Cover::new(shape, table, policy, first.clone(), first.clone());
    if cover.cover_all() {
        return publish(table, policy, cover.classes);
    }
    let hidden = |class: &Class| if *class == Class::Shown { Class::Cover } else { *class };
    let mut cover = Cover::new(shape, table, policy, first.iter().map(hidden).collect(), first);
    if !cover.cover_all() {
        cover.classes.fill(Class::Withheld);
    }
    publish(table, policy, cover.classes)
}

fn publish(table: &Table, policy: &Policy, classes: Vec<Class>) -> DisclosedTable {
    let figure = |(count, class): (&u32, &Class)| match class {
        Class::Shown => policy.count(*count),
        _ => DisclosedCount::CONFIDENTIAL,
    };
    DisclosedTable { cells: table.cells.iter().zip(&classes).map(figure).collect(), classes }
}
