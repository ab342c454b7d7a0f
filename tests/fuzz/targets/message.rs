//! The program of the target `message`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kuril_fuzz::message::run(data));
