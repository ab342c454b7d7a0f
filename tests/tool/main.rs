//! Native tests of the tool and of the story: one binary, so that it links once.

#[cfg(test)]
mod content;
#[cfg(test)]
mod embedding;
#[cfg(test)]
mod faces;
#[cfg(test)]
mod geodata;
#[cfg(test)]
mod goldens;
#[cfg(test)]
mod links;
#[cfg(test)]
mod status;
#[cfg(test)]
mod stories;
