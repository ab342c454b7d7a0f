//! The table of the fields of the state: their names, how they are read and written, and what pages may do with them.

use crate::error::{Problem, Result};
use crate::lean::decimal::decimal;
use crate::story::{Day, Layer, Story};
use crate::view::figures::count;
use crate::view::input::{Input, TourMove};
use crate::view::state::{Compare, Settings, Theme, View, ViewState};

/// One field of a [`ViewState`]: its name, how it is read and written, and what pages may do with it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name in addresses, as an attribute and as a property.
    pub name: &'static str,
    /// Whether addresses contain it.
    pub is_in_addresses: bool,
    /// How pages may use it; `None` if only the reader sets it.
    pub offer: Option<&'static Offer>,
    read: fn(&mut ViewState, &Story, &str) -> Result<()>,
    write: fn(&ViewState) -> Option<String>,
    input: fn(&ViewState, &Settings) -> Option<Input>,
}

/// How pages may use a field, with its documentation.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// The documentation, in Markdown; `{values}` is replaced by the permitted values.
    pub meaning: &'static str,
    /// The permitted values.
    pub values: Values,
    /// The command that sets it from the page around a frame, if any.
    pub command: Option<&'static str>,
    /// Whether the attribute reflects the property.
    pub is_reflected: bool,
    /// The text for no value, if that is not null.
    pub none: Option<&'static str>,
}

/// The permitted values of a field.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// Any text in the form of the field.
    Any,
    /// The languages of the story.
    Languages,
    /// The perspectives of the story.
    Perspectives,
    /// A list of layers that can be hidden.
    Layers,
    /// One of these.
    OneOf(&'static [&'static str]),
}

