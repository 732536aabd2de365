//! `/plan`: the strategy, its vision, principles and priorities, and the doors to the rest.

use axum::extract::State;
use axum::response::Html as Answer;
use vocation_records::places::EAST;
use vocation_records::strategy::Strategy;
use vocation_ui::components::content::{Card, Grid, Inset, Link, SummaryList};
use vocation_ui::{Component as _, Html, Page, Section, escape, long_date};

use super::parts::{bullets, heading};
use crate::delivery::approvals::strategy_live;
use crate::delivery::coverage::coverage;
use crate::overview::{Desk, PageError};

/// Shows the page.
pub async fn get(State(desk): State<Desk>) -> Result<Answer<String>, PageError> {
    let strategy = strategy_live(&desk.db, EAST, None).await?;
    let vision = Html::trusted(format!("<p class=\"govuk-body-l\">{}</p>", escape(&strategy.about.vision)));
    let main = Html::join([
        Inset { content: vision }.html(),
        period(&strategy, &desk),
        heading("Priorities"),
        Grid { across: 3, items: priorities(&strategy) }.html(),
        heading("Principles"),
        bullets(strategy.principles.iter().map(|entry| Html::text(&format!("{} {}", entry.id, entry.text)))),
        heading("How far it has got"),
        Grid { across: 3, items: doors(&strategy) }.html(),
        facts(&strategy).html(),
    ]);
    let page = Page::new("The plan", main)
        .lead(strategy.about.title.clone())
        .section(Section::Plan)
        .crumb("Home", "/")
        .path("/plan");
    Ok(Answer(page.render_page()))
}

/// Says so when the plan's own period is over.
fn period(strategy: &Strategy, desk: &Desk) -> Html {
    let about = &strategy.about;
    if desk.today <= about.to {
        return Html::default();
    }
    let ended = long_date(&about.to.to_string());
    Html::paragraph(&format!(
        "The plan's own period ended on {ended}. It stands here until the region puts a new one in its place."
    ))
}

fn priorities(strategy: &Strategy) -> Vec<Html> {
    let card = |priority: &vocation_records::strategy::Priority| {
        let link = Link::new(priority.name.clone(), format!("/plan/priorities/{}", priority.id));
        let count = strategy.activities_of(&priority.id).count();
        Card { link, text: format!("{} ({count} activities)", priority.aim) }.html()
    };
    strategy.priorities.iter().map(card).collect()
}

fn doors(strategy: &Strategy) -> Vec<Html> {
    let covered = coverage(strategy);
    let cards = [
        (
            "Coverage",
            "/plan/coverage",
            format!(
                "{} of {} barriers have an activity, {} a measure; {} of {} activities are built here. Every gap is listed.",
                covered.barriers_acted_on,
                covered.barriers,
                covered.barriers_measured,
                covered.built,
                covered.activities
            ),
        ),
        (
            "Activities",
            "/plan/activities",
            format!("All {} activities, what does them and what measures them.", covered.activities),
        ),
        (
            "What people can say",
            "/plan/statements",
            "The workforce as it is to be, and the 'I' statements of four roles.".to_owned(),
        ),
        ("Action plan", "/plan/actions", "Who does what by when, overdue and blocked first.".to_owned()),
        ("Pilots", "/plan/pilots", "What is tested, where, and what the figures say of it.".to_owned()),
        (
            "Barriers and asks",
            "/plan/asks",
            "What places meet, and what the region asks of others because of it.".to_owned(),
        ),
        ("The pulse", "/plan/pulse", "What people in four roles say of themselves.".to_owned()),
        (
            "Board pack",
            "/plan/boards/E12000006",
            "What changed, what is at risk, what is asked; each council has one too.".to_owned(),
        ),
        ("Best practice", "/plan/practice", "What has been done elsewhere, and how sure that is.".to_owned()),
        (
            "Levels, next steps and words",
            "/plan/reference",
            "Who does what at which level, what comes next, and the glossary.".to_owned(),
        ),
    ];
    cards.map(|(title, href, text)| Card { link: Link::new(title, href), text }.html()).into()
}

fn facts(strategy: &Strategy) -> SummaryList {
    let about = &strategy.about;
    let days = [about.from, about.to].map(|day| long_date(&day.to_string()));
    SummaryList::new([
        ("Region".to_owned(), Html::text(&about.region)),
        ("Owner".to_owned(), Html::text(&about.owner)),
        ("Period".to_owned(), Html::text(&format!("{} to {}", days[0], days[1]))),
        ("Aim of the system".to_owned(), Html::text(&about.aim)),
        ("Source".to_owned(), Html::text(&about.source)),
    ])
}
