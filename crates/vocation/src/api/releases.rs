//! What the figures stand on: releases, and the uploads behind them.

use super::answer::{self, Shape};
use super::params::Asked;
use super::problem::Refused;
use super::record::record;
use crate::state::AppState;
use axum::extract::State;
use axum::response::Response;
use vocation_records::indicators::browse::{Listed, Loaded, release_list, upload_list};
use vocation_records::places::EAST;

record! {
    /// A release of figures. It never changes; a correction is a new release.
    ReleaseOut as "Release" {
        /// Its number.
        release: i64,
        /// When it was made.
        published_at: String,
        /// First month with figures.
        first_month: String,
        /// Last month with figures.
        last_month: String,
        /// The day of the disclosure policies that it was made under.
        policies_of: String,
        /// Whether its people are invented.
        synthetic: bool,
    }
}

record! {
    /// An upload. Rows are counted for the public register only: those of a workforce file are people.
    UploadOut as "Upload" {
        /// Its number, in the order of loading.
        upload: i64,
        /// directory (the public register), whole or changes (workforce files).
        kind: String,
        /// The day that it describes.
        as_at: String,
        /// Whether what it holds is invented.
        synthetic: bool,
        /// Rows of the public register.
        register_rows: Option<i64>,
        /// When it was loaded.
        loaded_at: String,
    }
}

impl From<Listed> for ReleaseOut {
    fn from(release: Listed) -> ReleaseOut {
        ReleaseOut {
            release: release.release_no,
            published_at: release.published_at,
            first_month: release.first.to_string(),
            last_month: release.last.to_string(),
            policies_of: release.policy,
            synthetic: release.synthetic,
        }
    }
}

impl From<Loaded> for UploadOut {
    fn from(upload: Loaded) -> UploadOut {
        UploadOut {
            upload: upload.import_no,
            kind: upload.kind,
            as_at: upload.as_at_on,
            synthetic: upload.synthetic,
            register_rows: upload.register_rows,
            loaded_at: upload.loaded_at,
        }
    }
}

/// `GET /api/v1/releases`
pub async fn list(State(state): State<AppState>, asked: Asked) -> Result<Response, Refused> {
    let all = release_list(&state.db, EAST).await?;
    Ok(answer::whole(asked.shape, "releases", all.into_iter().map(ReleaseOut::from).collect()))
}

/// Rows read at a time for a CSV.
const AT_A_TIME: usize = 500;

/// `GET /api/v1/uploads`
pub async fn uploads(State(state): State<AppState>, asked: Asked) -> Result<Response, Refused> {
    let after = asked.get("cursor").map_or(Ok(0), |text| {
        text.parse()
            .map_err(|_| Refused::Request("The parameter \"cursor\" is not one that was given here.".to_owned()))
    })?;
    let db = state.db.clone();
    let read = async move |after: i64, limit: usize| -> Result<(Vec<UploadOut>, Option<String>), Refused> {
        let found = upload_list(&db, EAST, after, limit + 1).await?;
        let mut items: Vec<UploadOut> = found.into_iter().map(UploadOut::from).collect();
        let next = answer::cut(&mut items, limit, |item| item.upload.to_string());
        Ok((items, next))
    };
    match asked.shape {
        Shape::Json => {
            let (items, next) = read(after, asked.limit()).await?;
            Ok(answer::page(items, next))
        }
        Shape::Csv => {
            let (items, mut next) = read(0, AT_A_TIME).await?;
            let mut all = items;
            while let Some(after) = next.and_then(|text| text.parse().ok()) {
                let (items, further) = read(after, AT_A_TIME).await?;
                all.extend(items);
                next = further;
            }
            Ok(answer::whole(Shape::Csv, "uploads", all))
        }
    }
}
