#!/usr/bin/env python3
"""reduce_land.py EXTRACTED.geojson PIECES.json OUT.geojson

Drops the rocks that the map has no use for. Kept are the polygons that PIECES.json claims, every rock within 0.1 degree
of the box around one of those that belong to the chain, and elsewhere what is larger than one hectare. Vertices are not
touched. Output: one polygon a line, largest first. Needs shapely.
"""
import json
import sys

from shapely.geometry import Point, box, shape

CONTEXT_KM2 = 500.0  # a named island larger than this would make its box cover too much; it is no rock's neighbour
MARGIN_DEGREES = 0.1
SMALLEST_KM2 = 0.01

extracted, pieces, out = sys.argv[1:4]
features = json.load(open(extracted, encoding="utf8"))["features"]
table = json.load(open(pieces, encoding="utf8"))["features"]
shapes = [shape(feature["geometry"]) for feature in features]
chain = set(sys.argv[4].split(",")) if len(sys.argv) > 4 else set(table)

near = []
for name, piece in table.items():
    if name not in chain:
        continue
    near += [box(*corners).buffer(MARGIN_DEGREES) for corners in piece.get("boxes", [])]
    for seat in piece.get("seats", []):
        land = next(polygon for polygon in shapes if polygon.contains(Point(seat)))
        near.append(box(*land.bounds).buffer(MARGIN_DEGREES, join_style="mitre"))


def kept(feature, polygon):
    if feature["properties"]["area_km2"] >= SMALLEST_KM2:
        return True
    return any(polygon.intersects(area) for area in near)


chosen = [(f["geometry"], p.area) for f, p in zip(features, shapes) if kept(f, p)]
chosen.sort(key=lambda pair: -pair[1])
lines = [
    json.dumps({"type": "Feature", "properties": {}, "geometry": geometry}, separators=(",", ":"))
    for geometry, _ in chosen
]
with open(out, "w", encoding="utf8") as file:
    file.write('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n")
print(len(chosen), "polygons")
