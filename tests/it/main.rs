//! Native tests: one binary, so that it links once.

#[cfg(test)]
mod content;
#[cfg(test)]
mod geodata;
#[cfg(test)]
mod layering;
