//! The browser: what the page's scripts can call, in one of two modules.
//!
//! Built with the feature `map` the library exports the map, which every reader loads; built with `tools` it exports the
//! tools, which are loaded when a reader opens them. What a module does not export its linker drops.

#[cfg(feature = "map")]
mod boundary;
mod canvas;
#[cfg(feature = "map")]
mod canvas_layer;
#[cfg(feature = "map")]
mod canvas_stack;
mod dom;
#[cfg(feature = "map")]
mod map;
#[cfg(feature = "tools")]
mod tools;

#[cfg(feature = "map")]
pub use map::KurilMap;
#[cfg(feature = "tools")]
pub use tools::Tools;

use crate::geo::space::LonLat;

/// Places from longitudes and latitudes in turn, degrees.
fn places(numbers: &[f64]) -> Vec<LonLat> {
    let mut places = Vec::new();
    for pair in numbers.chunks_exact(2) {
        if let &[lon, lat] = pair {
            places.push(LonLat::new(lon, lat));
        }
    }
    places
}

/// From now on a panic tells on the console where in the sources it happened; the browser itself adds where it was called
/// from. Its message would cost half a kilobyte.
fn tell_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if let Some(at) = panic.location() {
            web_sys::console::error_2(&at.file().into(), &f64::from(at.line()).into());
        }
    }));
}
