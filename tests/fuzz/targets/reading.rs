//! The program of the target `reading`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kuril_fuzz::reading::run(data));
