#![no_main]

libfuzzer_sys::fuzz_target!(init: ringbind_fuzz::begin(), |data: &[u8]| ringbind_fuzz::files::image(data));
