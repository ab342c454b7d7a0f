//! The islands as `GeoJSON` (RFC 7946) with all their data; licence, credit and the publications cited by facts are
//! members beside the features, which the format allows (section 6.1).

use kuril_map::story::Standing;
use serde_json::{Map, Value, json};

use crate::story::entry::Entry;
use crate::story::export::Chain;
use crate::story::format::{Claim, Feature};

/// The exported keys of a status.
const TOLD: [&str; 7] = ["from", "state", "administered_by", "basis", "according_to", "certainty", "sources"];
/// The exported keys of a claim.
const CLAIMED: [&str; 5] = ["by", "from", "certainty", "note", "sources"];

/// Returns the file, with one feature per line.
pub(super) fn collection(chain: Chain<'_>) -> String {
    let lines: Vec<String> = chain.folder.islands().iter().map(|island| feature(chain, island).to_string()).collect();
    let mut head = head(chain).to_string();
    // The features end the object, so that each can have a line of its own.
    head.pop();
    format!("{head},\"features\":[\n{}\n]}}\n", lines.join(",\n"))
}

/// Returns the members other than the features.
fn head(chain: Chain<'_>) -> Value {
    let [credit, licence] = chain.credit_and_licence();
    let story = chain.folder.json("story.json");
    json!({
        "type": "FeatureCollection",
        "title": story.get("title"),
        "as_of": chain.folder.as_of().iso(),
        "licence": licence,
        "credit": credit,
        "credit_url": chain.credit().map(|shapes| &shapes.url),
        "credits": story.get("credits"),
        "sources": sources(chain),
    })
}

/// Returns the publications cited by facts and status, by id.
fn sources(chain: Chain<'_>) -> Map<String, Value> {
    let ids = chain.folder.islands().iter().flat_map(|island| chain.sources_of(island));
    ids.filter_map(|id| Some((id.to_owned(), chain.source(id)?.json()))).collect()
}

/// Returns an island with its status.
fn feature(chain: Chain<'_>, island: &Entry<Feature>) -> Value {
    let mut feature = island.json();
    let told = chain.standing(island).map(|standing| status(chain, &standing));
    if let (Some(properties), Some(told)) = (feature.get_mut("properties").and_then(Value::as_object_mut), told) {
        properties.insert("status".to_owned(), told);
    }
    feature
}

/// Returns the status of an island on the story's latest day, in the words of card and table.
fn status(chain: Chain<'_>, standing: &Standing<'_>) -> Value {
    let folder = chain.folder;
    let entry = folder.statuses.iter().find(|status| status.id == standing.entry.id).map(|entry| kept(entry, &TOLD));
    let mut told = entry.unwrap_or_default();
    let lines = folder.languages().iter().map(|lang| (lang.clone(), chain.story.status_line(standing, lang).into()));
    let is_made = |claim: &&Entry<Claim>| standing.claims.iter().any(|made| made.id == claim.origin.id());
    let claims: Vec<_> = folder.claims.iter().filter(is_made).map(|claim| kept(claim, &CLAIMED)).collect();
    told.insert("as_of".to_owned(), folder.as_of().iso().into());
    told.insert("line".to_owned(), Value::Object(lines.collect()));
    told.insert("claimed_by".to_owned(), standing.claims.iter().map(|claim| claim.by.as_str()).collect());
    told.insert("claims".to_owned(), claims.into());
    told.into()
}

/// Returns some of the fields of an entry.
fn kept<T>(entry: &Entry<T>, keys: &[&str]) -> Map<String, Value> {
    let mut fields = entry.json().as_object().cloned().unwrap_or_default();
    fields.retain(|key, _| keys.contains(&key.as_str()));
    fields
}
