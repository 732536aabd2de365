//! The few numbers that matter: big, with their direction in words, how complete they are and where they come from.

use askama::Template;

use crate::chart::spark::Sparkline;
use crate::components::content::Link;
use crate::html::{Sample, components};
use crate::words::{Mark, Unit};

/// Which way a figure moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It rose.
    Up,
    /// It fell.
    Down,
    /// It hardly moved.
    Level,
}

/// Whether the move is welcome. Not every move is either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feeling {
    /// Welcome.
    Better,
    /// Unwelcome.
    Worse,
    /// Neither.
    Neutral,
}

/// How a figure moved, in words.
#[derive(Clone, Debug)]
pub struct Direction {
    /// Which way.
    pub way: Way,
    /// Whether that is welcome.
    pub feeling: Feeling,
    /// By how much, as written: `1.2 percentage points`.
    pub by: String,
    /// Compared with when: `September 2025`.
    pub since: String,
}

impl Direction {
    /// `Up 1.2 percentage points since September 2025 (worse)`.
    pub fn words(&self) -> String {
        let move_words = match self.way {
            Way::Up => format!("Up {} since {}", self.by, self.since),
            Way::Down => format!("Down {} since {}", self.by, self.since),
            Way::Level => format!("About the same as in {}", self.since),
        };
        match self.feeling {
            Feeling::Better => format!("{move_words} (better)"),
            Feeling::Worse => format!("{move_words} (worse)"),
            Feeling::Neutral => move_words,
        }
    }

    fn arrow(&self) -> &'static str {
        match self.way {
            Way::Up => "▲",
            Way::Down => "▼",
            Way::Level => "▶",
        }
    }

    fn class(&self) -> &'static str {
        match self.feeling {
            Feeling::Better => "v-figure__direction--better",
            Feeling::Worse => "v-figure__direction--worse",
            Feeling::Neutral => "v-figure__direction--neutral",
        }
    }
}

/// A card with one figure.
#[derive(Clone, Debug, Template)]
#[template(path = "figure.html")]
pub struct FigureCard {
    /// What is counted: `Turnover`.
    pub label: String,
    /// The figure, if it may be shown and is known.
    pub value: Option<f64>,
    /// How it is written.
    pub unit: Unit,
    /// Why it is missing, or what to know about it.
    pub mark: Option<Mark>,
    /// Of what and when: `of directly employed staff left in the year to September 2026`.
    pub meaning: String,
    /// How it moved.
    pub direction: Option<Direction>,
    /// The months before, small.
    pub trend: Option<Sparkline>,
    /// How complete it is: `From 72% of workplaces`.
    pub completeness: Option<String>,
    /// Its method and source.
    pub method: Option<Link>,
}

impl FigureCard {
    /// A card with a known figure.
    pub fn new(label: impl Into<String>, value: Option<f64>, unit: Unit, meaning: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value,
            unit,
            mark: None,
            meaning: meaning.into(),
            direction: None,
            trend: None,
            completeness: None,
            method: None,
        }
    }

    fn shown(&self) -> String {
        self.value.map_or_else(|| self.reason().shorthand().to_owned(), |value| self.unit.show(value))
    }

    fn reason(&self) -> Mark {
        self.mark.unwrap_or(Mark::NotAvailable)
    }
}

components!(FigureCard);

impl Sample for FigureCard {
    fn sample() -> Self {
        Self {
            direction: Some(Direction {
                way: Way::Down,
                feeling: Feeling::Better,
                by: "1.2 percentage points".into(),
                since: "September 2025".into(),
            }),
            trend: Some(Sparkline::sample()),
            completeness: Some("From 72% of workplaces".into()),
            method: Some(Link::new("How turnover is worked out", "/methods/turnover")),
            ..Self::new(
                "Turnover",
                Some(24.9),
                Unit::Percent,
                "of directly employed staff left in the year to September 2026",
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_direction_is_said_in_words_not_only_by_arrow_and_colour() {
        let card = FigureCard::sample().to_string();
        assert!(card.contains("Down 1.2 percentage points since September 2025 (better)"));
    }

    #[test]
    fn a_hidden_figure_says_why() {
        let card = FigureCard { value: None, mark: Some(Mark::Confidential), ..FigureCard::sample() }.to_string();
        assert!(card.contains("[c]") && card.contains("hidden so that nobody can be identified"));
        assert!(!card.contains(">0"));
        // A trend or a change beside a hidden figure would give it away.
        assert!(!card.contains("v-spark") && !card.contains("Down 1.2"));
    }
}
