//! Primary suppression: which cells are hidden for what they are.

use crate::{
    policy::Policy,
    shape::Shape,
    table::{Class, Table},
};

/// Marks small cells, and the cells beneath them.
///
/// What lies beneath a small total is not published at all, not even its zeros: "3 people, none of them men" says that
/// all three are women, and seven parts of one person each under a `[c]` could only be ones. A zero that also lies
/// beneath a shown zero stays shown, since it follows from that one.
pub(super) fn classify(shape: &Shape, table: &Table, policy: &Policy) -> Vec<Class> {
    let own = |(count, piece): (&u32, &bool)| match (policy.hides(*count), piece) {
        (true, _) => Class::Small,
        (false, true) => Class::Cover,
        (false, false) => Class::Shown,
    };
    let mut classes: Vec<Class> = table.cells.iter().zip(&shape.piece).map(own).collect();
    if policy.zero_hidden || policy.hide_up_to == 0 {
        return classes;
    }
    let small: Vec<bool> = classes.iter().map(|class| *class == Class::Small).collect();
    let beneath = spread_down(shape, &small);
    let zero: Vec<bool> = table.cells.iter().zip(&beneath).map(|(count, beneath)| *count == 0 && !beneath).collect();
    let zero_above = spread_down(shape, &zero);
    for (cell, class) in classes.iter_mut().enumerate() {
        if beneath[cell] && !(table.cells[cell] == 0 && zero_above[cell]) {
            *class = Class::Beneath;
        }
    }
    classes
}

/// For each cell, whether a cell strictly above it (that contains it and is larger in some dimension) is marked.
fn spread_down(shape: &Shape, marked: &[bool]) -> Vec<bool> {
    // A cell is below another where it is so in every dimension, so spreading dimension by dimension reaches all.
    let mut reached = marked.to_vec();
    let mut strictly = vec![false; marked.len()];
    for axis in &shape.axes {
        let (stride, size) = (axis.cell_stride, axis.below.len());
        let before: Vec<usize> = (0..reached.len()).filter(|cell| reached[*cell]).collect();
        for cell in before {
            let node = cell / stride % size;
            for lower in &axis.below[node] {
                let to = cell - node * stride + *lower as usize * stride;
                reached[to] = true;
                strictly[to] = true;
            }
        }
    }
    strictly
}
