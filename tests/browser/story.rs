//! The day, the sides, the tour, the search, and the way between card and list.

use anyhow::ensure;
use serde_json::{Value, json};

use crate::Test;
use crate::browser::Browser;
use crate::hands::Key;
use crate::page::{GROUND, HEADING, word};

/// The tests of this file.
pub(crate) const TESTS: &[(&str, Test)] = &[
    ("steps_and_slider_set_the_day_and_the_map_follows", steps_and_slider_set_the_day_and_the_map_follows),
    ("what_is_told_of_a_day_is_whole_at_every_size", what_is_told_of_a_day_is_whole_at_every_size),
    ("where_there_is_room_each_milestone_has_a_picture", where_there_is_room_each_milestone_has_a_picture),
    ("two_maps_stand_beside_a_handle_that_keys_and_pointers_move", two_maps_stand_beside_a_handle),
    ("the_days_of_change_can_be_played_and_stopped", the_days_of_change_can_be_played_and_stopped),
    ("each_side_shows_its_own_map_and_legend", each_side_shows_its_own_map_and_legend),
    ("attributes_set_day_and_side_at_the_start", attributes_set_day_and_side_at_the_start),
    ("a_place_is_found_by_its_name_in_any_script", a_place_is_found_by_its_name_in_any_script),
    ("the_tour_can_be_left_and_resumed", the_tour_can_be_left_and_resumed),
    ("the_tour_is_whole_and_in_sight_at_every_size", the_tour_is_whole_and_in_sight_at_every_size),
    ("the_keyboard_walks_the_tour_and_escape_ends_it", the_keyboard_walks_the_tour_and_escape_ends_it),
    ("an_excerpt_in_the_card_leads_to_the_list", an_excerpt_in_the_card_leads_to_the_list),
    ("an_event_sets_the_day", an_event_sets_the_day),
    ("ranges_are_drawn_when_asked_for", ranges_are_drawn_when_asked_for),
    ("the_next_mention_is_focused_one_after_another", the_next_mention_is_focused_one_after_another),
    ("a_mention_out_of_sight_brings_its_place_into_sight", a_mention_out_of_sight_brings_its_place_into_sight),
];

fn date(browser: &Browser) -> anyhow::Result<String> {
    let found = browser.script("return find('kuril-map').date;", &[])?;
    Ok(found.as_str().unwrap_or_default().to_owned())
}

fn press(browser: &Browser, selector: &str) -> anyhow::Result<()> {
    let selector = format!("kuril-map >>> {selector}");
    browser.script("find(arguments[0])?.scrollIntoView({ block: 'nearest' });", &[json!(selector)])?;
    browser.click(browser.middle(&selector)?)?;
    browser.settle()
}

fn steps_and_slider_set_the_day_and_the_map_follows(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser
        .script("window.days = []; addEventListener('kuril-date', (event) => days.push(event.detail.date));", &[])?;
    let today = date(browser)?;
    let ground = browser.digest(GROUND)?;
    press(browser, "[data-act=earlier]")?;
    let before = date(browser)?;
    ensure!(before < today, "the step back led from {today} to {before}");
    for _ in 0..20 {
        press(browser, "[data-act=earlier]")?;
    }
    let first = date(browser)?;
    ensure!(first == "1855-02-07", "the first day is {first}");
    ensure!(browser.digest(GROUND)? != ground, "the map of {first} is the one of {today}");
    press(browser, "[data-act=later]")?;
    ensure!(date(browser)? > first, "the step forward led nowhere");
    // The slider is an ordinary one: arrow keys move it.
    browser.script("find('kuril-map >>> .track input').focus();", &[])?;
    browser.press(Key::End)?;
    browser.settle()?;
    ensure!(date(browser)? == today, "the end of the slider is {}", date(browser)?);
    browser.press(Key::Left)?;
    browser.settle()?;
    ensure!(date(browser)? == before, "the arrow led to {}", date(browser)?);
    let told = browser.text("kuril-map >>> .told")?;
    ensure!(told.len() > 40, "nothing is said of {before}: {told:?}");
    let days = browser.script("return days.length;", &[])?;
    ensure!(days.as_u64() > Some(4), "{days} events told of the days");
    Ok(())
}

/// The sizes of pages and frames at which every word must be in sight.
const TOLD_AT: [(u32, u32); 9] =
    [(1440, 900), (1280, 800), (820, 1180), (844, 390), (390, 844), (320, 568), (640, 420), (560, 560), (900, 300)];
