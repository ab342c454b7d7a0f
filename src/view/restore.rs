//! How the state of the view is read from and written as a query, and how the map is brought to a state.

use crate::error::Problem;
use crate::story::Story;
use crate::view::Session;
use crate::view::fields::{FIELDS, Field};
use crate::view::query;
use crate::view::state::{Settings, ViewState};

impl ViewState {
    /// Takes in the fields of a query, and what is wrong with them; names that are no field's are passed over.
    pub fn read(&mut self, story: &Story, text: &str, problems: &mut Vec<Problem>) {
        query::each(text, &mut |name, value| {
            if let Some(field) = Field::named(name) {
                problems.extend(field.read(self, story, value).err());
            }
        });
    }
}

impl Session {
    /// Returns what the map shows, every field of it; the view is left out where it is the first one and follows from the
    /// rest.
    #[must_use]
    pub fn state(&self, story: &Story) -> ViewState {
        let follows = self.is_home() && self.chosen.is_none();
        ViewState {
            lang: Some(self.lang.clone()),
            place: self.chosen.as_ref().map(|place| place.id.clone()),
            date: Some(self.date),
            perspective: Some(self.perspective.id.clone()),
            settings: self.settings.clone(),
            ranges: self.ranges.clone(),
            step: self.tour.is_on.then_some(self.tour.step),
            view: (!follows).then(|| self.view(story)),
        }
    }

    /// Returns what an address that says nothing leaves: what no address holds stays, all else becomes the default.
    #[must_use]
    pub fn state_without_address(&self, story: &Story) -> ViewState {
        ViewState {
            place: None,
            date: Some(story.manifest().as_of),
            perspective: story.status().perspectives().first().map(|perspective| perspective.id.clone()),
            settings: Settings::default(),
            view: None,
            ..self.state(story)
        }
    }

    /// Returns the text of a field as pages may have it: the view to about a pixel, and none while it is the first one.
    #[must_use]
    pub fn text(&self, story: &Story, field: &Field) -> Option<String> {
        if field.name == "view" {
            return (!self.is_home()).then(|| self.view(story).short());
        }
        field.write(&self.state(story))
    }

    /// Returns the state as a query, all of it.
    #[must_use]
    pub fn query(&self, story: &Story) -> String {
        let state = self.state(story);
        written(&mut FIELDS.iter().map(|field| (field, field.write(&state))))
    }

    /// Returns the query by which an address opens what the map shows: what differs from the default, and the view only
    /// where it does not follow from the chosen place.
    #[must_use]
    pub fn address(&self, story: &Story) -> String {
        let default = self.state_without_address(story);
        let fields = FIELDS.iter().filter(|field| field.is_in_addresses && (field.name != "view" || self.is_own_view));
        written(&mut fields.map(|field| {
            let value = self.text(story, field);
            (field, value.filter(|value| field.write(&default).as_ref() != Some(value)))
        }))
    }

    /// Brings the map to a state. Where a place is chosen and nothing is said of the view, the place is shown.
    pub(super) fn restore(&mut self, story: &Story, state: &ViewState, now_ms: f64) {
        let is_free = state.view.is_none() && state.place.is_some();
        for field in FIELDS.iter().filter(|field| field.name != "view" || !is_free) {
            if let Some(input) = field.input(state, &self.settings) {
                self.answer(story, input, now_ms);
            }
        }
    }
}

/// The fields that have a value as a query.
fn written(fields: &mut dyn Iterator<Item = (&Field, Option<String>)>) -> String {
    let mut text = String::new();
    for (field, value) in fields {
        if let Some(value) = value {
            query::push(&mut text, field.name, &value);
        }
    }
    text
}
