//! What changed over the last year, in words, from published figures and the register alone.

use vocation_records::indicators::series::Published;
use vocation_records::places::EAST;
use vocation_records::sector::provider::register_changes;
use vocation_ui::components::content::Details;
use vocation_ui::{Component as _, Html, escape};

use crate::overview::picture::Picture;
use crate::overview::workforce::{self, TOLD_FROM, Told};
use crate::overview::{Desk, PageError};

/// Changes told, at most.
const MOST: usize = 5;

/// The section of the region's page.
pub(super) async fn section(
    desk: &Desk,
    release: &Published,
    region: &[Told],
    picture: &Picture,
) -> Result<Html, PageError> {
    let mut found: Vec<(f64, String)> = Vec::new();
    for told in region {
        found.extend(change("the East of England", "/region", told));
    }
    for council in &picture.councils {
        let code = council.place.code.as_str();
        for told in workforce::headlines(desk, release, code).await? {
            found.extend(change(&council.place.short_name, &format!("/councils/{code}"), &told));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut lines: Vec<String> = found.into_iter().take(MOST).map(|(_, line)| line).collect();
    if lines.is_empty() {
        lines.push("No figure moved more over the last year than it usually does from month to month.".to_owned());
    }
    lines.extend(register(desk).await?);
    let list = format!("<li>{}</li>", lines.join("</li><li>"));
    let how = Details {
        summary: "How changes are chosen".to_owned(),
        content: Html::text(
            "A figure of the region or a council is told here when its change over twelve months is more than twice what its \
             own monthly steps of the last two years would add up to by chance. Hidden figures are not compared. Earlier \
             ratings are not kept yet, so that a rating is told by its date and not by what it was before.",
        ),
    };
    Ok(Html::join([
        Html::trusted("<h2 class=\"govuk-heading-m\">What changed</h2><ul class=\"govuk-list govuk-list--bullet\">"),
        Html::trusted(list),
        Html::trusted("</ul>"),
        how.html(),
    ]))
}

/// A change worth telling, as markup, with how far it stands out.
fn change(place: &str, href: &str, told: &Told) -> Option<(f64, String)> {
    let far = told.stands_out().filter(|far| *far >= TOLD_FROM)?;
    let (direction, last) = (told.direction()?, told.last()?);
    let now = told.unit().say(told.shown(last)?);
    let measure = Html::link(told.measure.label, &format!("/indicators/{}", told.measure.key));
    let line =
        format!("{measure} in {}: {}, now {}", Html::link(place, href), escape(&direction.words()), escape(&now));
    Some((far, line))
}

/// What the register says of the last year.
async fn register(desk: &Desk) -> Result<Vec<String>, PageError> {
    let since = desk.today.saturating_sub(jiff::Span::new().years(1));
    let changes = register_changes(&desk.db, EAST, &since.to_string()).await?;
    let since = vocation_ui::long_date(&since.to_string());
    let mut lines = Vec::new();
    if changes.opened > 0 || changes.ended > 0 {
        lines.push(format!(
            "{}: {} opened and {} ended since {since}",
            Html::link("Care locations", "/providers"),
            changes.opened,
            changes.ended
        ));
    }
    if changes.rated > 0 {
        lines.push(format!(
            "{} care locations were rated since {since}, {} of them good or outstanding",
            changes.rated, changes.rated_good
        ));
    }
    Ok(lines)
}
