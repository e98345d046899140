//! What a worker may take from the machine, set by itself before any work.

use crate::model::Limits;

/// Bounds this process's address space and forbids core files.
///
/// Where the system knows no such limit (Windows; some do not hold it) the parent's timer is what bounds a file.
#[cfg(unix)]
pub(super) fn set(limits: &Limits) {
    use rlimit::Resource;
    for (resource, most) in [(Resource::AS, limits.memory_bytes), (Resource::CORE, 0)] {
        // A limit that is lower already stays; one that cannot be set leaves the timer.
        let hard = resource.get_hard().unwrap_or(rlimit::INFINITY);
        let _ = resource.set(most.min(hard), most.min(hard));
    }
}

#[cfg(not(unix))]
pub(super) fn set(_: &Limits) {}
