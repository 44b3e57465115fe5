# What CI runs.
check:
    cargo fmt --check && cargo clippy --all-targets -- -D warnings && cargo test && RUSTDOCFLAGS="-D warnings" cargo doc --no-deps

# Rewrite expected outputs; git diff is the review.
update:
    UPDATE=1 cargo test

# Make graphs/ anew from seeds/.
graphs:
    ./graphs/make

# Measure on the gold texts, if the scorers are beside the repository.
score:
    ./tests/score

# Measure each stage.
bench:
    cargo bench
