//! Rows on their way to the store, some thousands at a time.

use vocation_ascwds::{Finding, Kind};

use crate::sql::{Rows, SqlError, Tx, Value};

const WORKPLACE: &[&str] = &[
    "tenant",
    "workplace_no",
    "local_id",
    "name",
    "employer_type",
    "main_service",
    "provider_id",
    "location_id",
    "postcode",
    "atom",
    "first_month",
    "synthetic",
    "import_no",
];
const WORKPLACE_NAMED: &[&str] = &["tenant", "import_no", "workplace_no"];
const WORKPLACE_RETURN: &[&str] = &[
    "tenant",
    "month",
    "workplace_no",
    "total_staff",
    "vacancies_care",
    "vacancies_managers",
    "vacancies_professions",
    "vacancies_other",
    "starters",
    "leavers",
    "import_no",
];
const EMPLOYMENT: &[&str] = &[
    "tenant",
    "employment_no",
    "workplace_no",
    "worker_id",
    "person_key",
    "born_month",
    "sex",
    "started_on",
    "first_month",
    "recruited_from",
    "sector_since",
    "import_no",
];
const EMPLOYMENT_TERM: &[&str] = &[
    "tenant",
    "from_month",
    "employment_no",
    "role",
    "contract",
    "zero_hours",
    "half_hours",
    "pay_pence",
    "sick_half_days",
    "care_certificate",
    "care_qualification",
    "import_no",
];
const DEPARTURE: &[&str] = &["tenant", "left_month", "employment_no", "import_no"];
const QUALIFICATION: &[&str] = &["tenant", "import_no", "employment_no", "code", "achieved_year"];
const TRAINING: &[&str] = &["tenant", "import_no", "employment_no", "category", "completed_on", "expires_on"];
const IMPORT_FINDING: &[&str] =
    &["tenant", "import_no", "finding_no", "file", "line", "column_name", "code", "value", "message"];

/// Rows of a table that wait before they are sent.
const FULL: usize = 4_096;

/// A table that rows are added to.
pub(super) struct Waiting {
    table: &'static str,
    columns: &'static [&'static str],
    rows: Rows,
}

impl Waiting {
    const fn new(table: &'static str, columns: &'static [&'static str]) -> Self {
        Self { table, columns, rows: Rows { width: columns.len(), values: Vec::new() } }
    }

    /// Adds a row; its values are in the order of the columns.
    pub(super) fn add<const N: usize>(&mut self, values: [Value; N]) {
        debug_assert_eq!(N, self.columns.len(), "a row of {}", self.table);
        self.rows.values.extend(values);
    }

    async fn send(&mut self, tx: &mut Tx) -> Result<(), SqlError> {
        let width = self.rows.width;
        let rows = std::mem::replace(&mut self.rows, Rows { width, values: Vec::new() });
        tx.bulk(self.table, self.columns, rows).await
    }
}

/// Everything that an upload adds to.
pub(super) struct Out {
    pub(super) tenant: i64,
    pub(super) workplaces: Waiting,
    pub(super) named: Waiting,
    pub(super) returns: Waiting,
    pub(super) employments: Waiting,
    pub(super) terms: Waiting,
    pub(super) departures: Waiting,
    pub(super) qualifications: Waiting,
    pub(super) trainings: Waiting,
    findings: Waiting,
    finding_no: i64,
    corrections: Vec<(&'static str, Vec<Value>)>,
}

impl Out {
    pub(super) fn new(tenant: i64) -> Self {
        Self {
            tenant,
            workplaces: Waiting::new("workplace", WORKPLACE),
            named: Waiting::new("workplace_named", WORKPLACE_NAMED),
            returns: Waiting::new("workplace_return", WORKPLACE_RETURN),
            employments: Waiting::new("employment", EMPLOYMENT),
            terms: Waiting::new("employment_term", EMPLOYMENT_TERM),
            departures: Waiting::new("departure", DEPARTURE),
            qualifications: Waiting::new("qualification", QUALIFICATION),
            trainings: Waiting::new("training", TRAINING),
            findings: Waiting::new("import_finding", IMPORT_FINDING),
            finding_no: 0,
            corrections: Vec::new(),
        }
    }

    /// Lists what the reader found.
    pub(super) fn finding(&mut self, import_no: i64, finding: &Finding) {
        let code = finding.code.map_or_else(String::new, |code| code.to_string());
        self.list(
            import_no,
            finding.file.as_str(),
            finding.line,
            &finding.column,
            &code,
            &finding.value,
            &finding.message,
        );
    }

    /// Lists a row that the register could not use, or not as it stands.
    pub(super) fn reason(&mut self, import_no: i64, file: Kind, line: u64, reason: &str) {
        self.list(import_no, file.as_str(), line, "", "", "", reason);
    }

    /// Changes a row that stood before this upload; done with the next flush, after the rows that wait.
    pub(super) fn correct(&mut self, sql: &'static str, args: Vec<Value>) {
        self.corrections.push((sql, args));
    }

    #[expect(clippy::too_many_arguments, reason = "one for each column of the list")]
    fn list(&mut self, import_no: i64, file: &str, line: u64, column: &str, code: &str, value: &str, message: &str) {
        self.finding_no += 1;
        let (tenant, number) = (self.tenant, self.finding_no);
        self.findings.add([
            tenant.into(),
            import_no.into(),
            number.into(),
            file.into(),
            line.cast_signed().into(),
            column.into(),
            code.into(),
            value.into(),
            message.into(),
        ]);
    }

    fn all(&mut self) -> [&mut Waiting; 9] {
        [
            &mut self.workplaces,
            &mut self.named,
            &mut self.returns,
            &mut self.employments,
            &mut self.terms,
            &mut self.departures,
            &mut self.qualifications,
            &mut self.trainings,
            &mut self.findings,
        ]
    }

    /// Sends the tables that have enough rows waiting.
    pub(super) async fn flush_full(&mut self, tx: &mut Tx) -> Result<(), SqlError> {
        for waiting in self.all() {
            if waiting.rows.values.len() >= FULL * waiting.rows.width {
                waiting.send(tx).await?;
            }
        }
        Ok(())
    }

    /// Sends everything.
    pub(super) async fn flush(&mut self, tx: &mut Tx) -> Result<(), SqlError> {
        for waiting in self.all() {
            waiting.send(tx).await?;
        }
        for (sql, args) in std::mem::take(&mut self.corrections) {
            tx.execute(sql, args).await?;
        }
        Ok(())
    }
}
