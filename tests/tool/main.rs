//! Native tests of the tool and of the story: one binary, so that it links once.

#[cfg(test)]
mod content;
#[cfg(test)]
mod desk;
#[cfg(test)]
mod embedding;
#[cfg(test)]
mod faces;
#[cfg(test)]
mod geodata;
#[cfg(test)]
mod goldens;
#[cfg(test)]
mod guides;
#[cfg(test)]
mod large;
#[cfg(test)]
mod links;
#[cfg(test)]
mod new;
#[cfg(test)]
mod other_stories;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod status;
#[cfg(test)]
mod stories;
#[cfg(test)]
mod workflows;

/// Whether what the tests compare with is written anew.
#[cfg(test)]
fn blessing() -> bool {
    std::env::var_os("BLESS").is_some_and(|value| value == "1") && std::env::var_os("CI").is_none()
}
