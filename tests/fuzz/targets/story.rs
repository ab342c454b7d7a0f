//! The program of the target `story`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kuril_fuzz::story::run(data));
