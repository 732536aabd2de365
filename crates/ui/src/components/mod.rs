//! The parts that pages are made of. Each is a plain struct that prints itself as safe markup.

pub mod content;
pub mod errors;
pub mod figure;
pub mod forms;
pub mod table;

#[cfg(test)]
mod tests {
    use super::{content, figure, forms, table};
    use crate::{AreaMap, Chart, Component, Page, Sample};

    fn drawn<T: Component + Sample>() -> (&'static str, String) {
        (std::any::type_name::<T>(), T::sample().html().into_string())
    }

    #[test]
    fn every_component_draws_its_sample_without_inline_script_or_style() {
        let samples = [
            drawn::<content::Tag>(),
            drawn::<content::Inset>(),
            drawn::<content::Details>(),
            drawn::<content::SummaryList>(),
            drawn::<content::ConfirmPanel>(),
            drawn::<content::Notification>(),
            drawn::<content::Tabs>(),
            drawn::<content::Pagination>(),
            drawn::<content::EmptyState>(),
            drawn::<content::Card>(),
            drawn::<content::Grid>(),
            drawn::<forms::ErrorSummary>(),
            drawn::<forms::TextInput>(),
            drawn::<forms::TextArea>(),
            drawn::<forms::Select>(),
            drawn::<forms::Radios>(),
            drawn::<forms::Button>(),
            drawn::<forms::SearchBox>(),
            drawn::<forms::ActiveFilters>(),
            drawn::<figure::FigureCard>(),
            drawn::<table::Table>(),
            drawn::<Chart>(),
            drawn::<AreaMap>(),
            drawn::<Page>(),
        ];
        for (name, markup) in samples {
            assert!(markup.len() > 40, "{name} drew {markup:?}");
            for forbidden in ["<script", " style=", " onclick=", "NaN", "&amp;amp;", "&amp;lt;"] {
                assert!(!markup.contains(forbidden), "{forbidden} in {name}");
            }
        }
    }

    #[test]
    fn an_error_is_tied_to_its_field_and_keeps_what_was_typed() {
        let (_, summary) = drawn::<forms::ErrorSummary>();
        let (_, input) = drawn::<forms::TextInput>();
        assert!(summary.contains("href=\"#postcode\"") && input.contains("id=\"postcode\""));
        assert!(input.contains("aria-describedby=\"postcode-hint postcode-error\"") && input.contains("value=\"NR1\""));
    }
}
