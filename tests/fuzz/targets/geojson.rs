//! The program of the target `geojson`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kuril_fuzz::geojson::run(data));
