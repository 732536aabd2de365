//! Puts the embedded places into the store, in one transaction, once.

mod rows;

use sha2::{Digest as _, Sha256};

use super::reference::{self, RawPostcode};
use super::{PlacesError, datasets};
use crate::hash::hex;
use crate::sql::{Db, Rows, Tx, args};

/// What [`load`] did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Whether the store held these very places already, so that nothing was written.
    pub already: bool,
    /// Places written.
    pub places: u64,
    /// Postcodes written.
    pub postcodes: u64,
}

/// How many rows go to the database at a time.
const CHUNK: usize = 8192;

/// Loads every embedded place of the East of England under the tenant, replacing older ones. Running it
/// again with the same data writes nothing.
///
/// # Errors
/// A database fault, or damaged embedded data; nothing is stored then.
pub async fn load(db: &Db, tenant: i64, now: jiff::Timestamp) -> Result<Loaded, PlacesError> {
    let fingerprint = fingerprint();
    let stored = db
        .row("select count(*) from dataset where tenant = $1 and fingerprint = $2", args![tenant, &fingerprint])
        .await?;
    if let Some(row) = stored
        && row.get::<usize>(0)? == datasets().len()
    {
        return Ok(Loaded { already: true, places: 0, postcodes: 0 });
    }
    let built = rows::build(tenant)?;
    let mut tx = db.begin().await?;
    clear(&mut tx, tenant).await?;
    let places = built.places.len() as u64;
    tx.bulk("dataset", rows::DATASET, rows::datasets(tenant, &fingerprint, now)).await?;
    tx.bulk("place", rows::PLACE, built.places).await?;
    tx.bulk("place_link", rows::LINK, built.links).await?;
    tx.bulk("place_spelling", rows::SPELLING, built.spellings).await?;
    tx.bulk("atom", rows::ATOM, built.atom_rows).await?;
    tx.bulk("population", rows::POPULATION, rows::people(tenant)?).await?;
    let atoms: Vec<i64> = built.atom_of_postcode;
    for (rows, atoms) in built.postcodes.chunks(CHUNK).zip(atoms.chunks(CHUNK)) {
        let chunk = postcode_rows(tenant, rows, atoms, &built.districts);
        tx.bulk("postcode", rows::POSTCODE, chunk).await?;
    }
    tx.commit().await?;
    Ok(Loaded { already: false, places, postcodes: built.postcodes.len() as u64 })
}

fn postcode_rows(tenant: i64, rows: &[RawPostcode], atoms: &[i64], districts: &[reference::DistrictRow]) -> Rows {
    let mut chunk = Rows::with_capacity(rows::POSTCODE.len(), rows.len());
    for (row, &atom) in rows.iter().zip(atoms) {
        let district = districts.get(usize::from(row.district)).map_or("", |district| &district.code);
        chunk.values.extend(args![
            tenant,
            row.postcode.packed(),
            district,
            atom,
            row.latitude,
            row.longitude,
            row.is_live
        ]);
    }
    chunk
}

async fn clear(tx: &mut Tx, tenant: i64) -> Result<(), PlacesError> {
    for sql in [
        "delete from dataset where tenant = $1",
        "delete from place where tenant = $1",
        "delete from place_link where tenant = $1",
        "delete from place_spelling where tenant = $1",
        "delete from atom where tenant = $1",
        "delete from postcode where tenant = $1",
        "delete from population where tenant = $1",
    ] {
        tx.execute(sql, args![tenant]).await?;
    }
    Ok(())
}

/// The fingerprint of all embedded bytes, and of the manner in which they are laid out in the tables.
fn fingerprint() -> String {
    const LAYOUT: &[u8] = b"places 1";
    let mut hash = Sha256::new();
    hash.update(LAYOUT);
    for bytes in reference::all_bytes() {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    for set in datasets() {
        hash.update(format!("{set:?}"));
    }
    hex(hash)
}
