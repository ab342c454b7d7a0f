//! The exports to the page's scripts, in one of two modules.
//!
//! With the feature `map` the library exports the map, which every reader loads; with `tools` it exports the tools,
//! which are loaded when a reader opens them. The linker drops what a module does not export.

#[cfg(feature = "map")]
mod boundary;
mod canvas;
#[cfg(feature = "map")]
mod canvas_layer;
#[cfg(feature = "map")]
mod canvas_stack;
#[cfg(feature = "map")]
mod clock;
mod dom;
#[cfg(feature = "map")]
mod map;
#[cfg(feature = "map")]
mod texts;
#[cfg(feature = "tools")]
mod tools;

#[cfg(feature = "map")]
pub use map::KurilMap;
#[cfg(feature = "tools")]
pub use tools::Tools;

use crate::geo::space::LonLat;

/// Returns points from alternating longitudes and latitudes, degrees.
fn places(numbers: &[f64]) -> Vec<LonLat> {
    let mut places = Vec::new();
    for pair in numbers.chunks_exact(2) {
        if let &[lon, lat] = pair {
            places.push(LonLat::new(lon, lat));
        }
    }
    places
}

/// Makes panics log their location in the source to the console, where the browser adds the call stack. Logging the
/// message would cost half a kilobyte.
fn tell_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if let Some(at) = panic.location() {
            web_sys::console::error_2(&at.file().into(), &f64::from(at.line()).into());
        }
    }));
}
