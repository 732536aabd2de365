//! `vocation places`

use super::{Context, Trouble, store};
use crate::args::Places;
use std::fmt::Write as _;
use vocation_records::places::{self, AsAt, EAST, PlaceKind};

pub async fn run(context: &Context, options: &Places) -> Result<(), Trouble> {
    match options {
        Places::Load => {
            let (db, _) = store::open(context).await?;
            let loaded = places::load(&db, EAST, context.clock.now()).await.map_err(|error| Trouble::of(&error))?;
            let text = if loaded.already {
                "The places are loaded already.".to_owned()
            } else {
                format!("Loaded {} places and {} postcodes.", loaded.places, loaded.postcodes)
            };
            let value = serde_json::json!({ "already": loaded.already, "places": loaded.places, "postcodes": loaded.postcodes });
            context.printer.result(&text, &value);
            db.close().await;
        }
        Places::List { on } => {
            let db = store::open_existing(context).await?;
            let on = AsAt(on.unwrap_or_else(|| context.clock.today()));
            let (mut text, mut all) = (String::new(), Vec::new());
            for kind in [PlaceKind::Region, PlaceKind::Council, PlaceKind::Icb, PlaceKind::District] {
                for place in places::place_list(&db, EAST, kind, on).await.map_err(|error| Trouble::of(&error))? {
                    // Writing to a string does not fail.
                    let _ = writeln!(text, "{:<10} {:<24} {}", place.kind.as_str(), place.code.as_str(), place.name);
                    all.push(serde_json::json!({ "kind": place.kind.as_str(), "code": place.code.as_str(), "name": place.name }));
                }
            }
            if all.is_empty() {
                return Err(Trouble::refused("no places are loaded for that day; `vocation places load` loads them"));
            }
            context.printer.result(&text, &all);
            db.close().await;
        }
    }
    Ok(())
}
