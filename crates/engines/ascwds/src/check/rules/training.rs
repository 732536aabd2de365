//! The rules of the training file.

use super::super::rule::rules;

rules! { Training in crate::columns::training;
    NO_WORKER = Error 996 UNIQUEWORKERID: "There is no staff record with this UNIQUEWORKERID at this workplace in the upload", "Add the staff record, or correct the identifier; where the staff record has a CHGUNIQUEWRKID, use the new one.";
    NO_WORKPLACE = Error 997 LOCALESTID: "There is no workplace with this LOCALESTID in the upload", "Add the workplace to the workplace file, or correct the identifier (capital letters matter, spaces do not).";
    LOCAL_ID_MISSING = Error 1000 LOCALESTID: "LOCALESTID is blank", "Give the LOCALESTID of the workplace, as in the workplace file.";
    LOCAL_ID_LONG = Error 1000 LOCALESTID: "LOCALESTID is longer than 50 characters", "Use the identifier of the workplace file.";
    WORKER_ID_MISSING = Error 1010 UNIQUEWORKERID: "UNIQUEWORKERID is blank", "Give the UNIQUEWORKERID of the staff record.";
    WORKER_ID_LONG = Error 1010 UNIQUEWORKERID: "UNIQUEWORKERID is longer than 50 characters", "Use the identifier of the staff record.";
    COMPLETED_FORMAT = Error 1020 DATECOMPLETED: "DATECOMPLETED is not a date as DD/MM/YYYY", "Write day, month and year with two, two and four digits, such as 01/02/2025.";
    COMPLETED_IN_FUTURE = Error 1020 DATECOMPLETED: "DATECOMPLETED is in the future", "Give the day on which the training was completed, or leave the row out until it is.";
    EXPIRY_FORMAT = Error 1030 EXPIRYDATE: "EXPIRYDATE is not a date as DD/MM/YYYY", "Write day, month and year with two, two and four digits, such as 31/01/2026.";
    EXPIRY_BEFORE_COMPLETED = Error 1030 EXPIRYDATE as "EXPIRYDATE/DATECOMPLETED": "EXPIRYDATE is not after DATECOMPLETED", "Correct one of the two dates.";
    NAME_LONG = Error 1040 TRAININGNAME: "TRAININGNAME is longer than 120 characters", "Shorten the name to 120 characters.";
    CATEGORY_MISSING = Error 1050 CATEGORY: "CATEGORY is blank or not a training category", "Give the number of a training category.";
    ACCREDITED_CODE = Error 1060 ACCREDITED: "ACCREDITED is not one of its answers", "Use 1 (yes), 0 (no) or 999 (don't know), or leave it blank.";
    NOTES_LONG = Error 1070 NOTES: "NOTES is longer than 1000 characters", "Shorten the notes to 1000 characters.";
    DELIVERED_BY_CODE = Error 1080 WHODELIVERED: "WHODELIVERED is not one of its answers", "Use 1 (in-house staff) or 2 (external provider), or leave it blank.";
    TOO_YOUNG = Error 1080 DATECOMPLETED: "DATECOMPLETED is before the worker was 14", "Correct DATECOMPLETED, or DOB of the staff record.";
    PROVIDER_CODE = Error 1090 PROVIDERNAME: "PROVIDERNAME is not a training provider", "Give the number of a training provider, or 999 for another.";
    HOW_DELIVERED_CODE = Error 1100 HOWDELIVERED: "HOWDELIVERED is not one of its answers", "Use 1 (face to face) or 2 (e-learning), or leave it blank.";
    VALIDITY_CODE = Error 1110 VALIDITY: "VALIDITY is neither none nor a number of months from 1 to 999", "Write none (in small letters) for training that does not expire, or the months for which it is valid.";
    PROVIDER_NOT_NEEDED = Warning 2090 PROVIDERNAME as "WHODELIVERED/PROVIDERNAME": "PROVIDERNAME is ignored because WHODELIVERED is not 2", "Set WHODELIVERED to 2 (external provider), or clear PROVIDERNAME.";
    EXPIRY_OF_NO_EXPIRY = Warning 2110 EXPIRYDATE as "EXPIRYDATE/VALIDITY": "There is an EXPIRYDATE although VALIDITY says none", "Clear EXPIRYDATE, or give VALIDITY in months.";
    EXPIRY_NOT_VALIDITY = Warning 2110 EXPIRYDATE as "EXPIRYDATE/VALIDITY": "EXPIRYDATE is not the day before DATECOMPLETED plus VALIDITY months", "Correct EXPIRYDATE or VALIDITY, or leave EXPIRYDATE blank so that it is worked out.";
}
