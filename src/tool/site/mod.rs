//! The site: pages, assets, releases, and what hosts and other programs need to know about it.

pub(crate) mod assets;
pub(crate) mod build;
pub(crate) mod code;
pub(crate) mod data_licences;
pub mod declarations;
pub(crate) mod entry;
pub(crate) mod headers;
pub(crate) mod host_config;
pub(crate) mod legend_css;
pub(crate) mod link_check;
pub(crate) mod make;
pub(crate) mod offline;
pub(crate) mod output;
pub(crate) mod pages;
pub(crate) mod releases;
pub(crate) mod seo;
pub(crate) mod social_cards;
