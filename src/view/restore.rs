//! Reads the state of the view from a query, writes it as one, and restores it.

use crate::error::Problem;
use crate::story::Story;
use crate::view::Session;
use crate::view::fields::{FIELDS, Field};
use crate::view::query;
use crate::view::state::{Settings, ViewState};

impl ViewState {
    /// Reads the fields of a query and adds problems with them to a list; ignores unknown names.
    pub fn read(&mut self, story: &Story, text: &str, problems: &mut Vec<Problem>) {
        query::each(text, &mut |name, value| {
            if let Some(field) = Field::named(name) {
                problems.extend(field.read(self, story, value).err());
            }
        });
    }
}

impl Session {
    /// Returns the complete state of the map; without the view if it is the first one and no place is chosen.
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

    /// Returns the state for an empty address: what addresses do not contain is kept, all else is the default.
    #[must_use]
    pub fn state_without_address(&self, story: &Story) -> ViewState {
        ViewState {
            place: None,
            date: Some(story.manifest().as_of),
            perspective: story.status().perspectives().first().map(|perspective| perspective.id.clone()),
            settings: Settings::default(),
            step: None,
            view: None,
            ..self.state(story)
        }
    }

    /// Returns the text of a field for pages; the view is precise to about a pixel, and `None` if it is the first one.
    #[must_use]
    pub fn text(&self, story: &Story, field: &Field) -> Option<String> {
        if field.name == "view" {
            return (!self.is_home()).then(|| self.view(story).short());
        }
        field.write(&self.state(story))
    }

    /// Returns the complete state as a query.
    #[must_use]
    pub fn query(&self, story: &Story) -> String {
        let state = self.state(story);
        written(&mut FIELDS.iter().map(|field| (field, field.write(&state))))
    }

    /// Returns the query of an address that shows the same: fields that differ from the default, and the view only if
    /// it does not follow from the chosen place.
    #[must_use]
    pub fn address(&self, story: &Story) -> String {
        let default = self.state_without_address(story);
        let fields = FIELDS.iter().filter(|field| field.is_in_addresses && (field.name != "view" || self.is_own_view));
        written(&mut fields.map(|field| {
            let value = self.text(story, field);
            (field, value.filter(|value| field.write(&default).as_ref() != Some(value)))
        }))
    }

    /// Restores a state. If it contains a place but no view, the place is shown. A step of the tour says by itself what is
    /// shown where the state says nothing else.
    pub(super) fn restore(&mut self, story: &Story, state: &ViewState, now_ms: f64) {
        let is_free = state.view.is_none() && state.place.is_some();
        let fields = FIELDS.iter().filter(|field| field.name != "tour" && (field.name != "view" || !is_free));
        for field in fields {
            if let Some(input) = field.input(state, &self.settings) {
                self.answer(story, input, now_ms);
            }
        }
        self.take_up(story, state.step, state.view.is_none(), now_ms);
    }
}

/// Writes the fields that have a value as a query.
fn written(fields: &mut dyn Iterator<Item = (&Field, Option<String>)>) -> String {
    let mut text = String::new();
    for (field, value) in fields {
        if let Some(value) = value {
            query::push(&mut text, field.name, &value);
        }
    }
    text
}
