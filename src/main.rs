//! The command line's front door: parse, run, map an error to an exit code.

fn main() {}
