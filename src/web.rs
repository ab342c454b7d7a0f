//! The browser: what the page's scripts can call, in one of two modules.
//!
//! Built plainly the library exports the map, which every reader loads. Built with the feature `press` it exports the
//! tools instead, which are loaded when a reader opens them: what the one module does not export its linker drops.

#[cfg(not(feature = "press"))]
mod boundary;
mod canvas;
mod dom;
#[cfg(not(feature = "press"))]
mod layer;
#[cfg(not(feature = "press"))]
mod map;
#[cfg(feature = "press")]
mod press;
#[cfg(not(feature = "press"))]
mod stage;

#[cfg(not(feature = "press"))]
pub use map::KurilMap;
#[cfg(feature = "press")]
pub use press::Press;

use crate::space::LonLat;

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
