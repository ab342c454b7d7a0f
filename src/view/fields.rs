//! The table of what the map shows: each field with its name, how it is read and written, and what pages may do with it.

use crate::error::{Problem, Result};
use crate::lean::decimal::decimal;
use crate::story::{Day, Layer, Story};
use crate::view::figures::count;
use crate::view::input::{Input, TourMove};
use crate::view::state::{Settings, Theme, View, ViewState};

/// One field of a [`ViewState`]: its name, how its text is read and written, and what pages may do with it.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The name in addresses, as an attribute and as a property.
    pub name: &'static str,
    /// Whether addresses hold it.
    pub is_in_addresses: bool,
    /// What a page may do with it; none where it is the reader's alone.
    pub offer: Option<&'static Offer>,
    read: fn(&mut ViewState, &Story, &str) -> Result<()>,
    write: fn(&ViewState) -> Option<String>,
    input: fn(&ViewState, &Settings) -> Option<Input>,
}

/// What a page may do with a field, in words for those who write pages.
#[derive(Clone, Copy, Debug)]
pub struct Offer {
    /// What it means, in Markdown; `{values}` stands for the texts that it may have.
    pub meaning: &'static str,
    /// The texts that it may have.
    pub values: Values,
    /// The command by which the page around a frame sets it, where there is one.
    pub command: Option<&'static str>,
    /// Whether the attribute follows the property.
    pub is_reflected: bool,
    /// What stands for no value, where that is not null.
    pub none: Option<&'static str>,
}

/// The texts that a field may have.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// Any text of its form.
    Any,
    /// The languages of the story.
    Languages,
    /// The perspectives of the story.
    Perspectives,
    /// Any number of the layers that need not be shown.
    Layers,
    /// One of these.
    OneOf(&'static [&'static str]),
}

/// What is offered to pages. The browser, which does nothing with it, is not given its words.
const fn offered(offer: &'static Offer) -> Option<&'static Offer> {
    if cfg!(target_arch = "wasm32") { None } else { Some(offer) }
}

/// All fields, those that addresses hold in the order in which they are written there.
pub static FIELDS: [Field; 9] = [
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
        read: |state, _, text| {
            state.lang = Some(text.to_owned());
            Ok(())
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
            meaning: "the colours: `light`, `dark`, or `auto`, what the reader's system says",
            values: Values::OneOf(&["light", "dark", "auto"]),
            command: Some("theme"),
            is_reflected: true,
            none: Some("auto"),
        }),
        read: |state, _, text| {
            state.settings.theme = [Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == text);
            Ok(())
        },
        write: |state| state.settings.theme.map(|theme| theme.name().to_owned()),
        input: |state, settings| Some(Input::Settings(Settings { theme: state.settings.theme, ..settings.clone() })),
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
        name: "step",
        is_in_addresses: false,
        offer: None,
        read: |state, _, text| {
            state.step = count(text);
            Ok(())
        },
        write: |state| state.step.map(|step| decimal(step as f64, 0)),
        input: |state, _| Some(Input::Tour(TourMove::At(state.step))),
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
    /// Returns the field with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        FIELDS.iter().find(|field| field.name == name)
    }

    /// Reads the text of the field into a state.
    ///
    /// # Errors
    /// Where the text has another form, or the story does not know what it names; what can be used of it is taken.
    pub fn read(&self, state: &mut ViewState, story: &Story, text: &str) -> Result<()> {
        (self.read)(state, story, text)
    }

    /// Returns the text of the field in a state; none where nothing is said of it.
    #[must_use]
    pub fn write(&self, state: &ViewState) -> Option<String> {
        (self.write)(state)
    }

    /// Returns the input that brings a map with some settings to what a state says of the field; none where the map stays
    /// as it is.
    #[must_use]
    pub fn input(&self, state: &ViewState, settings: &Settings) -> Option<Input> {
        (self.input)(state, settings)
    }
}

/// A complaint about a text, unless what it names is known.
fn known(name: &str, text: &str, expected: &str, is_known: bool) -> Result<()> {
    if is_known { Ok(()) } else { Err(Problem::unexpected(name, expected, text)) }
}
