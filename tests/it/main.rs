//! Native tests: one binary, so that it links once.

#[cfg(test)]
mod bad_data;
#[cfg(test)]
mod content;
#[cfg(test)]
mod core;
#[cfg(test)]
mod embedding;
#[cfg(test)]
mod faces;
#[cfg(test)]
mod geodata;
#[cfg(test)]
mod geodesic;
#[cfg(test)]
mod goldens;
#[cfg(test)]
mod insets;
#[cfg(test)]
mod layering;
#[cfg(test)]
mod links;
#[cfg(test)]
mod locator;
#[cfg(test)]
mod names;
#[cfg(test)]
mod palette;
#[cfg(test)]
mod print;
#[cfg(test)]
mod status;
#[cfg(test)]
mod survey;
#[cfg(test)]
mod view;
#[cfg(test)]
mod vision;

#[cfg(test)]
mod wishes;
