//! `vocation check`: what is wrong with national workforce files, and how to mend it.

mod cases;
mod fix;
mod told;

use super::{Context, Trouble, file_name, unreadable};
use crate::args::{Check, CheckMode};
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use told::{Summary, Told};
use vocation_ascwds::check::{At, Found, Mode, TextRow, Upload};
use vocation_ascwds::{Finding, Kind, Reader, Unusable};

/// Rows between two moves of the progress bar.
const STEP: u64 = 4_096;

pub fn run(context: &Context, options: &Check) -> Result<(), Trouble> {
    if options.cases.is_some() || options.uploads.is_some() {
        return cases::run(context.printer, options);
    }
    let files = opened(&options.files)?;
    let today = options.on.unwrap_or_else(|| context.clock.today());
    let mode = mode(options.mode);
    let mut summary = Summary::new(mode);
    let mut report = options.report.as_deref().map(Report::new).transpose()?;
    let mut upload = Upload::new(mode, today, None);
    for file in &files {
        upload.expect(file.kind);
    }
    for file in &files {
        check_file(context, file, &mut upload, mode, &mut |told| {
            summary.add(&told);
            report.as_mut().map_or(Ok(()), |report| report.write(&told))
        })?;
        summary.files.push((file_name(&file.path), file.kind));
    }
    if let Some(report) = report {
        report.finish()?;
    }
    if let Some(folder) = &options.fix {
        for file in &files {
            fix::write(&file.path, file.kind, folder)?;
        }
    }
    context.printer.result(&summary.text(options), &summary.value());
    match summary.errors + summary.warnings + summary.notes {
        0 => Ok(()),
        found => Err(Trouble::refused(format!("{found} findings; see above how to mend them"))),
    }
}

fn mode(mode: CheckMode) -> Mode {
    match mode {
        CheckMode::Strict => Mode::Strict,
        CheckMode::Compat => Mode::Compat,
    }
}

/// A file whose header has been read.
struct OpenedFile {
    path: PathBuf,
    kind: Kind,
    length: u64,
}

/// Finds out which file is which: workplaces first, training last.
fn opened(paths: &[PathBuf]) -> Result<Vec<OpenedFile>, Trouble> {
    let mut files: Vec<OpenedFile> = Vec::new();
    for path in paths {
        let file = File::open(path).map_err(|error| unreadable(path, &error))?;
        let length = file.metadata().map_err(|error| unreadable(path, &error))?.len();
        let kind = Reader::new(file).map_err(|error| unusable(path, &error))?.kind();
        if let Some(other) = files.iter().find(|other| other.kind == kind) {
            let (one, two) = (other.path.display(), path.display());
            return Err(Trouble::unusable(format!("{one} and {two} are both {kind} files; an upload has one of each")));
        }
        files.push(OpenedFile { path: path.clone(), kind, length });
    }
    files.sort_by_key(|file| file.kind);
    Ok(files)
}

fn unusable(path: &Path, error: &Unusable) -> Trouble {
    Trouble::unusable(format!("cannot use {}: {error}", path.display()))
}

type Tell<'a> = dyn FnMut(Told) -> Result<(), Trouble> + 'a;

fn check_file(
    context: &Context,
    file: &OpenedFile,
    upload: &mut Upload<'_>,
    mode: Mode,
    tell: &mut Tell<'_>,
) -> Result<(), Trouble> {
    let name = file_name(&file.path);
    let bar = context.printer.bar(file.length, "Checking");
    let input = File::open(&file.path).map_err(|error| unreadable(&file.path, &error))?;
    let mut reader = Reader::new(bar.wrap_read(input)).map_err(|error| unusable(&file.path, &error))?;
    for finding in reader.header_findings() {
        tell(Told::of_finding(&name, finding))?;
    }
    let mut found = Vec::new();
    let mut record = 0;
    while check_row(&mut reader, file, record, upload, mode, &name, &mut found, tell)? {
        record += 1;
        if record % STEP == 0 {
            bar.tick();
        }
    }
    match file.kind {
        Kind::Workplace => upload.workplaces_done(&mut found),
        Kind::Worker => upload.workers_done(&mut found),
        Kind::Training => {}
    }
    for found in found.drain(..) {
        tell(Told::of_found(if found.file() == file.kind { &name } else { found.file().as_str() }, &found))?;
    }
    bar.finish_and_clear();
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "one row in the middle of everything")]
fn check_row(
    reader: &mut Reader<impl Read>,
    file: &OpenedFile,
    record: u64,
    upload: &mut Upload<'_>,
    mode: Mode,
    name: &str,
    found: &mut Vec<Found>,
    tell: &mut Tell<'_>,
) -> Result<bool, Trouble> {
    let failed = |error: Unusable| unusable(&file.path, &error);
    // Strict mode also says which values do not read as what they should be.
    let (line, raw, findings) = match mode {
        Mode::Strict => match reader.next_entry().map_err(failed)? {
            Some(entry) => (entry.line, entry.raw, entry.findings),
            None => return Ok(false),
        },
        Mode::Compat => match reader.next_raw().map_err(failed)? {
            Some(entry) => (entry.line, entry.raw, entry.findings),
            None => return Ok(false),
        },
    };
    let at = At { line, record };
    let row = TextRow::new(file.kind, &raw);
    match file.kind {
        Kind::Workplace => upload.workplace(at, &row, found),
        Kind::Worker => {
            let facts = upload.worker(at, &row, found);
            upload.add_worker(facts);
        }
        Kind::Training => upload.training(at, &row, found),
    }
    for finding in findings.iter().filter(|finding| !said(finding, found)) {
        tell(Told::of_finding(name, finding))?;
    }
    for found in found.drain(..) {
        tell(Told::of_found(name, &found))?;
    }
    Ok(true)
}

/// True when a rule has already spoken about the column of a finding.
fn said(finding: &Finding, found: &[Found]) -> bool {
    !finding.column.is_empty()
        && found.iter().any(|found| found.hit.column().split('/').any(|column| column == finding.column))
}

/// The report: complete or not there.
struct Report {
    path: PathBuf,
    part: PathBuf,
    out: BufWriter<File>,
}

impl Report {
    fn new(path: &Path) -> Result<Self, Trouble> {
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).map_err(|error| unwritable(path, &error))?;
        let mut out = BufWriter::new(file);
        out.write_all(told::HEADER.as_bytes()).map_err(|error| unwritable(path, &error))?;
        Ok(Self { path: path.to_owned(), part, out })
    }

    fn write(&mut self, told: &Told) -> Result<(), Trouble> {
        self.out.write_all(told.csv().as_bytes()).map_err(|error| unwritable(&self.path, &error))
    }

    fn finish(mut self) -> Result<(), Trouble> {
        let done = self.out.flush().and_then(|()| std::fs::rename(&self.part, &self.path));
        done.map_err(|error| unwritable(&self.path, &error))
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Trouble {
    Trouble::unusable(format!("cannot write {}: {error}", path.display()))
}
