//! Third-party parsers can panic or recurse deeply on hostile input. They run
//! on a thread of their own, with room for recursion, and a panic there is
//! just a broken file here.

use std::thread;

/// Address space only: pages of it are used when a parser recurses that far.
const STACK_BYTES: usize = 64 << 20;

/// The work failed by a panic, or no thread could be started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Failed;

pub(crate) fn contain<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Failed> {
    thread::scope(|scope| {
        thread::Builder::new()
            .name("formats".into())
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, work)
            .map_err(|_| Failed)?
            .join()
            .map_err(|_| Failed)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure() {
        assert_eq!(contain(|| 7), Ok(7));
        assert_eq!(contain(|| -> u8 { std::panic::resume_unwind(Box::new("hostile")) }), Err(Failed));
    }
}
