//! What the API tells of a thing: one list of fields, from which its JSON, its CSV and its schema are made.

use serde_json::{Map, Value, json};

/// A thing as the API tells it.
pub trait Record: serde::Serialize {
    /// Its name in the description of the API.
    const NAME: &'static str;
    /// Its JSON schema.
    fn schema() -> Value;
    /// The headings of its CSV.
    fn columns() -> Vec<&'static str>;
    /// Its CSV row; a value that is not there is an empty cell.
    fn cells(&self) -> Vec<String>;
}

/// What a field of a [`Record`] may be.
pub trait Field {
    /// Its JSON schema.
    fn schema() -> Value;
    /// Its CSV cell.
    fn cell(&self) -> String;
}

macro_rules! fields {
    ($($kind:ty => $schema:literal),* $(,)?) => {$(
        impl Field for $kind {
            fn schema() -> Value {
                json!({ "type": $schema })
            }
            fn cell(&self) -> String {
                self.to_string()
            }
        }
    )*};
}
fields! { String => "string", &'static str => "string", i64 => "integer", f64 => "number", bool => "boolean" }

impl<T: Field> Field for Option<T> {
    fn schema() -> Value {
        let mut schema = T::schema();
        schema["type"] = json!([schema["type"], "null"]);
        schema
    }
    fn cell(&self) -> String {
        self.as_ref().map_or_else(String::new, Field::cell)
    }
}

impl<T: Record> Field for Vec<T> {
    fn schema() -> Value {
        json!({ "type": "array", "items": { "$ref": format!("#/components/schemas/{}", T::NAME) } })
    }
    /// A list has no cell: records that hold one have a record of their own for CSV.
    fn cell(&self) -> String {
        String::new()
    }
}

/// The schema of an object whose fields are all there, with what each means.
pub fn object<const N: usize>(fields: [(&str, Value, &str); N]) -> Value {
    let names = fields.each_ref().map(|(name, ..)| *name);
    let properties: Map<String, Value> = fields
        .into_iter()
        .map(|(name, mut schema, meaning)| {
            schema["description"] = json!(meaning.trim());
            (name.to_owned(), schema)
        })
        .collect();
    json!({ "type": "object", "required": names[..], "properties": properties, "additionalProperties": false })
}

/// Defines a [`Record`]: `record! { /// About. Name as "Name" { /// Meaning. field: Kind, } }`.
macro_rules! record {
    ($(#[doc = $about:literal])* $name:ident as $called:literal { $($(#[doc = $doc:literal])* $field:ident: $kind:ty,)* }) => {
        $(#[doc = $about])*
        #[derive(Clone, Debug, serde::Serialize)]
        pub struct $name { $($(#[doc = $doc])* pub $field: $kind,)* }

        impl $crate::api::record::Record for $name {
            const NAME: &'static str = $called;
            fn schema() -> serde_json::Value {
                use $crate::api::record::Field;
                $crate::api::record::object([$((stringify!($field), <$kind as Field>::schema(), concat!($($doc),*))),*])
            }
            fn columns() -> Vec<&'static str> {
                vec![$(stringify!($field)),*]
            }
            fn cells(&self) -> Vec<String> {
                use $crate::api::record::Field;
                vec![$(Field::cell(&self.$field)),*]
            }
        }
    };
}
pub(super) use record;
