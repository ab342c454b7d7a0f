//! The program of the target `address`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kuril_fuzz::address::run(data));
