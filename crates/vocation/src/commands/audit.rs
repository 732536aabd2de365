//! `vocation audit`: proves that the trail is whole, signs it, and signs as a witness for another.

use super::secret::secret;
use super::{Context, Trouble, store};
use crate::args::{Audit, AuditCheckpoint, AuditVerify, AuditWitness};
use std::path::Path;
use vocation_records::audit::{self, AuditError, Report};
use vocation_records::places::EAST;
use vocation_tlog::{
    Checkpoint, PublicKey, SigningKey, TlogError, Witness, WitnessKey, WitnessRequest, consistency_proof,
};

/// Name of the file with the key that signs the trail.
const KEY_FILE: &str = "audit.key";
/// Name of the file with the key that signs as a witness.
const WITNESS_FILE: &str = "witness.key";

pub async fn run(context: &Context, command: &Audit) -> Result<(), Trouble> {
    match command {
        Audit::Verify(options) => verify(context, options).await,
        Audit::Checkpoint(options) => checkpoint(context, options).await,
        Audit::Witness(options) => witness(context, options),
    }
}

fn failed(error: &AuditError) -> Trouble {
    Trouble::of(error)
}

fn wrong(path: &Path, error: &TlogError) -> Trouble {
    Trouble::refused(format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<String, Trouble> {
    let bytes = super::read_file(path)?;
    String::from_utf8(bytes).map_err(|_| Trouble::refused(format!("{} is not text", path.display())))
}

fn key(origin: &str, data: &Path) -> Result<SigningKey, Trouble> {
    let name = format!("{origin}/{EAST}");
    SigningKey::new(&name, &secret(data, KEY_FILE)?).map_err(|error| Trouble::unusable(error.to_string()))
}

async fn verify(context: &Context, options: &AuditVerify) -> Result<(), Trouble> {
    let db = store::open_existing(context).await?;
    let public = match &options.log_key {
        Some(text) => Some(PublicKey::parse(text).map_err(|error| Trouble::unusable(error.to_string()))?),
        None if options.key.data.join(KEY_FILE).exists() => {
            Some(key(&options.key.origin, &options.key.data)?.public().clone())
        }
        None => None,
    };
    let mut outside = Vec::new();
    for path in &options.checkpoint {
        let note = read(path)?;
        let public = public.as_ref().ok_or_else(|| {
            Trouble::unusable("a checkpoint is only believed with the key of the trail; give it with --log-key")
        })?;
        let text = public.open(&note).map_err(|error| wrong(path, &error))?;
        outside.push(Checkpoint::parse(text).map_err(|error| wrong(path, &error))?);
    }
    let mut report = audit::verify(&db, EAST, public.as_ref(), &outside).await.map_err(|error| failed(&error))?;
    db.close().await;
    if public.is_none() {
        report.limits.push("the signatures of kept checkpoints, for want of a key".to_owned());
    }
    tell(context, &report);
    match report.findings.len() {
        0 => Ok(()),
        1 => Err(Trouble::refused("the audit trail is not as it was written: one thing was found")),
        many => Err(Trouble::refused(format!("the audit trail is not as it was written: {many} things were found"))),
    }
}

fn tell(context: &Context, report: &Report) {
    let mut lines = vec![format!(
        "{} entries, root {}, {} checkpoints agree",
        report.entries,
        report.root.hex(),
        report.checkpoints
    )];
    lines.extend(report.findings.iter().map(|finding| format!("found: {finding}")));
    lines.extend(report.limits.iter().map(|limit| format!("not checked: {limit}")));
    if report.findings.is_empty() {
        lines.push("nothing was altered, removed, reordered, cut or forked".to_owned());
    }
    let findings: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    context.printer.result(
        &lines.join("\n"),
        &serde_json::json!({
            "entries": report.entries, "root": report.root.hex(), "checkpoints": report.checkpoints,
            "findings": findings, "limits": report.limits,
        }),
    );
}

async fn checkpoint(context: &Context, options: &AuditCheckpoint) -> Result<(), Trouble> {
    let db = store::open_existing(context).await?;
    let key = key(&options.key.origin, &options.key.data)?;
    let note = audit::checkpoint(&db, EAST, &key, context.clock.now()).await.map_err(|error| failed(&error))?;
    let mut text = note.clone();
    if let Some(old) = options.since {
        let leaves = audit::leaves(&db, EAST).await.map_err(|error| failed(&error))?;
        let at = usize::try_from(old).unwrap_or(usize::MAX);
        if at > leaves.len() {
            return Err(Trouble::refused(format!("the trail holds {} entries, fewer than {old}", leaves.len())));
        }
        text = WitnessRequest { old, proof: consistency_proof(&leaves, at), note: note.clone() }.text();
    }
    db.close().await;
    if let Some(path) = &options.out {
        std::fs::write(path, &text)
            .map_err(|error| Trouble::unusable(format!("cannot write {}: {error}", path.display())))?;
    }
    let public = key.public().text();
    context
        .printer
        .result(&format!("{text}\nkey: {public}"), &serde_json::json!({ "note": note, "text": text, "key": public }));
    Ok(())
}

fn witness(context: &Context, options: &AuditWitness) -> Result<(), Trouble> {
    let log = PublicKey::parse(&options.log_key).map_err(|error| Trouble::unusable(error.to_string()))?;
    let request = WitnessRequest::parse(&read(&options.request)?).map_err(|error| wrong(&options.request, &error))?;
    let key = WitnessKey::new(&options.name, &secret(&options.data, WITNESS_FILE)?)
        .map_err(|error| Trouble::unusable(error.to_string()))?;
    let state = options.data.join(format!("witness-{:08x}.checkpoint", number(log.name())));
    let seen = if state.exists() {
        Some(Checkpoint::parse(&read(&state)?).map_err(|error| wrong(&state, &error))?)
    } else {
        None
    };
    let seconds = u64::try_from(context.clock.now().as_second()).unwrap_or(0);
    let (new, line) =
        Witness { log, seen }.cosign(&request, &key, seconds).map_err(|error| wrong(&options.request, &error))?;
    // What was seen is on disk before the signature leaves: a witness must not sign two histories.
    keep(&state, &new.text())
        .map_err(|error| Trouble::unusable(format!("cannot keep {}: {error}", state.display())))?;
    let public = key.public().text();
    context.printer.result(
        &format!("{}{line}\nkey: {public}", request.note),
        &serde_json::json!({ "signature": line, "size": new.size, "key": public }),
    );
    Ok(())
}

fn keep(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write as _;
    let aside = path.with_extension("new");
    let mut file = std::fs::File::create(&aside)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    std::fs::rename(aside, path)
}

/// A short number for the name of a file (FNV-1a).
fn number(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
