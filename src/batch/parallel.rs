//! Work on several threads, results in order.

use super::STACK_BYTES;
use std::io;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Maps over the items on so many threads (one for each processor where none is given), results in order. Each thread
/// starts with a state of its own.
///
/// # Errors
/// When no thread or no state can be had; as long as there is one, it does the work of all.
pub(super) fn map<T: Sync, S, R: Send>(
    items: &[T],
    jobs: Option<NonZeroUsize>,
    start: &(dyn Fn() -> io::Result<S> + Sync),
    work: &(dyn Fn(&mut S, &T) -> R + Sync),
) -> io::Result<Vec<R>> {
    let available = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let threads = jobs.map_or_else(available, NonZeroUsize::get).min(items.len());
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    let take = || -> io::Result<()> {
        let mut state = start()?;
        while let Some((i, item)) = nth(items, next.fetch_add(1, Ordering::Relaxed)) {
            let result = work(&mut state, item);
            results.lock().unwrap_or_else(PoisonError::into_inner).push((i, result));
        }
        Ok(())
    };
    let ended: io::Result<()> = thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, take);
        let started: Vec<_> = (0..threads).map(spawn).collect();
        started.into_iter().try_for_each(|thread| {
            thread?.join().unwrap_or_else(|_| Err(io::Error::other("a thread of the run panicked")))
        })
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    if results.len() < items.len() {
        ended?;
    }
    results.sort_by_key(|(i, _)| *i);
    Ok(results.into_iter().map(|(_, result)| result).collect())
}

fn nth<T>(items: &[T], i: usize) -> Option<(usize, &T)> {
    Some((i, items.get(i)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..100).collect();
        let doubled = map(&items, NonZeroUsize::new(4), &|| Ok(()), &|(), i| i * 2).expect("threads");
        assert_eq!(doubled, items.iter().map(|i| i * 2).collect::<Vec<_>>());
    }

    #[test]
    fn one_thread_that_starts_does_the_work_of_all() {
        let started = AtomicUsize::new(0);
        let first_only = || match started.fetch_add(1, Ordering::SeqCst) {
            0 => Ok(()),
            _ => Err(io::Error::other("no more")),
        };
        let out = map(&[1, 2, 3], NonZeroUsize::new(3), &first_only, &|(), i| i + 1).expect("one is enough");
        assert_eq!(out, [2, 3, 4]);
    }

    #[test]
    fn without_any_state_it_is_an_error() {
        let none = || -> io::Result<()> { Err(io::Error::other("no worker")) };
        let error = map(&[1], None, &none, &|(), i: &i32| *i).expect_err("nothing can start");
        assert_eq!(error.to_string(), "no worker");
    }
}
