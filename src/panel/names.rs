//! What the search finds: every place that can be chosen, by all its names.

use crate::story::Story;
use crate::view::Session;

/// Returns each place that can be chosen: its id, displayed name, and names in all scripts, separated by tabs.
#[must_use]
pub fn names(story: &Story, session: &Session) -> Vec<String> {
    let chain = story.chain_order().iter().filter_map(|id| Some(&*story.region(*id)?.id));
    let groups = story.manifest().all_groups().map(|group| &*group.id);
    let claimed = story.status().groups().iter().map(|group| &*group.id);
    let others = story.regions().filter(|(_, region)| region.island.is_none()).map(|(_, region)| &*region.id);
    let ids = chain.chain(groups).chain(claimed).chain(others);
    ids.filter_map(|id| names_of(story, session, id)).collect()
}

/// Returns the names of a place, unless it stands for another one.
fn names_of(story: &Story, session: &Session, id: &str) -> Option<String> {
    let place = story.place(id).filter(|place| *place.id == *id)?;
    let names = story.names(id)?;
    let region = story.region_id(id).and_then(|id| story.region(id)).filter(|_| !place.is_group);
    let lang = session.lang();
    let shown =
        region.map_or_else(|| names.get(lang).to_owned(), |region| story.heading(region, lang, session.viewpoint()));
    let mut all = [id, "\t", &shown].concat();
    let mut add = |name: &str| {
        all.push('\t');
        all.push_str(name);
    };
    for texts in [Some(names), region.map(|region| &region.claimant_names)].into_iter().flatten() {
        for (_, name) in texts.iter() {
            add(name);
        }
    }
    if let Some(reading) = story.reading().facts.get(id) {
        for name in [&reading.kana, &reading.romanised].into_iter().flatten() {
            add(name);
        }
        for name in reading.aliases.values().flatten() {
            add(name);
        }
    }
    Some(all)
}
