//! The OpenAPI document, written from the table of operations.

use super::operations::{OPERATIONS, Operation};
use super::params::{Form, Param};
use serde_json::{Map, Value, json};

/// The document, OpenAPI 3.1. A copy is kept as `openapi.json`, so that a change of the API is seen in review.
pub fn document() -> Value {
    let paths: Map<String, Value> = OPERATIONS
        .iter()
        .map(|operation| (operation.path.to_owned(), json!({ "get": described(operation) })))
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
    let named = operation.path.split('/').filter_map(|step| step.strip_prefix('{')?.strip_suffix('}'));
    let in_path = named.map(|name| {
        json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" },
                "description": "The code of the place.", "example": "E10000020" })
    });
    let parameters: Vec<Value> = in_path.chain(operation.params.iter().map(parameter)).collect();
    let one = json!({ "$ref": format!("#/components/schemas/{}", operation.answer) });
    let schema = if operation.many {
        json!({ "type": "object", "required": ["items", "next"], "properties": {
            "items": { "type": "array", "items": one },
            "next": { "type": ["string", "null"], "description": "Cursor of the next page; null on the last." } } })
    } else {
        one
    };
    let mut responses = json!({
        "200": { "description": operation.summary, "content": { "application/json": { "schema": schema } } },
        "400": problem("The request was refused; `detail` says why in a sentence."),
        "503": problem("Stopping, or the store does not answer."),
    });
    if operation.path.contains('{') {
        responses["404"] = problem("There is no such thing.");
    }
    json!({ "operationId": operation.name, "summary": operation.summary, "parameters": parameters, "responses": responses })
}

fn problem(description: &str) -> Value {
    json!({ "description": description,
            "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } })
}

fn parameter(param: &Param) -> Value {
    let (schema, example) = match param.form {
        Form::Text(most) => (json!({ "type": "string", "minLength": 1, "maxLength": most }), json!(param.example)),
        Form::Day => (json!({ "type": "string", "format": "date" }), json!(param.example)),
        Form::Word(words) => (json!({ "type": "string", "enum": words }), json!(param.example)),
        Form::Number(from, to) => {
            (json!({ "type": "integer", "minimum": from, "maximum": to }), json!(param.example.parse::<i64>().ok()))
        }
    };
    json!({ "name": param.name, "in": "query", "required": param.required, "description": param.meaning,
            "schema": schema, "example": example })
}

fn schemas() -> Value {
    let text = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" }))).collect();
    let object = |properties: Map<String, Value>| {
        let required: Vec<&String> = properties.keys().collect();
        json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
    };
    let mut place: Map<String, Value> = text(&["code", "kind", "name", "short_name", "dataset"]);
    for day in ["effective_from", "effective_to"] {
        place.insert(day.into(), json!({ "type": ["string", "null"], "format": "date" }));
    }
    for degrees in ["latitude", "longitude"] {
        place.insert(degrees.into(), json!({ "type": ["number", "null"] }));
    }
    place.insert("official_code".into(), json!({ "type": "boolean" }));
    place.insert("note".into(), json!({ "type": ["string", "null"] }));
    let mut people: Map<String, Value> = text(&["basis"]);
    for count in ["year", "everyone", "age_18_64", "age_65_plus", "age_75_plus", "age_85_plus"] {
        people.insert(count.into(), json!({ "type": "integer" }));
    }
    people.insert("rebased_65_plus".into(), json!({ "type": ["integer", "null"] }));
    let mut problem: Map<String, Value> = text(&["type", "title", "detail", "reference"]);
    problem.insert("status".into(), json!({ "type": "integer" }));
    json!({
        "Place": object(place),
        "Population": object(people),
        "Indicator": object(text(&["key", "label", "meaning", "denominator", "unit", "better", "source"])),
        "Dataset": object(text(&["id", "title", "publisher", "licence", "attribution", "as_at", "limits"])),
        "Problem": object(problem),
    })
}