/// The days of which what is told does not fit, and the controls that are cut.
const CUT: &str = "const map = find('kuril-map'), root = map.shadowRoot, part = (name) => root.querySelector(name);\
    const days = new Set([...root.querySelectorAll('.stop, .events [data-date]')].map((day) => day.dataset.date)), cut = [];\
    const whole = (box) => { const { left, top, right, bottom } = box.getBoundingClientRect(), around = map.getBoundingClientRect();\
        return right > left && left >= around.left - 1 && top >= around.top - 1 && right <= around.right + 1 && bottom <= around.bottom + 1; };\
    for (const day of days) { map.date = day; const told = part('.told');\
        if (told.scrollHeight > told.clientHeight + 4 || !told.innerText.trim() || !whole(told)) cut.push(day); }\
    for (const name of ['.sides-switch', '.attribution', '.when', '.day']) if (!whole(part(name))) cut.push(name);\
    return days.size > 40 ? cut : ['too few days'];";

const HANDLE: &str = "kuril-map >>> .between";

fn two_maps_stand_beside_a_handle(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.open_map()?;
    let share = |browser: &Browser| -> anyhow::Result<i32> { Ok(browser.attribute(HANDLE, "aria-valuenow")?.parse()?) };
    browser.click(browser.middle("kuril-map >>> .views .compare")?)?;
    browser.settle()?;
    let focused = "return find('kuril-map').shadowRoot.activeElement.className;";
    ensure!(browser.script(focused, &[])? == json!("between"), "the focus is not on the handle");
    let sides = "const { perspective, compare } = find('kuril-map'); return [perspective, compare].sort().join();";
    let sides = browser.script(sides, &[])?;
    ensure!(sides == json!("japan,russia"), "the sides are {sides}");
    let valued = browser.attribute(HANDLE, "aria-valuetext")?;
    ensure!(valued.contains("50 %"), "the handle says {valued:?}");
    let painted = "const root = find('kuril-map').shadowRoot; const other = root.querySelector('canvas.beside');\
        const box = other.getBoundingClientRect();\
        return other.width > 100 && Math.abs(box.width - root.querySelector('canvas.ground').getBoundingClientRect().width) < 1\
            && getComputedStyle(root.querySelector('.other')).clipPath.includes('50%');";
    browser.wait("the other map is painted", painted)?;
    for (key, expected) in [(Key::Right, 52), (Key::Left, 50), (Key::Home, 0), (Key::End, 100)] {
        browser.press(key)?;
        ensure!(share(browser)? == expected, "the handle stands at {}", share(browser)?);
    }
    browser.press(Key::Left)?;
    let (from, frame) = (browser.middle(HANDLE)?, browser.frame(GROUND)?);
    browser.drag(from, (-frame.width / 4.0, 0.0), 4)?;
    ensure!(share(browser)? < 95, "a drag leaves the handle at {}", share(browser)?);
    browser.press(Key::Escape)?;
    browser.settle()?;
    let gone = "const root = find('kuril-map').shadowRoot; return root.querySelector('.between').hidden && root.querySelector('.other').hidden\
        && root.activeElement.matches('.compare');";
    ensure!(browser.script(gone, &[])? == json!(true), "Escape does not end the comparison");
    // Two days of one side.
    browser.script("find('kuril-map').setAttribute('compare', '1905-10-15');", &[])?;
    browser.settle()?;
    let names = browser.text("kuril-map >>> .compared")?;
    ensure!(names.contains("1905"), "the maps are called {names:?}");
    Ok(())
}

/// The pictures of the milestones that are in sight, as far as they are painted: each once, by what it shows.
const PICTURES: &str = "const all = [...find('kuril-map').shadowRoot.querySelectorAll('.milestones canvas')];\
    return all.filter((canvas) => canvas.clientWidth && canvas.getContext('2d').getImageData(9, 9, 1, 1).data[3])\
        .map((canvas) => canvas.toDataURL());";

fn pictures(browser: &Browser) -> anyhow::Result<Vec<String>> {
    Ok(serde_json::from_value(browser.script(PICTURES, &[])?)?)
}

