//! Native tests of the core: one binary, so that it links once.

#![expect(clippy::disallowed_methods, reason = "tests stay on this machine")]

#[cfg(test)]
mod arguments;
#[cfg(test)]
mod bad_data;
#[cfg(test)]
mod cards;
#[cfg(test)]
mod circles;
#[cfg(test)]
mod days;
#[cfg(test)]
mod geodesic;
#[cfg(test)]
mod geojson;
#[cfg(test)]
mod insets;
#[cfg(test)]
mod languages;
#[cfg(test)]
mod layering;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod locator;
#[cfg(test)]
mod map;
#[cfg(test)]
mod measurement;
#[cfg(test)]
mod names;
#[cfg(test)]
mod palette;
#[cfg(test)]
mod print;
#[cfg(test)]
mod standing;
#[cfg(test)]
mod state;
#[cfg(test)]
mod support;
#[cfg(test)]
mod trail;
#[cfg(test)]
mod view;
#[cfg(test)]
mod vision;
#[cfg(test)]
mod wishes;
