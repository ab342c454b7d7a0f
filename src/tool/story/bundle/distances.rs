//! The distances from deployments to the places that the story measures to.

use kuril_map::geo::space::LonLat;
use kuril_map::story::{Distance, Story};
use serde_json::{Value, json};

use crate::story::bundle::coast::Coast;
use crate::story::folder::StoryFolder;

/// The files with the finest shapes.
const SHAPES: [&str; 2] = ["land.geojson", "islands.geojson"];

/// Targets nearer than this, kilometres, touch the island and are left out.
const LEAST_KM: f64 = 1.0;

/// Looks up places among a story's features and groups.
pub(super) struct Gazetteer<'a>(pub(super) &'a StoryFolder);

impl Gazetteer<'_> {
    /// Returns the ids of the features of a place: the members of a group that shares a status, otherwise the place.
    fn members<'a>(&'a self, id: &'a str) -> Vec<&'a str> {
        match self.0.status_groups.iter().find(|group| group.id == id) {
            Some(group) => group.members.iter().map(String::as_str).collect(),
            None => vec![id],
        }
    }

    fn coast(&self, id: &str) -> Coast {
        let members = self.members(id);
        let features = SHAPES.iter().flat_map(|name| self.0.features(name));
        let shores = features.filter(|feature| members.contains(&feature.id.as_str()));
        Coast::new(shores.map(|shore| serde_json::from_str(shore.geometry.get()).unwrap_or_default()))
    }

    /// Returns the distances from the coast of each of some islands to the nearest coast of each of the story's targets, in
    /// whole kilometres, and the ends of the shortest way. A target that contains the island is left out.
    fn distances(&self, places: &[String]) -> Vec<Vec<Distance>> {
        let targets = self.0.story.iter().flat_map(|story| &story.distances_to);
        let coasts: Vec<(&String, Coast)> = targets.map(|id| (id, self.coast(id))).collect();
        let from = |place: &String| {
            let coast = self.coast(place);
            let is_other = |id: &str| !self.members(id).contains(&place.as_str());
            let others = coasts.iter().filter(|(id, coast)| !coast.is_empty() && is_other(id));
            let ways = others.filter_map(|(id, other)| Some((id, coast.way(other)?)));
            let told = ways.filter(|(_, way)| way.km >= LEAST_KM).map(|(id, way)| {
                let digits = |degrees: f64| (degrees * 1e3).round() / 1e3;
                let line = way.ends.map(|[lon, lat]| LonLat::new(digits(lon), digits(lat)));
                Distance { to: (*id).clone(), km: way.km.round(), line: Some(line) }
            });
            told.collect()
        };
        places.iter().map(from).collect()
    }

    /// Adds to each deployment its distances.
    pub(super) fn measure(&self, deployments: &mut Value) {
        let list = deployments.as_array_mut().map(Vec::as_mut_slice).unwrap_or_default();
        let place = |deployment: &Value| deployment.get("place").and_then(Value::as_str).unwrap_or_default().to_owned();
        let places: Vec<String> = list.iter().map(place).collect();
        let told = self.distances(&places);
        for (deployment, distances) in list.iter_mut().zip(told) {
            let told = distances.iter().map(|Distance { to, km, line }| {
                let line: Vec<f64> = line.iter().flatten().flat_map(|end| [end.lon, end.lat]).collect();
                json!({ "to": to, "km": *km as u64, "line": line })
            });
            if let Some(deployment) = deployment.as_object_mut() {
                deployment.insert("distances".to_owned(), told.collect());
            }
        }
    }
}

/// Adds to the deployments of a story, read from its folder, their distances.
pub(crate) fn measure(folder: &StoryFolder, story: &mut Story) {
    let places = story.reading().deployments.iter().map(|deployment| deployment.place.as_str().to_owned());
    let told = Gazetteer(folder).distances(&places.collect::<Vec<_>>());
    story.measure(told);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(place: &str) -> Value {
        let folder = StoryFolder::open(&crate::project::checkout().join("geodata")).unwrap();
        let mut deployments = json!([{ "place": place }]);
        Gazetteer(&folder).measure(&mut deployments);
        deployments.pointer("/0/distances").unwrap().clone()
    }

    /// Asserts the distance to a target, within one per cent of another program's result for the same coasts.
    fn assert_km(told: &Value, at: usize, to: &str, km: f64) {
        let entry = told.get(at).unwrap();
        let found = entry.get("km").and_then(Value::as_f64).unwrap();
        assert_eq!(entry.get("to").and_then(Value::as_str), Some(to));
        assert!((found - km).abs() <= (km * 0.01).max(0.5), "{told}: expected {km}");
    }

    #[test]
    fn the_strait_between_kunashir_and_hokkaido_is_sixteen_kilometres_wide() {
        let told = measured("kunashir");
        assert_km(&told, 0, "hokkaido", 16.0);
        assert_eq!(told.as_array().unwrap().len(), 1, "it stands on one of the four: {told}");
    }

    #[test]
    fn islands_north_of_the_four_are_measured_to_both_targets() {
        for (place, to_land, to_group) in [("matua", 731.7, 432.5), ("paramushir", 979.8, 691.4)] {
            let told = measured(place);
            assert_km(&told, 0, "hokkaido", to_land);
            assert_km(&told, 1, "four-islands", to_group);
        }
    }

    #[test]
    fn a_place_that_is_not_known_has_no_distance() {
        assert_eq!(measured("atlantis"), json!([]));
    }
}