fn where_there_is_room_each_milestone_has_a_picture(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.resize(1280, 800, 1.0, false)?;
    browser.open_map()?;
    ensure!(pictures(browser)?.is_empty(), "a window of 1280 by 800 gives its room to pictures");
    browser.resize(1920, 1080, 1.0, false)?;
    let all = format!("return (() => {{ {PICTURES} }})().length === 6;");
    browser.wait("six pictures are painted", &all)?;
    let mut before = pictures(browser)?;
    let by_japan = "find('kuril-map').perspective = 'japan';";
    browser.script(by_japan, &[])?;
    let last = json!(before.last());
    let changed = format!("return (() => {{ {PICTURES} }})().at(-1) !== arguments[0];")
        .replace("arguments[0]", &last.to_string());
    browser.wait("the pictures show the map of Japan", &changed)?;
    before.sort_unstable();
    before.dedup();
    // Of these days only 1956 and the latest show the same.
    ensure!(before.len() >= 5, "there are {} different pictures", before.len());
    browser.click(browser.middle("kuril-map >>> .milestones [data-date='1905-10-15']")?)?;
    ensure!(date(browser)? == "1905-10-15", "the day is {}", date(browser)?);
    let here = browser.text("kuril-map >>> .milestones .here")?;
    ensure!(here == "1905", "marked is {here}");
    Ok(())
}

fn what_is_told_of_a_day_is_whole_at_every_size(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    for page in ["embed.html", "ja/embed.html", "ru/embed.html"] {
        browser.open(page)?;
        browser.is_complete()?;
        for (width, height) in TOLD_AT {
            browser.resize(width, height, 1.0, false)?;
            browser.settle()?;
            let cut = browser.script(CUT, &[])?;
            ensure!(cut == json!([]), "{page} at {width} × {height}: {cut}");
        }
    }
    Ok(())
}

fn the_days_of_change_can_be_played_and_stopped(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    // Pressed and read at once: on a slow machine the next day may come before another question.
    let script = "find('kuril-map >>> [data-act=play]').click(); return find('kuril-map').date;";
    let first = browser.script(script, &[])?;
    ensure!(first == json!("1855-02-07"), "the play began at {first}");
    browser.wait("another day is shown", "return find('kuril-map').date > '1855-02-07';")?;
    press(browser, "[data-act=play]")?;
    let playing = browser.script("return find('kuril-map >>> .time-place').classList.contains('playing');", &[])?;
    ensure!(playing == json!(false), "the play goes on");
    Ok(())
}

/// What the legend says, folded or not.
fn legend(browser: &Browser) -> anyhow::Result<Value> {
    browser.script("return find('kuril-map >>> .legend').textContent;", &[])
}

fn each_side_shows_its_own_map_and_legend(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let mut seen = vec![(browser.digest(GROUND)?, legend(browser)?)];
    for side in ["japan", "russia", "differ"] {
        press(browser, &format!("[data-perspective={side}]"))?;
        let pressed = browser.attribute(&format!("kuril-map >>> [data-perspective={side}]"), "aria-pressed")?;
        ensure!(pressed == "true", "{side} is not marked");
        let now = (browser.digest(GROUND)?, legend(browser)?);
        ensure!(seen.iter().all(|other| other.0 != now.0 && other.1 != now.1), "{side} shows what another side does");
        seen.push(now);
        browser.screenshot(&format!("side-{side}"))?;
    }
    browser.choose("iturup")?;
    press(browser, "[data-perspective=japan]")?;
    ensure!(browser.text(HEADING)?.starts_with("Etorofu"), "Japan's view calls it {}", browser.text(HEADING)?);
    press(browser, "[data-perspective=russia]")?;
    ensure!(browser.text(HEADING)? == "Iturup", "Russia's view calls it {}", browser.text(HEADING)?);
    Ok(())
}

fn attributes_set_day_and_side_at_the_start(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    browser.open("embed.html?place=urup&date=1900-05-01&perspective=japan&lang=ru")?;
    browser.is_complete()?;
    browser.settle()?;
    ensure!(date(browser)? == "1900-05-01", "the day is {}", date(browser)?);
    let side = browser.script("return find('kuril-map').perspective;", &[])?;
    ensure!(side == json!("japan"), "the side is {side}");
    browser.has_chosen("urup")?;
    ensure!(browser.text(HEADING)? == "Уруп", "the card is headed {}", browser.text(HEADING)?);
    Ok(())
}

