//! `vocation doctor`

use super::{Context, Trouble, store};
use std::fmt::Write as _;
use vocation_records::places::EAST;
use vocation_records::sql::{Db, Health, args};

/// What is counted, with the statement that counts it and what to do when there is none.
const COUNTED: [(&str, &str, &str); 4] = [
    ("places", "select count(*) from place where tenant = $1", "run `vocation places load`"),
    ("providers", "select count(*) from provider where tenant = $1", "run `vocation import` or `vocation demo`"),
    ("locations", "select count(*) from location where tenant = $1", "run `vocation import` or `vocation demo`"),
    ("rows not loaded", "select cast(coalesce(sum(rows_listed), 0) as bigint) from import where tenant = $1", ""),
];

pub async fn run(context: &Context) -> Result<(), Trouble> {
    let db = store::open_existing(context).await?;
    let (mut text, mut findings, mut counts) = (String::new(), Vec::new(), serde_json::Map::new());
    let _ = writeln!(text, "database: {} ({})", context.database, db.backend());
    if let Health::ReadOnly(why) = db.health() {
        findings.push(format!("the database takes no changes: {why}"));
    }
    for (what, sql, remedy) in COUNTED {
        let count = counted(&db, sql).await?;
        let _ = writeln!(text, "{what}: {count}");
        counts.insert(what.to_owned(), count.into());
        if count == 0 && !remedy.is_empty() {
            findings.push(format!("there are no {what}; {remedy}"));
        }
    }
    for finding in &findings {
        let _ = writeln!(text, "found: {finding}");
    }
    if findings.is_empty() {
        text.push_str("nothing wrong was found\n");
    }
    context
        .printer
        .result(&text, &serde_json::json!({ "database": db.backend(), "counts": counts, "findings": findings }));
    db.close().await;
    match findings.len() {
        0 => Ok(()),
        1 => Err(Trouble::refused("one thing was found")),
        many => Err(Trouble::refused(format!("{many} things were found"))),
    }
}

async fn counted(db: &Db, sql: &'static str) -> Result<i64, Trouble> {
    let row = db.row(sql, args![EAST]).await.map_err(|error| Trouble::of(&error))?;
    row.map_or(Ok(0), |row| row.get(0)).map_err(|error| Trouble::of(&error))
}
