//! Assigns the polygons of the land to features.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use kuril_map::geo::projection::Conic;
use kuril_map::geo::space::{LonLat, World, WorldRect};

use crate::story::derive::input::{Input, Pieces};
use crate::story::derive::ring::Area;

/// Returns the polygons of every feature by id, the largest first.
///
/// The table assigns polygons by positions and boxes. The others are rocks: each is assigned to the nearest island if
/// that is near enough and no other land is nearer, otherwise to the nearest other land.
pub(crate) fn sorted(input: &Input, pieces: &Pieces) -> Result<BTreeMap<String, Vec<Area>>> {
    let bounds: Vec<WorldRect> = input.land.iter().filter_map(|area| area.outer.bounds()).collect();
    let mut owners = claimed(pieces, &input.land, &bounds, &input.conic)?;
    let seats: Vec<Seat<'_>> = owners
        .iter()
        .zip(&input.land)
        .zip(&bounds)
        .filter_map(|((owner, area), bounds)| {
            let island = input.islands.iter().any(|island| Some(&island.id) == owner.as_ref());
            owner.clone().map(|owner| Seat { owner, area, bounds: *bounds, island })
        })
        .collect();
    for (owner, area) in owners.iter_mut().zip(&input.land).filter(|(owner, _)| owner.is_none()) {
        let place = area.outer.0.first().context("a polygon without corners")?.world;
        *owner = Some(nearest(&seats, place, pieces.rocks_within_km).context("no land to give a rock to")?);
    }
    let mut sorted: BTreeMap<String, Vec<Area>> = BTreeMap::new();
    for (owner, area) in owners.into_iter().zip(&input.land) {
        sorted.entry(owner.unwrap_or_default()).or_default().push(area.clone());
    }
    for areas in sorted.values_mut() {
        areas.sort_by(|a, b| b.area_km2().total_cmp(&a.area_km2()));
    }
    Ok(sorted)
}

/// A polygon that the table assigns.
struct Seat<'a> {
    owner: String,
    area: &'a Area,
    bounds: WorldRect,
    island: bool,
}

fn claimed(pieces: &Pieces, land: &[Area], bounds: &[WorldRect], conic: &Conic) -> Result<Vec<Option<String>>> {
    let mut owners: Vec<Option<String>> = vec![None; land.len()];
    for (id, piece) in &pieces.features {
        for &[lon, lat] in &piece.seats {
            let place = conic.world_from_lonlat(LonLat::new(lon, lat));
            let inside = land.iter().zip(bounds).map(|(area, bounds)| bounds.contains(place) && area.contains(place));
            let (owner, _) = owners
                .iter_mut()
                .zip(inside)
                .find(|(_, inside)| *inside)
                .with_context(|| format!("pieces.json: {id}: there is no land at {lon}, {lat}"))?;
            match owner {
                Some(other) if other != id => bail!("pieces.json: {id} and {other} claim the same land"),
                _ => *owner = Some(id.clone()),
            }
        }
    }
    for (id, piece) in &pieces.features {
        for &[west, south, east, north] in &piece.boxes {
            let free = owners.iter_mut().zip(bounds).filter(|(owner, _)| owner.is_none());
            for (owner, bounds) in free {
                let middle = conic.lonlat_from_world(bounds.centre());
                if (west..=east).contains(&middle.lon) && (south..=north).contains(&middle.lat) {
                    *owner = Some(id.clone());
                }
            }
        }
    }
    Ok(owners)
}

/// Returns the owner of the land nearest to a rock.
fn nearest(seats: &[Seat<'_>], rock: World, within_km: f64) -> Option<String> {
    let (mut any, mut other) = (None::<(f64, &Seat<'_>)>, None::<(f64, &Seat<'_>)>);
    for seat in seats {
        let least = seat.bounds.distance(rock);
        let beats = |best: Option<(f64, &Seat<'_>)>| best.is_none_or(|(distance, _)| least < distance);
        if !beats(any) && (seat.island || !beats(other)) {
            continue;
        }
        let distance = seat.area.outer.distance(rock);
        let nearer = |best: Option<(f64, &Seat<'_>)>| best.is_none_or(|(found, _)| distance < found);
        if nearer(any) {
            any = Some((distance, seat));
        }
        if !seat.island && nearer(other) {
            other = Some((distance, seat));
        }
    }
    let (distance, seat) = any?;
    let far = seat.island && distance > within_km;
    Some(if far { other?.1.owner.clone() } else { seat.owner.clone() })
}
