//! The islands as `GeoJSON` (RFC 7946), with everything that is known of them; licence, credit and the publications
//! named by facts stand beside the features, as members that the format leaves to its users (section 6.1).

use serde_json::{Map, Value, json};

use crate::story::export::{Chain, list, text};

/// The file, one feature a line.
pub(super) fn collection(chain: &Chain) -> String {
    let islands = list(&chain.islands, "features");
    let lines: Vec<String> = islands.iter().map(|island| feature(chain, island).to_string()).collect();
    let mut head = head(chain).to_string();
    // The features end the object, so that each can stand on a line of its own.
    head.pop();
    format!("{head},\"features\":[\n{}\n]}}\n", lines.join(",\n"))
}

/// Everything but the features.
fn head(chain: &Chain) -> Value {
    let credits = list(&chain.story, "credits");
    let [credit, licence] = chain.credit();
    json!({
        "type": "FeatureCollection",
        "title": chain.story.get("title"),
        "as_of": chain.as_of(),
        "licence": licence,
        "credit": credit,
        "credit_url": credits.first().map(|shapes| text(shapes, "/url")),
        "credits": credits,
        "sources": sources(chain),
    })
}

/// The publications that facts and status name, by id.
fn sources(chain: &Chain) -> Map<String, Value> {
    let ids = list(&chain.islands, "features").iter().flat_map(|island| chain.sources_of(island));
    ids.filter_map(|id| Some((id.to_owned(), chain.source(id)?.clone()))).collect()
}

/// An island with its status.
fn feature(chain: &Chain, island: &Value) -> Value {
    let mut feature = island.clone();
    let status = chain.status_of(text(island, "/id")).map(|status| {
        let mut told = json!({ "as_of": chain.as_of() });
        for key in ["from", "administered_by", "claimed_by", "according_to", "line", "sources"] {
            if let (Some(value), Some(told)) = (status.get(key), told.as_object_mut()) {
                told.insert(key.to_owned(), value.clone());
            }
        }
        told
    });
    if let (Some(properties), Some(status)) = (feature.get_mut("properties").and_then(Value::as_object_mut), status) {
        properties.insert("status".to_owned(), status);
    }
    feature
}
