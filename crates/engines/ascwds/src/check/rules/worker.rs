//! The rules of the worker file.

use super::super::rule::rules;

rules! { Worker in crate::columns::worker;
    NO_WORKPLACE = Error 997 LOCALESTID: "There is no workplace with this LOCALESTID in the upload", "Add the workplace to the workplace file, or correct the identifier (capital letters matter, spaces do not).";
    DUPLICATE_ID = Error 998 UNIQUEWORKERID: "Another staff record of this workplace has the same UNIQUEWORKERID", "Give each staff record of a workplace its own identifier, or remove the row that is there twice.";
    DUPLICATE_NEW_ID = Error 998 CHGUNIQUEWRKID: "Another staff record of this workplace has, or will have, this identifier", "Choose a new identifier that no staff record of the workplace has.";
    LOCAL_ID_MISSING = Error 1010 LOCALESTID: "LOCALESTID is blank", "Give the LOCALESTID of the workplace, as in the workplace file.";
    LOCAL_ID_LONG = Error 1010 LOCALESTID: "LOCALESTID is longer than 49 characters", "Use the identifier of the workplace file.";
    WORKER_ID_MISSING = Error 1020 UNIQUEWORKERID: "UNIQUEWORKERID is blank", "Give the staff record an identifier that no other of the workplace has, such as a payroll number.";
    WORKER_ID_LONG = Error 1020 UNIQUEWORKERID: "UNIQUEWORKERID is longer than 49 characters", "Shorten it to 49 characters, in the training file as well.";
    NEW_ID_LONG = Error 1030 CHGUNIQUEWRKID: "CHGUNIQUEWRKID is longer than 49 characters", "Shorten the new identifier to 49 characters.";
    STATUS_CODE = Error 1040 STATUS: "STATUS is not one of NEW, UPDATE, NOCHANGE, UNCHECKED and DELETE", "Use NEW for a staff record that is not held yet and UPDATE for one that has changed.";
    STATUS_NEW_EXISTS = Error 1040 STATUS: "STATUS is NEW but the staff record is already held", "Use UPDATE (or NOCHANGE, UNCHECKED or DELETE).";
    STATUS_NOT_THERE = Error 1040 STATUS: "STATUS is for a staff record that is held, and this one is not", "Use NEW to add the staff record, or correct the identifiers.";
    DISPLAY_ID_MISSING = Error 1050 DISPLAYID: "DISPLAYID is blank", "Give a name or number by which the workplace knows the worker.";
    DISPLAY_ID_LONG = Error 1050 DISPLAYID: "DISPLAYID is longer than 49 characters", "Shorten it to 49 characters.";
    NI_FORMAT = Error 1060 NINUMBER: "NINUMBER is not a National Insurance number", "Write two letters, six digits and a letter, such as QQ123456C, or leave it blank.";
    POSTCODE_FORMAT = Error 1070 POSTCODE: "POSTCODE is not a postcode with one space", "Write the home postcode with one space, such as CB1 2JD, or leave it blank.";
    GENDER_CODE = Error 1090 GENDER: "GENDER is not one of its answers", "Use 1 (male), 2 (female), 3 (don't know) or 4 (other), or leave it blank.";
    ETHNICITY_CODE = Error 1100 ETHNICITY: "ETHNICITY is not a number", "Use the number of an ethnic group, 31 to 47, 98 or 99 (don't know), or leave it blank.";
    ETHNICITY_UNKNOWN = Error 1100 ETHNICITY: "ETHNICITY is not an ethnic group of the national list", "Use 31 to 47, 98 or 99 (don't know), or leave it blank.";
    NATIONALITY_CODE = Error 1110 NATIONALITY: "NATIONALITY is not a number", "Use the number of a nationality, such as 826 (British), 998 (don't know) or 999 (other), or leave it blank.";
    NATIONALITY_UNKNOWN = Error 1110 NATIONALITY: "NATIONALITY is not a nationality of the national list", "Use the number of a nationality, such as 826 (British), 998 (don't know) or 999 (other), or leave it blank.";
    CITIZENSHIP_CODE = Error 1120 BRITISHCITIZENSHIP: "BRITISHCITIZENSHIP is not one of its answers", "Use 1 (yes), 2 (no) or 999 (don't know), or leave it blank.";
    BIRTH_COUNTRY_CODE = Error 1130 COUNTRYOFBIRTH: "COUNTRYOFBIRTH is not a number", "Use the number of a country, such as 826 (United Kingdom), 998 (don't know) or 999 (other), or leave it blank.";
    BIRTH_COUNTRY_UNKNOWN = Error 1130 COUNTRYOFBIRTH: "COUNTRYOFBIRTH is not a country of the national list", "Use the number of a country, such as 826 (United Kingdom), 998 (don't know) or 999 (other), or leave it blank.";
    DISABLED_CODE = Error 1150 DISABLED: "DISABLED is not one of its answers", "Use 0 (no), 1 (yes), 2 (undisclosed) or 3 (don't know), or leave it blank.";
    CARE_CERTIFICATE_CODE = Error 1160 CARECERT: "CARECERT is not one of its answers", "Use 1 (completed), 2 (no) or 3 (in progress), or leave it blank.";
    RECRUITED_CODE = Error 1180 RECSOURCE: "RECSOURCE is not a number", "Use the number of a recruitment source, or 16 (not known), or leave it blank.";
    RECRUITED_UNKNOWN = Error 1180 RECSOURCE: "RECSOURCE is not a recruitment source of the national list", "Use the number of a recruitment source, or 16 (not known), or leave it blank.";
    CONTRACT_MISSING = Error 1220 EMPLSTATUS: "EMPLSTATUS is blank or not a number", "Use 1 (permanent), 2 (temporary), 3 (pool or bank), 4 (agency) or 7 (other).";
    CONTRACT_UNKNOWN = Error 1220 EMPLSTATUS: "EMPLSTATUS is not a kind of contract", "Use 1 (permanent), 2 (temporary), 3 (pool or bank), 4 (agency) or 7 (other).";
    ZERO_HOURS_CODE = Error 1230 ZEROHRCONT: "ZEROHRCONT is not one of its answers", "Use 1 (yes), 2 (no) or 999 (don't know), or leave it blank.";
    ZERO_HOURS_WITH_HOURS = Error 1230 ZEROHRCONT as "CONTHOURS/ZEROHRCONT": "There are contracted hours and ZEROHRCONT does not say no", "Set ZEROHRCONT to 2 (no), or clear CONTHOURS.";
    SICK_DAYS_RANGE = Warning 1240 DAYSSICK: "DAYSSICK is not 0 to 366 days in half days, so it is ignored", "Give the days of the last 12 months in steps of 0.5, or 999 (don't know).";
    PAY_INTERVAL_CODE = Error 1250 SALARYINT: "SALARYINT is not a number", "Use 1 (annual), 3 (hourly) or 999 (don't know), or leave it blank.";
    PAY_INTERVAL_UNKNOWN = Error 1250 SALARYINT: "SALARYINT is not one of its answers", "Use 1 (annual), 3 (hourly) or 999 (don't know), or leave it blank.";
    SALARY_NOT_ANNUAL = Error 1251 SALARY as "SALARYINT/SALARY": "There is a SALARY and SALARYINT does not say that pay is annual", "Set SALARYINT to 1, or clear SALARY.";
    RATE_NOT_HOURLY = Error 1252 HOURLYRATE as "SALARYINT/HOURLYRATE": "There is an HOURLYRATE and SALARYINT does not say that pay is hourly", "Set SALARYINT to 3, or clear HOURLYRATE.";
    SALARY_RANGE = Error 1260 SALARY: "SALARY is not from £500 to £200,000 (£250,000 for senior management)", "Give the pay of a year in whole pounds, without a pound sign or commas.";
    SALARY_LIKE_FULL_TIME = Warning 1260 SALARY: "SALARY of this part-time worker equals that of a full-time worker in the same role", "Give the pay the worker receives, not the full-time equivalent.";
    RATE_FORMAT = Error 1270 HOURLYRATE: "HOURLYRATE is not pounds with at most two decimals", "Write the rate as 12.60, without a pound sign.";
    JOB_ROLE_MISSING = Error 1280 MAINJOBROLE: "MAINJOBROLE is blank or not a number", "Give the number of a job role.";
    JOB_ROLE_UNKNOWN = Error 1280 MAINJOBROLE: "MAINJOBROLE is not a job role of the national list", "Give the number of a job role.";
    MANAGER_NOT_REGULATED = Error 1280 MAINJOBROLE: "The worker is a registered manager and the workplace is not regulated by the Care Quality Commission", "Choose another job role, or correct REGTYPE of the workplace.";
    DESCRIPTION_MISSING = Error 1290 MAINJRDESC: "MAINJRDESC is blank although the job role is one of the \"other\" roles", "Describe the role in a few words.";
    DESCRIPTION_LONG = Error 1290 MAINJRDESC: "MAINJRDESC is longer than 119 characters", "Shorten the description to 119 characters.";
    CARE_QUALIFICATION_CODE = Error 1360 SCQUAL: "SCQUAL is not one of its answers", "Use 1 with the level (such as 1;2), 2 (none) or 999 (don't know).";
    CARE_QUALIFICATION_LEVEL_MISSING = Error 1360 SCQUAL: "SCQUAL says yes without a level", "Add the level after a semicolon, such as 1;2, or 1;999 when it is not known.";
    CARE_QUALIFICATION_LEVEL = Warning 1360 SCQUAL: "The level in SCQUAL is not 0 to 8 or 999, so it is ignored", "Correct the level after the semicolon.";
    OTHER_QUALIFICATION_CODE = Error 1370 NONSCQUAL: "NONSCQUAL is not one of its answers", "Use 1 with the level (such as 1;2), 2 (none) or 999 (don't know), or leave it blank.";
    OTHER_QUALIFICATION_LEVEL = Warning 1370 NONSCQUAL: "The level in NONSCQUAL is not 0 to 8 or 999, so it is ignored", "Correct the level after the semicolon.";
    ENTRY_FORMAT = Error 1380 YEAROFENTRY: "YEAROFENTRY is not a year of four digits", "Write the year of entry to the United Kingdom, such as 2019, or leave it blank.";
    ENTRY_IN_FUTURE = Error 1380 YEAROFENTRY: "YEAROFENTRY is in the future", "Correct the year.";
    ENTRY_BEFORE_BIRTH = Error 1380 YEAROFENTRY as "YEAROFENTRY/DOB": "YEAROFENTRY is before the year of birth", "Correct YEAROFENTRY or DOB.";
    TRANSFER_NOT_THERE = Error 1400 TRANSFERSTAFFRECORD as "LOCALESTID": "TRANSFERSTAFFRECORD is given for a staff record that is not held", "Transfer only staff records that are held; add a new one where it belongs.";
    TRANSFER_TARGET = Error 1401 TRANSFERSTAFFRECORD: "There is no workplace with the LOCALESTID in TRANSFERSTAFFRECORD", "Correct it to the LOCALESTID of the workplace the worker moves to.";
    TRANSFER_CLASH = Error 1402 UNIQUEWORKERID: "The workplace in TRANSFERSTAFFRECORD already has a staff record with this UNIQUEWORKERID", "Give the worker a new identifier in CHGUNIQUEWRKID.";
    TRANSFER_TWICE = Error 1403 UNIQUEWORKERID: "Two staff records with the same identifier come to the workplace in TRANSFERSTAFFRECORD", "Give one of them a new identifier in CHGUNIQUEWRKID.";
    START_MISSING = Warning 2000 STARTDATE: "STARTDATE is blank", "Give the day on which the worker started here.";
    POSTCODE_MISSING = Warning 3070 POSTCODE: "POSTCODE is blank", "Give the worker's home postcode.";
    BORN_MISSING = Warning 3080 DOB: "DOB is blank", "Give the worker's date of birth.";
    BORN_FORMAT = Warning 3080 DOB: "DOB is not a date as DD/MM/YYYY, so it is ignored", "Write day, month and year with two, two and four digits, such as 10/12/1982.";
    BORN_RANGE = Warning 3080 DOB: "DOB makes the worker younger than 14 or older than 100", "Correct the date of birth.";
    CITIZENSHIP_OF_BRITISH = Warning 3120 BRITISHCITIZENSHIP: "BRITISHCITIZENSHIP is ignored because NATIONALITY is British", "Clear it, or correct NATIONALITY.";
    START_FORMAT = Warning 3190 STARTDATE: "STARTDATE is not a date as DD/MM/YYYY, so it is ignored", "Write day, month and year with two, two and four digits, such as 01/02/2020.";
    START_IN_FUTURE = Warning 3190 STARTDATE: "STARTDATE is in the future, so it is ignored", "Correct the date, or add the worker once they have started.";
    START_TOO_YOUNG = Warning 3190 STARTDATE: "STARTDATE is before the worker's 14th birthday, so it is ignored", "Correct STARTDATE or DOB.";
    START_BEFORE_ENTRY = Warning 3190 STARTDATE: "STARTDATE is before YEAROFENTRY, so it is ignored", "Correct STARTDATE or YEAROFENTRY.";
    SECTOR_MISSING = Warning 3200 STARTINSECT: "STARTINSECT is blank", "Give the year in which the worker started in adult social care, or 999 (don't know).";
    SECTOR_FORMAT = Warning 3200 STARTINSECT: "STARTINSECT is not a year, so it is ignored", "Write a year of four digits, or 999 (don't know).";
    SECTOR_AFTER_START = Warning 3200 STARTINSECT: "STARTINSECT is after STARTDATE, so it is ignored", "Correct STARTINSECT or STARTDATE.";
    SECTOR_TOO_YOUNG = Warning 3200 STARTINSECT: "STARTINSECT is before the worker was 14, so it is ignored", "Correct STARTINSECT or DOB.";
    APPRENTICE_CODE = Warning 3210 APPRENTICE: "APPRENTICE is not one of its answers, so it is ignored", "Use 1 (yes), 2 (no) or 999 (don't know), or leave it blank.";
    ZERO_HOURS_MISSING = Warning 3230 ZEROHRCONT: "There are contracted hours and ZEROHRCONT is blank", "Set ZEROHRCONT to 2 (no).";
    NO_HOURS_NOT_ZERO_HOURS = Warning 3230 CONTHOURS as "CONTHOURS/ZEROHRCONT": "CONTHOURS is 0 and ZEROHRCONT says no", "Set ZEROHRCONT to 1 (yes), or correct CONTHOURS.";
    SICK_DAYS_SAME = Warning 3240 DAYSSICK: "DAYSSICK is the same as before", "Check that the days sick of the last 12 months are still right.";
    SALARY_OF_UNKNOWN = Warning 3260 SALARY: "SALARY is ignored because SALARYINT says don't know", "Set SALARYINT to 1, or clear SALARY.";
    RATE_OF_UNKNOWN = Warning 3270 HOURLYRATE: "HOURLYRATE is ignored because SALARYINT says don't know", "Set SALARYINT to 3, or clear HOURLYRATE.";
    DESCRIPTION_NOT_NEEDED = Warning 3290 MAINJRDESC: "MAINJRDESC is ignored because the job role has a name", "Clear it, or choose job role 23 or 27.";
    HOURS_OF_ZERO_HOURS = Warning 3300 CONTHOURS: "CONTHOURS is ignored because the worker is on a zero-hours contract", "Clear CONTHOURS and give AVGHOURS, or correct ZEROHRCONT.";
    HOURS_OF_CONTRACT = Warning 3300 CONTHOURS: "CONTHOURS is ignored for pool, agency and other staff", "Clear CONTHOURS and give AVGHOURS, or correct EMPLSTATUS.";
    HOURS_FORMAT = Warning 3300 CONTHOURS: "CONTHOURS is not hours in steps of 0.5, so it is ignored", "Write the hours of a week such as 37.5, or 999 (don't know).";
    HOURS_RANGE = Warning 3300 CONTHOURS: "CONTHOURS is more than 75, so it is ignored", "Give the hours of one week, or 999 (don't know).";
    AVERAGE_OF_CONTRACT = Warning 3310 AVGHOURS: "AVGHOURS is ignored for permanent and temporary staff with contracted hours", "Clear AVGHOURS and give CONTHOURS, or correct EMPLSTATUS or ZEROHRCONT.";
    AVERAGE_FORMAT = Warning 3310 AVGHOURS: "AVGHOURS is not hours in steps of 0.5, so it is ignored", "Write the hours of a week such as 16.5, or 999 (don't know).";
    AVERAGE_RANGE = Warning 3310 AVGHOURS: "AVGHOURS is more than 75, so it is ignored", "Give the hours of one week, or 999 (don't know).";
    NURSE_MISSING = Warning 3340 NMCREG: "NMCREG is blank although the worker is a registered nurse", "Give the part of the nursing register, 1 to 5.";
    NURSE_NOT_NEEDED = Warning 3340 NMCREG: "NMCREG is ignored because the worker is not a registered nurse", "Clear NMCREG, or correct MAINJOBROLE.";
    NURSE_CODE = Warning 3340 NMCREG: "NMCREG is not a part of the nursing register, so it is ignored", "Use 1 to 5.";
    CARE_QUALIFICATION_MISSING = Warning 3360 SCQUAL: "SCQUAL is blank", "Use 1 with the level (such as 1;2), 2 (none) or 999 (don't know).";
    CARE_QUALIFICATION_OF_PROFESSION = Warning 3360 SCQUAL: "The job role is a regulated profession and SCQUAL has no level", "Add the level after a semicolon, such as 1;6.";
    CARE_LEVEL_MISMATCH = Warning 3360 SCQUAL, Silent: "The level in SCQUAL is lower than that of a qualification listed for the worker", "Give the highest level held in SCQUAL, or correct the qualification.";
    ENTRY_WITHOUT_COUNTRY = Warning 3380 YEAROFENTRY as "YEAROFENTRY/COUNTRYOFBIRTH": "YEAROFENTRY is ignored because COUNTRYOFBIRTH is blank", "Give COUNTRYOFBIRTH, or clear YEAROFENTRY.";
    ENTRY_OF_BRITISH = Warning 3380 YEAROFENTRY as "YEAROFENTRY/COUNTRYOFBIRTH": "YEAROFENTRY is ignored because COUNTRYOFBIRTH is the United Kingdom", "Clear YEAROFENTRY, or correct COUNTRYOFBIRTH.";
    AMHP_MISSING = Warning 3380 AMHP: "AMHP is blank although the worker is a social worker", "Use 1 (yes), 2 (no) or 999 (don't know).";
    AMHP_CODE = Warning 3380 AMHP: "AMHP is not one of its answers, so it is ignored", "Use 1 (yes), 2 (no) or 999 (don't know).";
    AMHP_NOT_NEEDED = Warning 3380 AMHP: "AMHP is ignored because the worker is not a social worker", "Clear AMHP, or correct MAINJOBROLE.";
    VISA_NOT_NEEDED = Warning 5570 HANDCVISA: "HANDCVISA is ignored because the worker is British, or their nationality is not known", "Clear HANDCVISA, or correct NATIONALITY and BRITISHCITIZENSHIP.";
    VISA_CODE = Warning 5570 HANDCVISA: "HANDCVISA is not one of its answers, so it is ignored", "Use 1 (yes), 2 (no) or 999 (don't know).";
    NI_HOURS = Error 5570 NINUMBER: "Staff records with this NINUMBER have more than 75 contracted hours a week together", "Correct NINUMBER or CONTHOURS of one of them.";
    RECRUITED_IN_UK_NOT_NEEDED = Warning 5580 INOUTUK: "INOUTUK is ignored because the worker is not on a Health and Care Worker visa", "Clear INOUTUK, or set HANDCVISA to 1.";
    RECRUITED_IN_UK_CODE = Warning 5580 INOUTUK: "INOUTUK is not one of its answers, so it is ignored", "Use 1 (inside), 2 (outside) or 999 (don't know).";
    LEVEL2_CODE = Warning 5590 L2CARECERT: "L2CARECERT is not one of its answers, so it is ignored", "Use 1 with the year (such as 1;2025), 2 (started) or 3 (no).";
    LEVEL2_STARTED_YEAR = Warning 5600 L2CARECERT: "L2CARECERT is ignored: option 2 (started) has no year", "Remove the year, or use option 1.";
    LEVEL2_NOT_YEAR = Warning 5610 L2CARECERT: "L2CARECERT is ignored: option 3 (no) has no year", "Remove the year, or use option 1.";
    LEVEL2_BEFORE_2024 = Warning 5620 L2CARECERT: "The year in L2CARECERT is before 2024, so the year is ignored", "Correct the year: the certificate began in 2024.";
    LEVEL2_IN_FUTURE = Warning 5630 L2CARECERT: "The year in L2CARECERT is in the future, so the year is ignored", "Correct the year.";
    LEVEL2_YEAR = Warning 5640 L2CARECERT: "The year in L2CARECERT is not a year, so it is ignored", "Write a year of four digits after the semicolon, such as 1;2025.";
    PATHWAY_CODE = Warning 5650 CWPCATEGORY: "CWPCATEGORY is not a role category of the care workforce pathway, so it is ignored", "Use 1 to 7, 998 (none of them) or 999 (don't know).";
    DHA_CODE = Warning 5660 DHA: "DHA is not one of its answers, so it is ignored", "Use 1 (yes), 2 (no) or 999 (don't know).";
    DHA_OF_ROLE = Warning 5661 DHA: "DHA is ignored because the job role does not carry out delegated healthcare activities", "Clear DHA, or correct MAINJOBROLE.";
    DHA_OF_SERVICE = Warning 5662 DHA: "DHA is ignored because the main service of the workplace has no delegated healthcare activities", "Clear DHA, or correct MAINSERVICE of the workplace.";
    DHA_OF_WORKPLACE = Warning 5663 DHA: "DHA is ignored because the workplace says that it has no delegated healthcare activities", "Clear DHA, or correct DHA of the workplace.";
}

