//! The published kind of projection: posts grow in proportion to the people who need care, and nothing else happens. It is
//! what a fuller model must give back on average when every lever is off.

use crate::population::Demand;
use crate::start::{ROLES, SERVICES, Start};
use std::io::{Result, Write};

/// Posts of a council, service and role group in a month (counted from January of year 0), to the nearest whole post.
///
/// # Panics
/// When there is no such place, service or role.
pub fn posts(start: &Start, demand: Demand, from: i32, month: i32, [place, service, role]: [usize; 3]) -> u32 {
    let (of, service_) = (&start.places[place], &start.services[service]);
    let index = of.population.index(demand, service_.working_age, from, month);
    (f64::from(of.posts[service][role]) * index).round() as u32
}

/// Posts of every cell in a month, summed.
pub fn total(start: &Start, demand: Demand, from: i32, month: i32) -> u32 {
    cells(start).map(|cell| posts(start, demand, from, month, cell)).sum()
}

/// Writes every cell at the same month of each year as CSV.
///
/// # Errors
/// Those of the writer.
pub fn write_csv(start: &Start, demand: Demand, from: i32, years: u32, to: &mut impl Write) -> Result<()> {
    writeln!(to, "month,place,service,role,posts")?;
    for year in 0..=years.cast_signed() {
        let month = from + 12 * year;
        let shown = format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1);
        for cell in cells(start) {
            let [place, service, role] = cell;
            let (code, count) = (&start.places[place].code, posts(start, demand, from, month, cell));
            writeln!(to, "{shown},{code},{},{},{count}", SERVICES[service], ROLES[role])?;
        }
    }
    Ok(())
}

fn cells(start: &Start) -> impl Iterator<Item = [usize; 3]> {
    let each = SERVICES.len() * ROLES.len();
    (0..start.places.len() * each).map(move |at| [at / each, at % each / ROLES.len(), at % ROLES.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: i32 = 2024 * 12 + 6;

    #[test]
    fn posts_grow_with_the_people_of_each_age() {
        let start = Start::east().unwrap();
        let rounding = (start.places.len() * SERVICES.len() * ROLES.len()) as f64 / 2.0;
        for (demand, group) in [(Demand::Older65, 1), (Demand::Older75, 2), (Demand::Older85, 3)] {
            let exact: f64 = start
                .places
                .iter()
                .map(|place| {
                    let posts = place.posts.iter().flatten().sum::<u32>();
                    f64::from(posts) * place.population.index(demand, 0.0, FROM, FROM + 16 * 12)
                })
                .sum();
            let projected = f64::from(total(&start, demand, FROM, FROM + 16 * 12));
            assert!((projected - exact).abs() <= rounding, "group {group}: {projected} {exact}");
            assert!(projected > 1.2 * f64::from(start.posts()), "group {group}: {projected}");
        }
        assert_eq!(total(&start, Demand::Constant, FROM, FROM + 120), start.posts());
    }

    #[test]
    fn the_file_has_a_row_for_every_cell_and_year_and_starts_with_the_posts_of_today() {
        let start = Start::east().unwrap().only(&["E10000012".to_owned()]).unwrap();
        let mut file = Vec::new();
        write_csv(&start, Demand::Older75, FROM, 2, &mut file).unwrap();
        let text = String::from_utf8(file).unwrap();
        assert_eq!(text.lines().count(), 1 + 3 * SERVICES.len() * ROLES.len());
        let first: u32 =
            text.lines().skip(1).take(24).map(|line| line.rsplit(',').next().unwrap().parse::<u32>().unwrap()).sum();
        assert_eq!(first, start.posts());
        assert!(text.lines().nth(1).unwrap().starts_with("2024-07,E10000012,nursing_home,care_worker,"));
    }
}
