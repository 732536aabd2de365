//! The OpenAPI document, written from the table of operations.

use super::operations::{OPERATIONS, Operation, PATH_PARAMS};
use super::params::{Form, Param};
use super::record::{Field, object};
use serde_json::{Map, Value, json};

/// The document, OpenAPI 3.1. A copy is kept as `openapi.json`, so that a change of the API is seen in review.
pub fn document() -> Value {
    let paths: Map<String, Value> = OPERATIONS
        .iter()
        .flat_map(|operation| {
            let csv = operation.csv.map(|csv| (csv.to_owned(), json!({ "get": as_csv(operation) })));
            std::iter::once((operation.path.to_owned(), json!({ "get": described(operation) }))).chain(csv)
        })
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Vocation",
            "version": "1",
            "summary": "The care workforce of a region: places, people, indicators",
            "license": { "name": "Data: Open Government Licence v3.0", "identifier": "OGL-UK-3.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": { "schemas": schemas() },
    })
}

fn described(operation: &Operation) -> Value {
    let one = json!({ "$ref": format!("#/components/schemas/{}", operation.answer.name) });
    let schema = if operation.many {
        json!({ "type": "object", "required": ["items", "next"], "additionalProperties": false, "properties": {
            "items": { "type": "array", "items": one },
            "next": { "type": ["string", "null"], "description": "Cursor of the next page; null on the last." } } })
    } else {
        one
    };
    let mut content = json!({ "application/json": { "schema": schema } });
    if operation.csv.is_some() {
        content["text/csv"] = json!({ "schema": csv_schema(operation) });
    }
    let mut responses = common(operation);
    responses["200"] = json!({ "description": operation.summary, "content": content });
    responses["406"] = problem("The asker accepts none of the forms that can be given.");
    json!({ "operationId": operation.name, "summary": operation.summary, "parameters": parameters(operation, true),
            "responses": responses })
}

/// The same as CSV: never in pages.
fn as_csv(operation: &Operation) -> Value {
    let mut responses = common(operation);
    let content = json!({ "text/csv": { "schema": csv_schema(operation) } });
    responses["200"] = json!({ "description": operation.summary, "content": content });
    json!({ "operationId": format!("{}_csv", operation.name), "summary": format!("{} (CSV)", operation.summary),
            "parameters": parameters(operation, false), "responses": responses })
}

fn csv_schema(operation: &Operation) -> Value {
    let columns = (operation.answer.columns)().join(",");
    json!({ "type": "string", "description": format!("Columns: {columns}") })
}

fn parameters(operation: &Operation, in_pages: bool) -> Vec<Value> {
    let named = operation.path.split('/').filter_map(|step| step.strip_prefix('{')?.strip_suffix('}'));
    let named = named.filter_map(|name| PATH_PARAMS.iter().find(|(known, ..)| *known == name));
    let in_path = named.map(|(name, meaning, example)| {
        json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" },
                "description": meaning, "example": example })
    });
    let asked = operation.params.iter().filter(|param| in_pages || !matches!(param.name, "limit" | "cursor"));
    in_path.chain(asked.map(parameter)).collect()
}

fn common(operation: &Operation) -> Value {
    let mut responses = json!({
        "304": { "description": "Not changed since the answer whose ETag was sent." },
        "400": problem("The request was refused; `detail` says why in a sentence."),
        "503": problem("Stopping, or the store does not answer."),
    });
    let names_a_thing = ["indicator", "place", "release", "council"];
    if operation.path.contains('{') || operation.params.iter().any(|param| names_a_thing.contains(&param.name)) {
        responses["404"] = problem("There is no such thing; `detail` says what.");
    }
    responses
}

fn problem(description: &str) -> Value {
    json!({ "description": description,
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } })
}

fn parameter(param: &Param) -> Value {
    let (schema, example) = match param.form {
        Form::Text(most) => {
            // At least one character that is not white space.
            (json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": "\\S" }), json!(param.example))
        }
        Form::Day => (json!({ "type": "string", "format": "date" }), json!(param.example)),
        Form::Month => {
            (json!({ "type": "string", "pattern": "^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])$" }), json!(param.example))
        }
        Form::Word(words) => (json!({ "type": "string", "enum": words }), json!(param.example)),
        Form::Number(from, to) => {
            (json!({ "type": "integer", "minimum": from, "maximum": to }), json!(param.example.parse::<i64>().ok()))
        }
    };
    json!({ "name": param.name, "in": "query", "required": param.required, "description": param.meaning,
            "schema": schema, "example": example })
}

fn schemas() -> Value {
    let mut all: Map<String, Value> =
        OPERATIONS.iter().map(|operation| (operation.answer.name.to_owned(), (operation.answer.schema)())).collect();
    all.insert(<super::series::FigureOut as super::record::Record>::NAME.to_owned(), super::series::figure_schema());
    let text = <String as Field>::schema;
    all.insert(
        "Problem".to_owned(),
        object([
            ("type", text(), "`about:blank`: the status says it all."),
            ("title", text(), "The status in words."),
            ("status", <i64 as Field>::schema(), "The status."),
            ("detail", text(), "What is wrong, in one sentence."),
            ("reference", text(), "A number by which the operator finds the request in the log."),
        ]),
    );
    Value::Object(all)
}
