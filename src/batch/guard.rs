//! A mistake of ours in one file must not end the run: panics are caught and told as that file's failure.

use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static MESSAGE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs the work; a panic in it is an error with its message and place, and prints nothing.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(keep_messages);
    GUARDED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    result.map_err(|_| MESSAGE.take().unwrap_or_else(|| "no message".to_owned()))
}

/// Panics inside [`catch`] are kept for it; all others are shown as always.
fn keep_messages() {
    let shown = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            let text = info.payload_as_str().unwrap_or("no message");
            let place = info.location().map(|l| format!(" at {}:{}", l.file(), l.line())).unwrap_or_default();
            MESSAGE.set(Some(format!("{text}{place}")));
        } else {
            shown(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message_and_place() {
        let caught = catch(|| -> u8 { panic!("a cell") });
        assert!(caught.is_err_and(|e| e.starts_with("a cell at ") && e.contains("guard.rs:")));
        assert_eq!(catch(|| 7), Ok(7));
    }
}
