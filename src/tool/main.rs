//! The command `kuril`: everything that is done to the map outside a browser.
//!
//! ```text
//! cargo kuril serve    make the site, serve it, make it again when something changes
//! cargo kuril build    write the finished site to target/site
//! cargo kuril new      write a draft story, made of other programs' files
//! cargo kuril make     write the finished site of the story in a folder
//! cargo kuril test     run all that guards the project, as CI does
//! cargo kuril check    find what is wrong in a story's files
//! cargo kuril render   write a picture of the map in any state
//! cargo kuril bless    take the pictures of today as those that the tests compare with
//! cargo kuril derive   make shapes and levels of detail out of their sources
//! cargo kuril bench    measure loading and dragging beside other libraries
//! cargo kuril link     find the places that a text speaks of
//! cargo kuril release  write the program that makes sites without a checkout
//! ```
//!
//! Each command makes what it needs and installs what it lacks, and says so.

use std::process::ExitCode;

fn main() -> ExitCode {
    kuril_tool::cli::main()
}
