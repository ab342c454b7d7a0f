//! Native tests: one binary, so that it links once.

#[cfg(test)]
mod geodata;