/// Returns the offer, except in the browser, where the documentation is left out of the module.
const fn offered(offer: &'static Offer) -> Option<&'static Offer> {
    if cfg!(target_arch = "wasm32") { None } else { Some(offer) }
}

/// All fields; addresses contain them in this order.
pub static FIELDS: [Field; 10] = [
    Field {
        name: "lang",
        is_in_addresses: false,
        offer: offered(&Offer {
            meaning: "the language of the map: {values}",
            values: Values::Languages,
            command: Some("lang"),
            is_reflected: true,
            none: Some(""),
        }),
        read: |state, story, text| {
            state.lang = story.manifest().language(text).map(str::to_owned);
            known("lang", text, "a language of the map", state.lang.is_some())
        },
        write: |state| state.lang.clone(),
        input: |state, _| state.lang.clone().map(Input::Language),
    },
    Field {
        name: "place",
        is_in_addresses: true,
        offer: offered(&Offer {
            meaning: "the id of the island or group that is chosen; `null` for none",
            values: Values::Any,
            command: Some("choose"),
            is_reflected: false,
            none: None,
        }),
        read: |state, story, text| {
            state.place = story.place(text).map(|place| place.id);
            known("place", text, "the id of an island or a group", state.place.is_some())
        },
        write: |state| state.place.clone().map(String::from),
        input: |state, _| Some(Input::Choose(state.place.clone())),
    },
    Field {
        name: "date",
        is_in_addresses: true,
        offer: offered(&Offer {
            meaning: "the day for which the map stands, such as `1945-08-28`; without it, or `null`, the latest",
            values: Values::Any,
            command: Some("date"),
            is_reflected: false,
            none: None,
        }),
        read: |state, _, text| {
            state.date = Day::parse(text);
            known("date", text, Day::EXPECTED, state.date.is_some())
        },
        write: |state| state.date.map(Day::iso),
        input: |state, _| Some(Input::Date(state.date)),
    },
    Field {
        name: "perspective",
        is_in_addresses: true,
        offer: offered(&Offer {
            meaning: "whose view is shown: {values}; as an attribute it only sets the start",
            values: Values::Perspectives,
            command: Some("perspective"),
            is_reflected: false,
            none: None,
        }),
        read: |state, story, text| {
            state.perspective = story.status().perspective(text).map(|perspective| perspective.id.clone());
            known("perspective", text, "the id of a perspective", state.perspective.is_some())
        },
        write: |state| state.perspective.clone(),
        input: |state, _| state.perspective.clone().map(Input::Perspective),
    },
    Field {
        name: "layers",
        is_in_addresses: true,
        offer: offered(&Offer {
            meaning: "what is shown besides land and islands, any of {values}, with spaces or commas between; `none` for no \
                      other; without it all",
            values: Values::Layers,
            command: None,
            is_reflected: true,
            none: None,
        }),
        read: |state, _, text| {
            let (layers, problem) = Layer::listed(text);
            state.settings.layers = Some(layers);
            problem.map_or(Ok(()), Err)
        },
        write: |state| state.settings.layers.as_deref().map(Layer::list),
        input: |state, settings| {
            Some(Input::Settings(Settings { layers: state.settings.layers.clone(), ..settings.clone() }))
        },
    },
    Field {
        name: "theme",
        is_in_addresses: true,
        offer: offered(&Offer {
            meaning: "the colours: `light`, `dark`, or `auto`, what the reader's system says; a frame with the loader is by itself as light or dark as what it stands on",
            values: Values::OneOf(&["light", "dark", "auto"]),
            command: Some("theme"),
            is_reflected: true,
            none: Some("auto"),
        }),
        read: |state, _, text| {
            state.settings.theme = [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == text);
            known("theme", text, "light, dark or auto", state.settings.theme.is_some() || text == "auto")
        },
        write: |state| state.settings.theme.map(|theme| theme.name().to_owned()),
        input: |state, settings| Some(Input::Settings(Settings { theme: state.settings.theme, ..settings.clone() })),
    },
    Field {
        name: "compare",
        is_in_addresses: true,
        offer: offered(&Offer {
            meaning: "the map on the other side of a handle: the id of a perspective, or a day such as `1905-10-15`; \
                      without it, or `null`, there is one map",
            values: Values::Any,
            command: None,
            is_reflected: false,
            none: None,
        }),
        read: |state, story, text| {
            let side = story.status().perspective(text).map(|found| Compare::Perspective(found.id.clone()));
            state.settings.compare = side.or_else(|| Day::parse(text).map(Compare::Day));
            known("compare", text, "the id of a perspective or a day", state.settings.compare.is_some())
        },
        write: |state| {
            state.settings.compare.as_ref().map(|other| match other {
                Compare::Perspective(id) => id.clone(),
                Compare::Day(day) => day.iso(),
            })
        },
        input: |state, settings| {
            Some(Input::Settings(Settings { compare: state.settings.compare.clone(), ..settings.clone() }))
        },
    },
    Field {
        name: "ranges",
        is_in_addresses: false,
        offer: None,
        read: |state, _, text| {
            state.ranges = Some(text.to_owned());
            Ok(())
        },
        write: |state| state.ranges.clone(),
        input: |state, _| Some(Input::Ranges(state.ranges.clone())),
    },
    Field {
        name: "tour",
        is_in_addresses: true,
        offer: offered(&Offer {
            meaning: "the step of the tour, from `1`; `null` leaves it",
            values: Values::Any,
            command: Some("tour"),
            is_reflected: false,
            none: None,
        }),
        read: |state, story, text| {
            // A tour that is not loaded may have any step.
            let count_of_steps = story.reading().tour.len();
            let step = count(text).and_then(|number| number.checked_sub(1));
            state.step = step.filter(|step| count_of_steps == 0 || *step < count_of_steps);
            known("tour", text, "the number of a step of the tour", state.step.is_some())
        },
        write: |state| state.step.map(|step| decimal(step as f64 + 1.0, 0)),
        input: |state, _| Some(Input::Tour(TourMove::To(state.step))),
    },
    Field {
        name: "view",
        is_in_addresses: true,
        offer: offered(&Offer {
            meaning: "the middle and zoom of the picture, `longitude,latitude,zoom`; without it what shows the place, or all \
                      of the map; `null` sets the first view",
            values: Values::Any,
            command: None,
            is_reflected: false,
            none: None,
        }),
        read: |state, _, text| {
            state.view = View::parse(text);
            known("view", text, "longitude,latitude,zoom", state.view.is_some())
        },
        write: |state| state.view.map(View::exact),
        input: |state, _| Some(Input::View(state.view)),
    },
];

impl Field {
    /// Returns the field with a name, or `None`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.name == name)
    }

    /// Reads the text of the field into a state.
    ///
    /// # Errors
    /// When the text has the wrong form, or names something unknown; what can be used of it is still read.
    pub fn read(&self, state: &mut ViewState, story: &Story, text: &str) -> Result<()> {
        (self.read)(state, story, text)
    }

    /// Returns the text of the field in a state; `None` if the state does not set it.
    #[must_use]
    pub fn write(&self, state: &ViewState) -> Option<String> {
        (self.write)(state)
    }

    /// Returns the input that sets the field as in a state, on a map with the given settings; `None` if nothing
    /// changes.
    #[must_use]
    pub fn input(&self, state: &ViewState, settings: &Settings) -> Option<Input> {
        (self.input)(state, settings)
    }
}

/// Returns an error about a text unless its value is known.
fn known(name: &str, text: &str, expected: &str, is_known: bool) -> Result<()> {
    if is_known { Ok(()) } else { Err(Problem::unexpected(name, expected, text)) }
}
