//! How is a foreign reader kept from taking the program with it?
//!
//! Readers of PDF and HTML are large and meet broken files: they run on a thread with a deep stack, and a panic in them
//! becomes a reason not to read that file. Their panics are not printed: the failure says all there is to say.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::thread;

const NAME: &str = "reader of a foreign format";
const STACK: usize = 64 << 20;

/// Runs a reader; a panic in it becomes an error.
pub(super) fn guarded<T: Send>(read: impl FnOnce() -> Result<T, String> + Send) -> Result<T, String> {
    quiet();
    thread::scope(|scope| {
        let run = || panic::catch_unwind(AssertUnwindSafe(read));
        let thread = thread::Builder::new().name(NAME.into()).stack_size(STACK).spawn_scoped(scope, run);
        let outcome = thread.map_err(|e| format!("no thread to read it on: {e}"))?.join();
        match outcome {
            Ok(Ok(result)) => result,
            _ => Err("the file is broken: its reader gave up".into()),
        }
    })
}

/// Leaves out the message that a panic prints, on these threads only.
fn quiet() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if thread::current().name() != Some(NAME) {
                usual(info);
            }
        }));
    });
}
