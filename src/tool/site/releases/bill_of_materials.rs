//! The bill of materials of the site, `bom.json`: what others have made that is in it (`CycloneDX` 1.6, ECMA-424).
//!
//! It names no time and no machine, so that two builds of the same sources give the same bytes.

use anyhow::Context as _;
use serde_json::{Value, json};

use crate::dev::toolchain::crates::Crate;
use crate::story::folder::StoryFolder;

/// The name of the file in the site.
pub(crate) const NAME: &str = "bom.json";

/// Writes the bill for the crates of the wasm modules and the story's data.
///
/// # Errors
/// When the map is not among the crates.
pub(crate) fn written(crates: &[Crate], story: &StoryFolder) -> anyhow::Result<Vec<u8>> {
    let (own, others): (Vec<&Crate>, Vec<&Crate>) = crates.iter().partition(|one| one.checksum.is_none());
    let own = own.first().context("the map itself is not among the crates")?;
    let data = story.credits.iter().map(|credit| (&credit.text, &credit.url, &credit.licence));
    let data = data.map(|(text, url, licence)| {
        json!({
            "type": "data",
            "bom-ref": url,
            "name": text.values().next(),
            "licenses": [{ "license": { "name": licence } }],
            "externalReferences": [{ "type": "website", "url": url }],
        })
    });
    let bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": component("application", own) },
        "components": others.iter().map(|one| component("library", one)).chain(data).collect::<Vec<Value>>(),
    });
    Ok(serde_json::to_vec_pretty(&bill)?)
}

fn component(kind: &str, one: &Crate) -> Value {
    let address = format!("pkg:cargo/{}@{}", one.name, one.version);
    let mut component = json!({
        "type": kind,
        "bom-ref": address,
        "name": one.name,
        "version": one.version,
        "licenses": [{ "expression": one.licence }],
        "purl": address,
    });
    if let (Some(checksum), Some(fields)) = (&one.checksum, component.as_object_mut()) {
        fields.insert("hashes".to_owned(), json!([{ "alg": "SHA-256", "content": checksum }]));
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dev::toolchain::crates;
    use crate::project::{Project, checkout};

    #[test]
    fn the_bill_names_crates_with_their_checksums_and_the_sources_of_the_data_and_is_the_same_again() {
        let crates = crates::shipped(&Project::find().unwrap()).unwrap();
        let story = StoryFolder::open(&checkout().join("geodata")).unwrap();
        let bytes = written(&crates, &story).unwrap();
        assert_eq!(bytes, written(&crates, &story).unwrap());
        let bill: Value = serde_json::from_slice(&bytes).unwrap();
        let parts = bill["components"].as_array().unwrap();
        let named = |name: &str| parts.iter().find(|part| part["name"].as_str().unwrap().contains(name)).unwrap();
        assert_eq!(named("wasm-bindgen")["hashes"][0]["content"].as_str().unwrap().len(), 64);
        assert_eq!(named("OpenStreetMap")["licenses"][0]["license"]["name"], "ODbL 1.0");
        assert_eq!(bill["metadata"]["component"]["name"], "kuril-map");
        assert!(!String::from_utf8(bytes).unwrap().contains(checkout().to_str().unwrap()));
    }
}
