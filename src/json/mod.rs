//! The report document: keys in a fixed order, exact decimals, and its JSON Schema.

mod schema;
#[cfg(test)]
mod tests;
mod write;

pub use schema::schema;
pub use write::text;
