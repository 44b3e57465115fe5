//! Does anything that comes from outside bring the program down?
//!
//! `CHANCERY_FUZZ=600 cargo test --test main fuzz -- --nocapture --test-threads 1` feeds each target for ten minutes;
//! otherwise a few inputs each. `CHANCERY_SEED=8` takes another road.

mod inputs;
mod kept;
mod mutate;
mod texts;
