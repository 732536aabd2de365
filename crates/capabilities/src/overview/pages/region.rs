//! `/region`: the few numbers that matter for the whole region.

use axum::extract::State;
use axum::response::Html as Answer;
use vocation_records::indicators::measure::Measure;
use vocation_records::indicators::series::Published;
use vocation_ui::components::content::{Grid, Link};
use vocation_ui::components::figure::FigureCard;
use vocation_ui::{Component as _, Html, Page, Section, Unit};

use super::table::{SortBy, councils};
use super::{changes, charts};
use crate::overview::picture::LOOK_AHEAD_TO;
use crate::overview::{Desk, PageError, Picture, REGION, workforce};

/// Shows the page.
pub async fn get(State(desk): State<Desk>) -> Result<Answer<String>, PageError> {
    let picture = Picture::read(&desk).await?;
    let finding = finding(&picture);
    let release = workforce::release(&desk).await?;
    let staff = match &release {
        Some(release) => workforce_part(&desk, release, &picture).await?,
        None => Html::default(),
    };
    let main = Html::join([
        staff,
        Html::trusted("<h2 class=\"govuk-heading-m\">People and care homes</h2>"),
        Grid { across: 3, items: cards(&picture) }.html(),
        charts::turnover_map(&picture).html(),
        Html::trusted("<h2 class=\"govuk-heading-m\">Where growth is fastest</h2>"),
        councils(&picture, SortBy::Growth, "/councils").quiet().html(),
        Html::paragraph(
            "Figures of people are the principal projection of 2018 of the Office for National Statistics.",
        ),
        Html::link("Download all councils (CSV)", "/councils.csv"),
    ]);
    let page = Page::new("The East of England", main)
        .synthetic(release.is_some_and(|release| release.synthetic))
        .lead(finding)
        .section(Section::Region)
        .crumb("Home", "/")
        .path("/region");
    Ok(Answer(page.render_page()))
}

/// The workforce of the region: the headline figures, and what became of those who left.
async fn workforce_part(desk: &Desk, release: &Published, picture: &Picture) -> Result<Html, PageError> {
    let completeness = Measure::find("completeness").map(|measure| workforce::told(desk, release, REGION, measure));
    let completeness = match completeness {
        Some(told) => Some(told.await?),
        None => None,
    };
    let headlines = workforce::headlines(desk, release, REGION).await?;
    let cards = headlines.iter().map(|told| told.card(completeness.as_ref()).html()).collect();
    let trend = charts::turnover_and_loss("the East of England", &headlines);
    let changed = changes::section(desk, release, &headlines, picture).await?;
    Ok(Html::join([
        Html::trusted("<h2 class=\"govuk-heading-m\">The care workforce</h2>"),
        Grid { across: 3, items: cards }.html(),
        changed,
        trend.html(),
    ]))
}

/// What the numbers say, in one sentence.
fn finding(picture: &Picture) -> String {
    let (now, ahead) = picture.people_85_plus();
    if now == 0 {
        return "No places are loaded yet.".to_owned();
    }
    let growth = (ahead - now) as f64 * 100.0 / now as f64;
    format!(
        "There will be {growth:.0}% more people aged 85 and over in {LOOK_AHEAD_TO} than in {}, and turnover of care staff \
         differs widely between councils.",
        picture.year
    )
}

fn cards(picture: &Picture) -> Vec<Html> {
    let method = || Some(Link::new("Methods and data", "/methods"));
    let (now, ahead) = picture.people_85_plus();
    let mut cards = vec![FigureCard {
        method: method(),
        ..FigureCard::new(
            format!("People aged 85 and over, {}", picture.year),
            (now > 0).then_some(now as f64),
            Unit::Count("people"),
            format!("expected to be {} in {LOOK_AHEAD_TO}", Unit::Count("people").show(ahead as f64)),
        )
    }];
    if let Some((homes, good)) = picture.care_homes() {
        cards.push(FigureCard {
            method: method(),
            ..FigureCard::new(
                "Care homes, 2024-25",
                Some(f64::from(homes)),
                Unit::Count("care homes"),
                format!("{good:.1}% of them rated good or outstanding"),
            )
        });
    }
    if let Some((highest, lowest)) = picture.turnover_ends() {
        let percent = |council: &crate::overview::CouncilPicture| council.turnover.map(|known| known.percent);
        cards.push(FigureCard {
            method: method(),
            ..FigureCard::new(
                format!("Turnover in {}, 2024-25", highest.place.short_name),
                percent(highest),
                Unit::Percent,
                format!(
                    "is the highest; the lowest is {} in {}",
                    percent(lowest).map_or_else(String::new, |value| Unit::Percent.show(value)),
                    lowest.place.short_name
                ),
            )
        });
    }
    cards.into_iter().map(|card| card.html()).collect()
}
