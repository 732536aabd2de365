//! Least squares with four columns, which is all that an interrupted series needs.

/// Columns of the design.
pub(crate) const COLUMNS: usize = 4;
/// A row of the design.
pub(crate) type Row = [f64; COLUMNS];
/// A square of the columns.
pub(crate) type Square = [[f64; COLUMNS]; COLUMNS];

/// The fit of values on rows.
pub(crate) struct Fit {
    /// Coefficients.
    pub(crate) beta: Row,
    /// Inverse of the rows' cross products.
    pub(crate) inverse: Square,
    /// Sum of squared residuals.
    pub(crate) squares: f64,
    /// What is left of each value.
    pub(crate) residuals: Vec<f64>,
}

/// Cross products of the rows.
pub(crate) fn cross(rows: &[Row]) -> Square {
    let mut sum = [[0.0; COLUMNS]; COLUMNS];
    for row in rows {
        for (a, line) in sum.iter_mut().enumerate() {
            for (b, cell) in line.iter_mut().enumerate() {
                *cell += row[a] * row[b];
            }
        }
    }
    sum
}

/// The inverse, by elimination with the largest pivot; none when columns depend on one another.
pub(crate) fn invert(mut square: Square) -> Option<Square> {
    let mut inverse = [[0.0; COLUMNS]; COLUMNS];
    for (at, row) in inverse.iter_mut().enumerate() {
        row[at] = 1.0;
    }
    for at in 0..COLUMNS {
        let pivot = (at..COLUMNS).max_by(|a, b| square[*a][at].abs().total_cmp(&square[*b][at].abs()))?;
        if square[pivot][at].abs() < 1e-12 {
            return None;
        }
        square.swap(at, pivot);
        inverse.swap(at, pivot);
        let scale = square[at][at];
        for column in 0..COLUMNS {
            square[at][column] /= scale;
            inverse[at][column] /= scale;
        }
        for row in (0..COLUMNS).filter(|row| *row != at) {
            let factor = square[row][at];
            for column in 0..COLUMNS {
                square[row][column] -= factor * square[at][column];
                inverse[row][column] -= factor * inverse[at][column];
            }
        }
    }
    Some(inverse)
}

/// A square times a row.
pub(crate) fn apply(square: &Square, row: &Row) -> Row {
    square.map(|line| dot(&line, row))
}

/// The sum of products.
pub(crate) fn dot(one: &Row, other: &Row) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// Fits; none when columns depend on one another.
pub(crate) fn fit(rows: &[Row], values: &[f64]) -> Option<Fit> {
    let inverse = invert(cross(rows))?;
    let mut together = [0.0; COLUMNS];
    for (row, value) in rows.iter().zip(values) {
        for (cell, part) in together.iter_mut().zip(row) {
            *cell += part * value;
        }
    }
    let beta = apply(&inverse, &together);
    let residuals: Vec<f64> = rows.iter().zip(values).map(|(row, value)| value - dot(row, &beta)).collect();
    let squares = residuals.iter().map(|residual| residual * residual).sum();
    Some(Fit { beta, inverse, squares, residuals })
}