macro_rules! qualification_rules {
    ($($list:ident: $name:literal $severity:ident, $suffix:literal, $message:literal, $help:literal, [$($code:literal $number:literal $force:ident),*];)*) => {
        $(
            #[doc = $message]
            static $list: [super::super::Rule; 4] = [$(super::super::Rule {
                name: $name,
                file: crate::Kind::Worker,
                severity: crate::Severity::$severity,
                code: $code,
                column: concat!("QUALACH", $number, $suffix),
                cell: usize::MAX,
                force: super::super::Force::$force,
                message: $message,
                help: $help,
            }),*];
        )*
        /// The rules of the repeated columns: of the first three, and of those from the fourth on.
        pub(crate) static QUALIFICATIONS: &[&super::super::Rule] = &[$(&$list[0], &$list[1], &$list[2], &$list[3]),*];
    };
}

qualification_rules! {
    CODES: "QUALIFICATION_CODE" Error, "", "The qualification is not a number", "Write the number of a qualification, a semicolon and the year it was achieved, such as 48;2015.",
        [5010 "01" National, 5030 "02" National, 5050 "03" National, 0 "nn" Silent];
    UNKNOWN: "QUALIFICATION_UNKNOWN" Error, "", "The qualification is not one of the national list", "Write the number of a qualification, a semicolon and the year it was achieved, such as 48;2015.",
        [5010 "01" National, 5030 "02" National, 5050 "03" National, 0 "nn" Silent];
    YEARS_MISSING: "QUALIFICATION_YEAR_MISSING" Warning, "", "The year in which the qualification was achieved is missing", "Add it after a semicolon, such as 48;2015.",
        [5015 "01" National, 5035 "02" National, 5055 "03" National, 0 "nn" Silent];
    YEARS: "QUALIFICATION_YEAR" Error, "", "The year of the qualification is not a year of the last 100 years", "Write a year of four digits after the semicolon, such as 48;2015.",
        [5015 "01" National, 5035 "02" National, 5055 "03" National, 0 "nn" Silent];
    NOTES: "QUALIFICATION_NOTES_LONG" Warning, "NOTES", "The notes on the qualification are longer than 120 characters, so they are ignored", "Shorten them to 120 characters.",
        [5020 "01" National, 5040 "02" National, 5060 "03" National, 0 "nn" Silent];
}

fn of(rules: &'static [super::super::Rule; 4], number: u8) -> &'static super::super::Rule {
    &rules[usize::from(number.clamp(1, 4)) - 1]
}

pub(crate) fn qualification_code(number: u8) -> &'static super::super::Rule {
    of(&CODES, number)
}

pub(crate) fn qualification_unknown(number: u8) -> &'static super::super::Rule {
    of(&UNKNOWN, number)
}

pub(crate) fn qualification_year_missing(number: u8) -> &'static super::super::Rule {
    of(&YEARS_MISSING, number)
}

pub(crate) fn qualification_year(number: u8) -> &'static super::super::Rule {
    of(&YEARS, number)
}

pub(crate) fn qualification_notes(number: u8) -> &'static super::super::Rule {
    of(&NOTES, number)
}
