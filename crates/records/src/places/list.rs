//! Places, listed and found by code, as they were on a day.

use jiff::civil::Date;

use super::{AsAt, Period, Place, PlaceCode, PlaceKind, PlacesError, Source};
use crate::sql::{Db, Row, args};

/// The columns that [`read_place`] reads, in its order.
macro_rules! place_columns {
    () => {
        "p.code, p.kind, p.name, p.short_name, p.effective_from, p.effective_to, p.is_official_code, p.latitude, \
         p.longitude, p.note, p.dataset_id"
    };
}
pub(super) use place_columns;

/// Every place of a kind that held on the day, by name.
pub async fn place_list(db: &Db, tenant: i64, kind: PlaceKind, as_at: AsAt) -> Result<Vec<Place>, PlacesError> {
    let rows = db
        .rows(
            concat!(
                "select ",
                place_columns!(),
                " from place p where p.tenant = $1 and p.kind = $2 and p.effective_from <= $3 \
                 and p.effective_to >= $3 order by p.short_name, p.code"
            ),
            args![tenant, kind.as_str(), as_at.0.to_string()],
        )
        .await?;
    rows.iter().map(read_place).collect()
}

/// The place with the code, whenever it held; `None` when there is none.
pub async fn place_get(db: &Db, tenant: i64, code: &PlaceCode) -> Result<Option<Place>, PlacesError> {
    let row = db
        .row(
            concat!("select ", place_columns!(), " from place p where p.tenant = $1 and p.code = $2"),
            args![tenant, code.as_str()],
        )
        .await?;
    row.as_ref().map(read_place).transpose()
}

/// Code and short name of every place that figures could be published of, whenever it held.
pub async fn place_names(db: &Db, tenant: i64) -> Result<Vec<(String, String)>, PlacesError> {
    let sql = "select code, short_name from place where tenant = $1 and kind not in ('outcode', 'sector')";
    let rows = db.rows(sql, args![tenant]).await?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The places of a kind that lay in this one on the day, with the part of each that did (0 to 1).
pub async fn place_children(
    db: &Db,
    tenant: i64,
    code: &PlaceCode,
    kind: PlaceKind,
    as_at: AsAt,
) -> Result<Vec<(Place, f64)>, PlacesError> {
    let rows = db
        .rows(
            concat!(
                "select ",
                place_columns!(),
                ", l.share from place_link l join place p on p.tenant = l.tenant and p.code = l.child_code \
                 where l.tenant = $1 and l.parent_code = $2 and p.kind = $3 \
                 and l.effective_from <= $4 and l.effective_to >= $4 \
                 and p.effective_from <= $4 and p.effective_to >= $4 order by p.short_name, p.code"
            ),
            args![tenant, code.as_str(), kind.as_str(), as_at.0.to_string()],
        )
        .await?;
    rows.iter().map(|row| Ok((read_place(row)?, row.get(11)?))).collect()
}

/// The places around this one on the day, with the part of it that lay in each (0 to 1).
pub async fn place_parents(
    db: &Db,
    tenant: i64,
    code: &PlaceCode,
    as_at: AsAt,
) -> Result<Vec<(Place, f64)>, PlacesError> {
    let rows = db
        .rows(
            concat!(
                "select ",
                place_columns!(),
                ", l.share from place_link l join place p on p.tenant = l.tenant and p.code = l.parent_code \
                 where l.tenant = $1 and l.child_code = $2 \
                 and l.effective_from <= $3 and l.effective_to >= $3 \
                 and p.effective_from <= $3 and p.effective_to >= $3 order by p.kind, l.share desc, p.code"
            ),
            args![tenant, code.as_str(), as_at.0.to_string()],
        )
        .await?;
    rows.iter().map(|row| Ok((read_place(row)?, row.get(11)?))).collect()
}

/// Reads the columns of [`place_columns`].
pub(super) fn read_place(row: &Row) -> Result<Place, PlacesError> {
    let code: String = row.get(0)?;
    let kind: String = row.get(1)?;
    let kind =
        kind.parse().map_err(|_| PlacesError::Stored { code: code.clone(), what: format!("the kind {kind:?}") })?;
    Ok(Place {
        kind,
        name: row.get(2)?,
        short_name: row.get(3)?,
        period: read_period(&code, &row.get::<String>(4)?, &row.get::<String>(5)?)?,
        is_official_code: row.get(6)?,
        latitude: row.get(7)?,
        longitude: row.get(8)?,
        note: row.get(9)?,
        source: Source(row.get(10)?),
        code: PlaceCode::new(&code),
    })
}

/// How an open end is written in the store.
pub(super) const OPEN_FROM: &str = "";
/// How an open end is written in the store.
pub(super) const OPEN_TO: &str = "9999-12-31";

pub(super) fn read_period(code: &str, from: &str, to: &str) -> Result<Period, PlacesError> {
    let day = |text: &str| -> Result<Date, PlacesError> {
        text.parse().map_err(|_| PlacesError::Stored { code: code.to_owned(), what: format!("the date {text:?}") })
    };
    let from = if from == OPEN_FROM { None } else { Some(day(from)?) };
    let to = if to == OPEN_TO { None } else { Some(day(to)?) };
    Ok(Period { from, to })
}

pub(super) fn write_period(period: Period) -> (String, String) {
    let text = |day: Option<Date>, open: &str| day.map_or_else(|| open.to_owned(), |day| day.to_string());
    (text(period.from, OPEN_FROM), text(period.to, OPEN_TO))
}
