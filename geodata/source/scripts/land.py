#!/usr/bin/env python3
"""land.py WHEEL PIECES ISLANDS OUT: makes land.geojson.

WHEEL is roaring_landmask-0.11.0-*.whl, PIECES the table pieces.json, ISLANDS the file islands.geojson. The land is cut to
138-165 E, 40-57 N and brought to five decimals. Rocks that the map has no use for are dropped: kept are every rock
within 0.1 degree of the box around a polygon of a named island, and elsewhere what is larger than one hectare. No vertex
is moved. One polygon a line, largest first. Needs numpy, shapely, pyproj.
"""
import json
import sys

import shapely
from osm_land import polygons
from pyproj import Geod

MARGIN_DEGREES = 0.1
SMALLEST_M2 = 10_000

wheel, pieces, islands, out = sys.argv[1:5]
table = json.load(open(pieces, encoding="utf8"))["features"]
chain = {feature["id"] for feature in json.load(open(islands, encoding="utf8"))["features"]}
geod = Geod(ellps="WGS84")

land = []
for polygon in polygons(wheel, 138, 40, 165, 57):
    parts = shapely.get_parts(shapely.set_precision(polygon, 1e-5))
    land += [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]

near = []
for name, piece in table.items():
    if name in chain:
        near += [shapely.box(*box) for box in piece.get("boxes", [])]
        for seat in piece.get("seats", []):
            near.append(shapely.box(*next(p for p in land if p.contains(shapely.Point(seat))).bounds))
near = shapely.union_all([shapely.buffer(box, MARGIN_DEGREES, join_style="mitre") for box in near])
shapely.prepare(near)


def square_metres(polygon):
    return abs(geod.geometry_area_perimeter(polygon)[0])


kept = [polygon for polygon in land if near.intersects(polygon) or square_metres(polygon) >= SMALLEST_M2]
kept.sort(key=lambda polygon: (-polygon.area, polygon.bounds))


def line(polygon):
    rings = [polygon.exterior, *polygon.interiors]
    coordinates = [[[round(x, 5), round(y, 5)] for x, y in ring.coords] for ring in rings]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": coordinates}}
    return json.dumps(feature, separators=(",", ":"))


with open(out, "w", encoding="utf8") as file:
    file.write('{"type":"FeatureCollection","features":[\n' + ",\n".join(map(line, kept)) + "\n]}\n")
print(len(land), "polygons,", len(kept), "kept,", sum(int(shapely.count_coordinates(p)) for p in kept), "vertices")
