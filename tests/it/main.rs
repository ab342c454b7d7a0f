//! Native tests: one binary, so that it links once.

#[cfg(test)]
mod bad_data;
#[cfg(test)]
mod content;
#[cfg(test)]
mod core;
#[cfg(test)]
mod geodata;
#[cfg(test)]
mod goldens;
#[cfg(test)]
mod layering;
#[cfg(test)]
mod links;
#[cfg(test)]
mod names;
#[cfg(test)]
mod status;
