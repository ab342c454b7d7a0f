//! The islands as `GeoJSON` (RFC 7946), with everything that is known of them; licence, credit and the publications
//! named by facts stand beside the features, as members that the format leaves to its users (section 6.1).

use serde_json::{Map, Value, json};

use crate::story::entry::Entry;
use crate::story::export::Chain;
use crate::story::format::Feature;

/// What is told of a status.
const TOLD: [&str; 6] = ["from", "administered_by", "claimed_by", "according_to", "line", "sources"];

/// The file, one feature a line.
pub(super) fn collection(chain: Chain<'_>) -> String {
    let lines: Vec<String> = chain.0.islands().iter().map(|island| feature(chain, island).to_string()).collect();
    let mut head = head(chain).to_string();
    // The features end the object, so that each can stand on a line of its own.
    head.pop();
    format!("{head},\"features\":[\n{}\n]}}\n", lines.join(",\n"))
}

/// Everything but the features.
fn head(chain: Chain<'_>) -> Value {
    let [credit, licence] = chain.credit_and_licence();
    let story = chain.0.json("story.json");
    json!({
        "type": "FeatureCollection",
        "title": story.get("title"),
        "as_of": chain.0.as_of().iso(),
        "licence": licence,
        "credit": credit,
        "credit_url": chain.credit().map(|shapes| &shapes.url),
        "credits": story.get("credits"),
        "sources": sources(chain),
    })
}

/// The publications that facts and status name, by id.
fn sources(chain: Chain<'_>) -> Map<String, Value> {
    let ids = chain.0.islands().iter().flat_map(|island| chain.sources_of(island));
    ids.filter_map(|id| Some((id.to_owned(), chain.source(id)?.json()))).collect()
}

/// An island with its status.
fn feature(chain: Chain<'_>, island: &Entry<Feature>) -> Value {
    let mut feature = island.json();
    let told = chain.status_of(island).map(|status| {
        let mut told = status.json();
        if let Some(told) = told.as_object_mut() {
            told.retain(|key, _| TOLD.contains(&key.as_str()));
            told.insert("as_of".to_owned(), chain.0.as_of().iso().into());
        }
        told
    });
    if let (Some(properties), Some(told)) = (feature.get_mut("properties").and_then(Value::as_object_mut), told) {
        properties.insert("status".to_owned(), told);
    }
    feature
}