fn a_place_is_found_by_its_name_in_any_script(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let names = [
        ("param", "paramushir"),
        ("択捉", "iturup"),
        ("кунаш", "kunashir"),
        ("Uruppu", "urup"),
        // Whatever is named on the map besides islands.
        ("hokk", "hokkaido"),
        ("severo-k", "severo-kurilsk"),
        ("okhotsk", "sea-of-okhotsk"),
        ("southern sakh", "south-sakhalin"),
        ("northern sakh", "north-sakhalin"),
        ("chishima", "kuril-islands"),
        ("habo", "habomai"),
    ];
    for (query, place) in names {
        browser.script("find('kuril-map >>> .search input').focus();", &[])?;
        browser.write(query)?;
        browser.wait("the list is open", "return !find('kuril-map >>> .search ul').hidden;")?;
        browser.press(Key::Enter)?;
        browser.settle()?;
        browser.has_chosen(place)?;
    }
    browser.script("find('kuril-map >>> .search input').focus();", &[])?;
    browser.write("zzz")?;
    let none = browser.text("kuril-map >>> .search ul")?;
    ensure!(none.trim() == word("en", "search.none")?, "nothing found is told as {none:?}");
    browser.script("const input = find('kuril-map >>> .search input'); input.value = '';", &[])?;
    browser.write("s")?;
    let found = browser.script(
        "const all = [...find('kuril-map >>> .search ul').children]; return [all.length, all[8]?.textContent];",
        &[],
    )?;
    let more = found.get(1).and_then(Value::as_str).and_then(|told| told.split(' ').next()?.parse::<u32>().ok());
    ensure!(found.get(0) == Some(&json!(9)) && more > Some(5), "what is not shown is told as {found}");
    Ok(())
}

fn the_tour_can_be_left_and_resumed(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    press(browser, "[data-guide=enter]")?;
    let first = browser.text("kuril-map >>> .tour [aria-current] p")?;
    press(browser, "[data-guide=next]")?;
    let second = browser.text("kuril-map >>> .tour [aria-current] p")?;
    ensure!(first != second, "the second step says the same");
    press(browser, "[data-guide=next]")?;
    let third = browser.text("kuril-map >>> .tour [aria-current] p")?;
    press(browser, "[data-guide=leave]")?;
    let resume = browser.text("kuril-map >>> [data-guide=enter]")?;
    ensure!(resume.contains('3'), "the tour is resumed by {resume:?}");
    press(browser, "[data-guide=enter]")?;
    ensure!(browser.text("kuril-map >>> .tour [aria-current] p")? == third, "the tour goes on elsewhere");
    for _ in 0..8 {
        if browser.script("return !!find('kuril-map >>> [data-guide=next]');", &[])? == json!(true) {
            press(browser, "[data-guide=next]")?;
        }
    }
    let over = browser.text("kuril-map >>> [data-guide=enter]")?;
    ensure!(over == word("en", "tour.start")?, "after the last step the tour says {over:?}");
    Ok(())
}

/// A desk, a tablet, phones upright and across, the smallest phone.
const SIZES: [(u32, u32); 5] = [(1280, 800), (820, 1180), (844, 390), (390, 844), (320, 568)];
/// Pixels of the tour's box that must be scrolled to, whether it is in the window, and whether its buttons can be hit.
const IN_SIGHT: &str = "const box = find('kuril-map >>> .tour-place'); const { shadowRoot } = find('kuril-map');\
    const isHit = (button) => { const { x, y, width, height } = button.getBoundingClientRect();\
        return button.contains(shadowRoot.elementFromPoint(x + width / 2, y + height / 2)); };\
    return [box.scrollHeight - box.clientHeight, box.getBoundingClientRect().bottom <= innerHeight + 1,\
        [...box.querySelectorAll('button')].every(isHit)];";

fn the_tour_is_whole_and_in_sight_at_every_size(browser: &mut Browser) -> anyhow::Result<()> {
    browser.calm()?;
    for (folder, sizes) in [("", &SIZES[..]), ("ja/", &SIZES[3..]), ("ru/", &SIZES[3..])] {
        browser.open(folder)?;
        browser.is_complete()?;
        browser.script("find('kuril-map >>> [data-guide=enter]').click();", &[])?;
        let mut step = 1;
        while browser.script("return !!find('kuril-map >>> [data-guide=next]');", &[])? == json!(true) {
            for (width, height) in sizes {
                browser.resize(*width, *height, 1.0, false)?;
                browser.settle()?;
                let found = browser.script(IN_SIGHT, &[])?;
                ensure!(found == json!([0, true, true]), "{folder} step {step} at {width} by {height}: {found}");
            }
            browser.script("find('kuril-map >>> [data-guide=next]').click();", &[])?;
            step += 1;
        }
        ensure!(step > 8, "the tour has {step} steps");
    }
    Ok(())
}

