//! Which open data this binary carries, from whom, under what licence and of what age. The page
//! footer and the data page print the attributions from here, so that none is forgotten.

/// A set of open data or of our own dated lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dataset {
    /// Its short name, which [`super::Source`] refers to.
    pub id: &'static str,
    /// What it holds, in a line.
    pub title: &'static str,
    /// Who published it.
    pub publisher: &'static str,
    /// Its licence.
    pub licence: &'static str,
    /// The sentence that its licence asks us to print.
    pub attribution: &'static str,
    /// The day or period that it is of, as its publisher gives it.
    pub as_at: &'static str,
    /// What it must not be used for, or what is known to be wrong with it.
    pub limits: &'static str,
    /// Its folder in the repository.
    pub folder: &'static str,
}

const OGL: &str = "Open Government Licence v3.0";
const ONS: &str = "Office for National Statistics";
const ONS_LINE: &str = "Source: Office for National Statistics licensed under the Open Government Licence v.3.0.";

/// Every set, in the order in which the data page lists them.
pub const fn datasets() -> &'static [Dataset] {
    &DATASETS
}

const DATASETS: [Dataset; 9] = [
    Dataset {
        id: "postcodes_east",
        title: "Postcodes of the East of England and Milton Keynes with district and coordinates",
        publisher: "Office for National Statistics; Ordnance Survey; Royal Mail",
        licence: OGL,
        attribution: "Contains OS data © Crown copyright and database right 2026. Contains Royal Mail data © Royal Mail \
                      copyright and database right 2026. Source: Office for National Statistics licensed under the Open \
                      Government Licence v.3.0.",
        as_at: "January 2026; in use as at September 2025",
        limits: "Holds no care board: the two districts that lie in two boards are split by the boards' outlines.",
        folder: "data/places/postcodes_east",
    },
    Dataset {
        id: "reference_lookups",
        title: "Districts, the councils with social services around them, and their care boards",
        publisher: ONS,
        licence: OGL,
        attribution: ONS_LINE,
        as_at: "Districts and boards of 2024",
        limits: "Shares are shares of small areas (LSOAs), not of people.",
        folder: "data/places/reference_lookups",
    },
    Dataset {
        id: "boundaries",
        title: "Outlines of councils, districts, care boards and the region",
        publisher: ONS,
        licence: OGL,
        attribution: "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. Contains OS \
                      data © Crown copyright and database right 2023/2024.",
        as_at: "December 2023 (councils, region), April 2023 (care boards), May 2024 (districts)",
        limits: "Generalised to 200 metres: right for maps, not for a house near a border.",
        folder: "data/places/boundaries",
    },
    Dataset {
        id: "population_east",
        title: "Population by age band: projections 2018 to 2043 and estimates of mid-2020",
        publisher: ONS,
        licence: OGL,
        attribution: ONS_LINE,
        as_at: "2018-based projections (published March 2020); mid-2020 estimates",
        limits: "Made before the pandemic. Against the 65 and over of 2024-25 they are 0.6 to 6.5 per cent too high: take \
                 growth from the projection and level from the latest estimate. The file's rows for 2000 to 2017 repeat \
                 2018 and are not loaded.",
        folder: "data/places/population_east",
    },
    Dataset {
        id: "ascof_2024_25",
        title: "Adult Social Care Outcomes Framework: turnover, ratings of care homes, admissions, population",
        publisher: "Department of Health and Social Care",
        licence: OGL,
        attribution: "Adult Social Care Outcomes Framework 2024-25, Department of Health and Social Care, licensed under the \
                      Open Government Licence v3.0.",
        as_at: "2024-25",
        limits: "Measures from client level data are official statistics in development; Luton's look under-reported.",
        folder: "data/ascof",
    },
    Dataset {
        id: "cqc",
        title: "The care directory: real registered locations and providers, an alphabetical slice",
        publisher: "Care Quality Commission",
        licence: OGL,
        attribution: "Contains CQC data © Care Quality Commission, licensed under the Open Government Licence v3.0.",
        as_at: "August 2025; April 2026 (new providers); 2026 (the rest)",
        limits: "About four per cent of the region's register, so never a count of it. No endorsement by CQC is implied.",
        folder: "data/cqc",
    },
    Dataset {
        id: "national_minimum_wage",
        title: "National minimum and living wage by age band",
        publisher: "UK Statutory Instruments",
        licence: OGL,
        attribution: "Contains public sector information licensed under the Open Government Licence v3.0.",
        as_at: "1 April 2026",
        limits: "Check a rate against the instrument it cites before relying on it.",
        folder: "data/pay",
    },
    Dataset {
        id: "regions",
        title: "Which councils make which region",
        publisher: "This project, from ONS and CQC",
        licence: "MIT OR Apache-2.0; codes under the Open Government Licence v3.0",
        attribution: ONS_LINE,
        as_at: "2026",
        limits: "Two definitions: the statisticians' East of England has eleven councils, the directors' East has Milton \
                 Keynes too.",
        folder: "data/reference/places",
    },
    Dataset {
        id: "icb",
        title: "Integrated care boards before and after 1 April 2026",
        publisher: "This project, from NHS England and ONS",
        licence: "MIT OR Apache-2.0; codes under the Open Government Licence v3.0",
        attribution: ONS_LINE,
        as_at: "2026",
        limits: "The three boards from 1 April 2026 are as announced; their codes are made here and are not ONS codes.",
        folder: "data/reference/places",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_names_publisher_licence_attribution_date_and_limits_and_its_folder_holds_its_source() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for set in datasets() {
            for text in [set.id, set.title, set.publisher, set.licence, set.attribution, set.as_at, set.limits] {
                assert!(!text.is_empty() && !text.contains("  "), "{}: {text:?}", set.id);
            }
            assert!(root.join(set.folder).join("SOURCE.txt").is_file(), "{} has no SOURCE.txt", set.folder);
        }
    }
}
