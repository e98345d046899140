//! Many files: threads, outcomes, atomic writing.
