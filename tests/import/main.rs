//! Tests of the reading of other programs' files: files of our own making as they write them, damage, and size.

#[cfg(test)]
mod files;
#[cfg(test)]
mod measured;
#[cfg(test)]
mod property;
