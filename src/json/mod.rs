//! The report document, written and read: keys in a fixed order, exact decimals, and its JSON Schema.

mod read;
mod schema;
#[cfg(test)]
mod tests;
mod write;

pub(crate) use read::{Pairs, same_version, typed};
pub use read::{ParseError, parse};
pub use schema::schema;
pub use write::text;