fn the_keyboard_walks_the_tour_and_escape_ends_it(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    let focused = |browser: &Browser| {
        let script = "const at = find('kuril-map').shadowRoot.activeElement;\
            return at?.closest('.tour') ? (at.dataset.guide ?? at.localName) : null;";
        browser.script(script, &[])
    };
    browser.script("find('kuril-map >>> [data-guide=enter]').focus();", &[])?;
    browser.press(Key::Enter)?;
    browser.settle()?;
    ensure!(focused(browser)? == json!("p"), "the tour begins at {}", focused(browser)?);
    browser.script("find('kuril-map >>> [data-guide=next]').focus();", &[])?;
    let mut texts = vec![browser.text("kuril-map >>> .tour [aria-current] p")?];
    for _ in 0..2 {
        browser.press(Key::Enter)?;
        let said = json!(texts.last()).to_string();
        browser.wait(
            "the next step",
            &format!("return find('kuril-map >>> .tour [aria-current] p').innerText !== {said};"),
        )?;
        browser.settle()?;
        ensure!(focused(browser)? == json!("next"), "the focus went to {}", focused(browser)?);
        texts.push(browser.text("kuril-map >>> .tour [aria-current] p")?);
    }
    browser.press(Key::Escape)?;
    browser.wait("the tour ends", "return find('kuril-map >>> [data-guide=enter]');")?;
    browser.settle()?;
    ensure!(focused(browser)? == json!("enter"), "the tour ends at {}", focused(browser)?);
    Ok(())
}

fn an_excerpt_in_the_card_leads_to_the_list(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("paramushir")?;
    let wanted = browser.attribute("kuril-map >>> .card .goto", "data-goto")?;
    press(browser, ".card .goto")?;
    let script = "const figure = find('kuril-map').shadowRoot.activeElement?.closest('[data-excerpt]');\
        const box = figure?.getBoundingClientRect(); return [figure?.dataset.excerpt, box?.top < innerHeight && box?.bottom > 0];";
    let found = browser.script(script, &[])?;
    ensure!(found == json!([wanted, true]), "the link to {wanted} led to {found}");
    Ok(())
}

fn the_next_mention_is_focused_one_after_another(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("paramushir")?;
    let mut seen = Vec::new();
    for _ in 0..3 {
        press(browser, ".card [data-next]")?;
        let script = "const shown = find('kuril-map').shadowRoot.activeElement;\
            const [box, room] = [shown, find('kuril-map >>> .text')].map((part) => part.getBoundingClientRect());\
            return [shown?.dataset.place, !!shown?.closest('.panel'), shown?.textContent,\
                box.top >= room.top && box.bottom <= room.bottom, scrollY];";
        let found = browser.script(script, &[])?;
        ensure!(found.get(3) == Some(&json!(true)), "the mention is out of sight: {found}");
        ensure!(found.get(4) == Some(&json!(0)), "the page around has moved: {found}");
        ensure!(found.get(0) == Some(&json!("paramushir")) && found.get(1) == Some(&json!(true)), "found {found}");
        ensure!(seen.last() != Some(&found), "the same mention twice: {found}");
        seen.push(found);
    }
    Ok(())
}

fn a_mention_out_of_sight_brings_its_place_into_sight(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("shikotan")?;
    let before = browser.island("paramushir")?;
    browser.script("find('kuril-map').point('shikotan');", &[])?;
    browser.settle()?;
    ensure!(browser.island("paramushir")? == before, "the map moved for a place in sight");
    browser.script("find('kuril-map').point('paramushir');", &[])?;
    browser.settle()?;
    let stage = browser.frame(crate::page::STAGE)?;
    let (x, y) = browser.island("paramushir")?;
    let inside = x > stage.left && x < stage.left + stage.width && y > stage.top && y < stage.top + stage.height;
    ensure!(inside, "Paramushir stays out of sight at {x}, {y}");
    browser.has_chosen("shikotan")
}

fn an_event_sets_the_day(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("shikotan")?;
    let wanted = browser.attribute("kuril-map >>> .card .events [data-date]", "data-date")?;
    press(browser, ".card details[data-excerpt=events] > summary")?;
    press(browser, ".card .events [data-date]")?;
    ensure!(date(browser)? == wanted, "the event of {wanted} set {}", date(browser)?);
    let current = browser.script("return !!find('kuril-map >>> .card .events [aria-current=date]');", &[])?;
    ensure!(current == json!(true), "the event is not marked");
    Ok(())
}

fn ranges_are_drawn_when_asked_for(browser: &mut Browser) -> anyhow::Result<()> {
    browser.open_map()?;
    browser.choose("paramushir")?;
    let before = browser.digest(crate::page::MARKS)?;
    press(browser, ".card [data-ranges]")?;
    let button = browser.attribute("kuril-map >>> .card [data-ranges]", "aria-pressed")?;
    ensure!(button == "true", "the button is not pressed");
    ensure!(browser.digest(crate::page::MARKS)? != before, "no range is drawn");
    browser.screenshot("ranges").map(drop)
}
