//! The forms of the notices, as data.
