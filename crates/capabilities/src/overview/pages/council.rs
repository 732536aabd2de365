//! `/councils/{code}`: one council, its people and its turnover year by year.

use axum::extract::{Path, State};
use axum::response::Html as Answer;
use vocation_records::places::{EAST, PlaceCode, PlaceKind, place_get, population};
use vocation_ui::components::content::Grid;
use vocation_ui::{Component as _, Html, Page, Section};

use super::charts;
use crate::overview::picture::LOOK_AHEAD_TO;
use crate::overview::{CouncilPicture, Desk, PageError, workforce};

/// Shows the page.
pub async fn get(State(desk): State<Desk>, Path(code): Path<String>) -> Result<Answer<String>, PageError> {
    let place = place_get(&desk.db, EAST, &PlaceCode::new(&code)).await?;
    let place = place.filter(|place| place.kind == PlaceKind::Council).ok_or(PageError::NotFound)?;
    let since = i64::from(desk.today.year()) - 6;
    let people = population(&desk.db, EAST, &place.code, since..=LOOK_AHEAD_TO).await?;
    let council = CouncilPicture::read(&desk, place).await?;
    let name = &council.place.short_name;
    let code_of = council.place.code.as_str();
    let release = workforce::release(&desk).await?;
    let staff = match &release {
        Some(release) => {
            let headlines = workforce::headlines(&desk, release, code_of).await?;
            let cards = headlines.iter().map(|told| told.card(None).html()).collect();
            let trend = charts::turnover_and_loss(name, &headlines);
            Html::join([Grid { across: 3, items: cards }.html(), trend.html()])
        }
        None => Html::default(),
    };
    let main = Html::join([staff, charts::turnover(name, code_of).html(), charts::people(name, &people).html()]);
    let page = Page::new(council.place.name.clone(), main)
        .synthetic(release.is_some_and(|release| release.synthetic))
        .lead(finding(&council))
        .section(Section::Councils)
        .crumb("Home", "/")
        .crumb("Councils", "/councils")
        .path(format!("/councils/{code}"));
    Ok(Answer(page.render_page()))
}

fn finding(council: &CouncilPicture) -> String {
    let name = &council.place.short_name;
    match (council.growth_85_plus(), council.facts) {
        (Some(growth), Some(facts)) => format!(
            "{name} expects {growth:.0}% more people aged 85 and over by {LOOK_AHEAD_TO}. It has {} care homes, \
             {:.1}% of them rated good or outstanding in 2024-25.",
            facts.care_homes, facts.good_or_outstanding
        ),
        (Some(growth), None) => format!("{name} expects {growth:.0}% more people aged 85 and over by {LOOK_AHEAD_TO}."),
        _ => format!("Little is known of {name} yet."),
    }
}
