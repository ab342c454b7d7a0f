//! Native tests: one binary, so that it links once.

#[cfg(test)]
mod content;
#[cfg(test)]
mod layering;
