//! The program of the target `inputs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kuril_fuzz::inputs::run(data));
