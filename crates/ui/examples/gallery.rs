//! Writes pages that show every component, chart and map with sample data: `cargo run -p vocation-ui --example gallery DIR`.
//! The browser tests and a designer's eye look at them.

use std::io;
use std::path::Path;

use vocation_ui::components::content::{
    Card, ConfirmPanel, Details, EmptyState, Grid, Inset, Notification, Pagination, SummaryList, Tabs, Tag,
};
use vocation_ui::components::errors::{Problem, problem_page};
use vocation_ui::components::figure::FigureCard;
use vocation_ui::components::forms::{
    ActiveFilters, Button, ErrorSummary, Radios, SearchBox, Select, TextArea, TextInput,
};
use vocation_ui::components::table::Table;
use vocation_ui::{
    Area, AreaMap, Chart, Component, Html, Kind, Layer, Mark, Page, Point, Sample, Section, Series, Unit, assets,
};

fn html<T: Component + Sample>() -> Html {
    T::sample().html()
}

fn main() -> io::Result<()> {
    let directory = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".into());
    let directory = Path::new(&directory);
    let cards = Grid {
        across: 4,
        items: vec![
            html::<FigureCard>(),
            FigureCard { value: None, mark: Some(Mark::Confidential), ..FigureCard::sample() }.html(),
            html::<FigureCard>(),
            html::<FigureCard>(),
        ],
    };
    let region = Page::new(
        "Components",
        Html::join([
            cards.html(),
            html::<AreaMap>(),
            html::<Chart>(),
            Html::join(charts().iter().map(Component::html)),
            districts().html(),
        ]),
    )
    .lead("Every figure, chart and map with sample data.")
    .section(Section::Region)
    .crumb("Home", "/")
    .path("/region")
    .synthetic(true)
    .updated("2026-09-30");
    let forms = Page::new(
        "Forms and lists",
        Html::join([
            html::<ErrorSummary>(),
            html::<Notification>(),
            html::<TextInput>(),
            html::<TextArea>(),
            html::<Select>(),
            html::<Radios>(),
            html::<Button>(),
            html::<SearchBox>(),
            html::<ActiveFilters>(),
            html::<Tabs>(),
            html::<Table>(),
            html::<Pagination>(),
            html::<SummaryList>(),
            html::<Tag>(),
            html::<Inset>(),
            html::<Details>(),
            html::<EmptyState>(),
            Grid { across: 2, items: vec![html::<Card>(), html::<Card>()] }.html(),
        ]),
    )
    .section(Section::Providers)
    .failed(true);
    let done = Page::new("Thank you for your feedback", html::<ConfirmPanel>()).own_heading();
    write(directory, "index.html", &region.render_page())?;
    write(directory, "forms.html", &forms.render_page())?;
    write(directory, "done.html", &done.render_page())?;
    write(directory, "missing.html", &problem_page(Problem::NotFound, None, "R-1").render_page())?;
    for asset in assets::assets() {
        let path = directory.join(asset.path.trim_start_matches('/'));
        std::fs::create_dir_all(path.parent().unwrap_or(directory))?;
        std::fs::write(path, asset.bytes)?;
    }
    Ok(())
}

fn write(directory: &Path, name: &str, page: &str) -> io::Result<()> {
    std::fs::create_dir_all(directory)?;
    std::fs::write(directory.join(name), page)
}

fn charts() -> Vec<Chart> {
    let ages = ["16 to 24", "25 to 34", "35 to 44", "45 to 54", "55 to 64", "65 and over"];
    let series = |name: &str, values: [f64; 6]| {
        Series::new(name, ages.iter().zip(values).map(|(age, value)| Point::known(*age, value)).collect())
    };
    let (women, men) = ([8.1, 20.4, 24.0, 22.1, 20.3, 5.1], [11.9, 25.2, 24.8, 18.6, 15.2, 4.3]);
    let chart = |id: &str, kind, finding: &str, series| {
        Chart::new(id, kind, finding, Unit::Percent, series)
            .subtitle("Share of the workforce, Norfolk, September 2026")
            .dimension("Age")
            .csv("/sample.csv")
    };
    let councils = [("Norfolk", 24.9), ("Suffolk", 23.6), ("Central Bedfordshire", 22.0), ("Luton", 20.1)];
    let mut bars: Vec<Point> = councils.iter().map(|(name, value)| Point::known(*name, *value)).collect();
    bars.push(Point::missing("Thurrock", Mark::Confidential));
    let dots =
        councils.iter().map(|(name, value)| Point::known(*name, *value).within(value - 1.8, value + 2.1)).collect();
    let shares = |name: &str, values: [f64; 2]| {
        Series::new(name, ["Norfolk", "Suffolk"].iter().zip(values).map(|(c, v)| Point::known(*c, v)).collect())
    };
    vec![
        chart(
            "bars",
            Kind::Bar { highlight: Some("Norfolk".into()) },
            "Norfolk loses more staff than its neighbours",
            vec![Series::new("Turnover", bars)],
        )
        .dimension("Council")
        .reference("England", 23.7),
        chart(
            "stack",
            Kind::Stacked,
            "Most care staff in Norfolk are on permanent contracts",
            vec![
                shares("Permanent", [81.0, 78.2]),
                shares("Temporary", [6.0, 7.1]),
                shares("Bank or pool", [9.5, 10.2]),
                shares("Agency", [3.5, 4.5]),
            ],
        )
        .dimension("Council"),
        chart(
            "range",
            Kind::Range,
            "The true rates of neighbours may be the same",
            vec![Series::new("Turnover", dots)],
        )
        .dimension("Council")
        .reference("England", 23.7),
        chart("ages", Kind::Distribution, "One in four is 55 or over", vec![series("Share", women)]),
        chart(
            "pyramid",
            Kind::Pyramid,
            "Men in care are younger than women",
            vec![series("Women", women), series("Men", men)],
        ),
        chart(
            "multiples",
            Kind::Multiples,
            "Three places, one scale",
            vec![series("Norfolk", women), series("Suffolk", men), series("Essex", women)],
        ),
    ]
}

fn districts() -> AreaMap {
    let codes = [
        "E07000143",
        "E07000144",
        "E07000145",
        "E07000146",
        "E07000147",
        "E07000148",
        "E07000149",
        "E07000200",
        "E07000202",
        "E07000203",
        "E07000244",
        "E07000245",
        "E07000008",
        "E07000009",
        "E07000010",
        "E07000011",
    ];
    let areas = codes.iter().enumerate().map(|(place, code)| {
        Area::new(*code, format!("District {}", place + 1), Some(18.0 + (place * 7 % 13) as f64), None)
            .href("/councils")
    });
    AreaMap::new("districts", Layer::Districts, "Sixteen districts", "Turnover", Unit::Percent, areas.collect())
        .subtitle("Turnover rate, some districts, September 2026")
}
