//! `vocation doctor`

use super::{Context, Trouble, store};
use std::fmt::Write as _;
use vocation_records::backup::event_list;
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
    let backups = backups(&db, context.clock.now()).await?;
    let _ = writeln!(text, "{}", backups.text);
    findings.extend(backups.finding);
    for finding in &findings {
        let _ = writeln!(text, "found: {finding}");
    }
    if findings.is_empty() {
        text.push_str("nothing wrong was found\n");
    }
    context
        .printer
        .result(&text, &serde_json::json!({ "database": db.backend(), "counts": counts, "findings": findings, "last_backup": backups.last, }));
    db.close().await;
    match findings.len() {
        0 => Ok(()),
        1 => Err(Trouble::refused("one thing was found")),
        many => Err(Trouble::refused(format!("{many} things were found"))),
    }
}

/// A backup that was tried longer ago than this many hours is not to be relied on.
const OLD: i64 = 7 * 24;

/// What is known of the backups.
struct Backups {
    text: String,
    finding: Option<String>,
    last: Option<String>,
}

/// The last backup that was restored to try it: only such a one counts.
async fn backups(db: &Db, now: jiff::Timestamp) -> Result<Backups, Trouble> {
    let events = event_list(db, 1_000).await.map_err(|error| Trouble::of(&error))?;
    let counted = events.iter().find(|event| event.kind != "made");
    let Some(event) = counted else {
        let untried = events.first().map(|event| format!("; {} was made, but not tried", event.file));
        return Ok(Backups {
            text: "backups: none that counts".to_owned(),
            finding: Some(format!(
                "there is no backup that was tried{}; run `vocation backup`",
                untried.unwrap_or_default()
            )),
            last: None,
        });
    };
    let age = event.made_at.parse::<jiff::Timestamp>().map_or(i64::MAX, |made| now.duration_since(made).as_hours());
    Ok(Backups {
        text: format!("last backup that counts: {} of {} ({} rows)", event.file, event.made_at, event.rows),
        finding: (age > OLD)
            .then(|| format!("the last backup that was tried is of {}; run `vocation backup`", event.made_at)),
        last: Some(event.made_at.clone()),
    })
}

async fn counted(db: &Db, sql: &'static str) -> Result<i64, Trouble> {
    let row = db.row(sql, args![EAST]).await.map_err(|error| Trouble::of(&error))?;
    row.map_or(Ok(0), |row| row.get(0)).map_err(|error| Trouble::of(&error))
}
