//! Markup that is safe to send, and what every component can do.

use std::fmt::{self, Write as _};

use askama::filters::HtmlSafe;

/// Markup that is already escaped. A template prints it as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Takes markup that the caller wrote (never a value that came from outside).
    pub fn trusted(markup: impl Into<String>) -> Self {
        Self(markup.into())
    }

    /// Escapes plain text.
    pub fn text(text: &str) -> Self {
        Self(escape(text))
    }

    /// A paragraph of body text, escaped.
    pub fn paragraph(text: &str) -> Self {
        Self(format!("<p class=\"govuk-body\">{}</p>", escape(text)))
    }

    /// A link, text and address escaped.
    pub fn link(text: &str, href: &str) -> Self {
        Self(format!("<a class=\"govuk-link\" href=\"{}\">{}</a>", escape(href), escape(text)))
    }

    /// Several pieces, one after another.
    pub fn join(parts: impl IntoIterator<Item = Html>) -> Self {
        Self(parts.into_iter().map(|part| part.0).collect())
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The markup, owned.
    pub fn into_string(self) -> String {
        self.0
    }

    /// Whether there is nothing to print.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

/// Anything that draws itself as safe markup: use it in a template as `{{ value }}`.
pub trait Component: fmt::Display {
    /// The markup of this component.
    ///
    /// # Panics
    /// Never in practice: writing to a `String` does not fail, and no template of this crate calls anything that can.
    fn html(&self) -> Html {
        let mut markup = String::with_capacity(1024);
        write!(markup, "{self}").expect("a component writes to memory, which does not fail");
        Html(markup)
    }
}

/// A value with believable content, so that one test renders every template and the gallery shows each.
pub trait Sample {
    /// The sample.
    fn sample() -> Self;
}

/// Marks types whose `Display` is safe markup.
macro_rules! components {
    ($($component:ty),* $(,)?) => {$(
        impl askama::filters::HtmlSafe for $component {}
        impl $crate::html::Component for $component {}
    )*};
}
pub(crate) use components;

/// Escapes text for element content and for attributes in double quotes.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Writes a value into a query string or a path segment: every byte that is not unreserved becomes `%XX`.
pub fn url_part(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            safe.push(char::from(byte));
        } else {
            let _ = write!(safe, "%{byte:02X}");
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_never_becomes_markup() {
        assert_eq!(
            Html::text("<b title=\"x\">R&B's</b>").as_str(),
            "&lt;b title=&quot;x&quot;&gt;R&amp;B&#39;s&lt;/b&gt;"
        );
        assert!(!Html::link("a", "\" onclick=\"x").as_str().contains("\" onclick"));
    }

    #[test]
    fn a_url_part_keeps_only_unreserved_letters() {
        assert_eq!(url_part("a b&c=ü/~"), "a%20b%26c%3D%C3%BC%2F~");
    }
}
