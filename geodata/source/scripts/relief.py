#!/usr/bin/env python3
"""relief.py ETOPO LAND OUT: makes relief_2min.i16 and relief_2min.json in the folder OUT.

ETOPO is pybacktrack-1.5.0-py3-none-any.whl, which holds NOAA's ETOPO1 at 0.1 degree; LAND is
roaring_landmask-0.11.0-*.whl. The nodes of ETOPO1 and the coast of OpenStreetMap as the line of zero depth are joined to
one surface on a grid of two arc minutes. Needs numpy, scipy, shapely, pyproj, netCDF4, rasterio.
"""
import json
import sys
import tempfile
import zipfile

import netCDF4
import numpy as np
import rasterio.features
import rasterio.transform
import shapely
from osm_land import polygons
from pyproj import Geod
from scipy.interpolate import CloughTocher2DInterpolator, LinearNDInterpolator

etopo, wheel, out = sys.argv[1:4]
WEST, SOUTH, EAST, NORTH = 138, 40, 165, 57
PAD, STEP = 0.6, 1 / 30  # a margin, so that the surface is sound up to the edge; degrees
SMALLEST_KM2 = 0.02  # smaller rocks do not shape the sea floor
COAST_DEGREES = 0.02  # spacing of the points of zero depth
NARROWING = np.cos(np.radians(48))

geod = Geod(ellps="WGS84")
lon = np.arange(WEST - PAD, EAST + PAD + 1e-9, STEP)
lat = np.arange(SOUTH - PAD, NORTH + PAD + 1e-9, STEP)

land = polygons(wheel, WEST - PAD - 0.3, SOUTH - PAD - 0.3, EAST + PAD + 0.3, NORTH + PAD + 0.3)
land = [p for p in land if abs(geod.geometry_area_perimeter(p)[0]) > SMALLEST_KM2 * 1e6]

# Which nodes of the grid are land, from a raster four times finer.
FINER = 4
transform = rasterio.transform.from_origin(lon[0] - STEP / 2, lat[-1] + STEP / 2, STEP / FINER, STEP / FINER)
mask = rasterio.features.rasterize(
    [(p, 1) for p in land], out_shape=(len(lat) * FINER, len(lon) * FINER), transform=transform, fill=0, dtype="uint8"
)
on_land = mask[FINER // 2 :: FINER, FINER // 2 :: FINER][::-1].astype(bool)

with tempfile.TemporaryDirectory() as folder:
    path = zipfile.ZipFile(etopo).extract("pybacktrack/bundle_data/topography/ETOPO1_0.1.grd", folder)
    grid = netCDF4.Dataset(path)
    x, y, z = (np.array(grid[name][:], float) for name in ("lon", "lat", "z"))
columns = np.where((x >= WEST - 1.2) & (x <= EAST + 1.2))[0]
rows = np.where((y >= SOUTH - 1.2) & (y <= NORTH + 1.2))[0]
x, y, z = x[columns], y[rows], z[np.ix_(rows, columns)]
node_lon, node_lat = np.meshgrid(x, y)

hit, _ = shapely.STRtree(land).query(shapely.points(node_lon.ravel(), node_lat.ravel()), predicate="intersects")
node_land = np.zeros(node_lon.size, bool)
node_land[hit] = True
node_land = node_land.reshape(node_lon.shape)

coast = []
for polygon in land:
    ring = polygon.exterior
    count = max(3, int(ring.length / COAST_DEGREES))
    spaced = shapely.line_interpolate_point(ring, np.linspace(0, ring.length, count, endpoint=False))
    coast.append(shapely.get_coordinates(spaced))
coast = np.vstack(coast)
inside = (coast[:, 0] > lon[0] - 0.2) & (coast[:, 0] < WEST - PAD + EAST - WEST + 2 * PAD + 0.2)
inside &= (coast[:, 1] > lat[0] - 0.2) & (coast[:, 1] < NORTH + PAD + 0.2)
coast = coast[inside]

# A node at sea that ETOPO1 has above zero is wrong near the coast: the coast itself speaks there.
used = node_land | (z < 0)
points = np.vstack([np.c_[node_lon[used], node_lat[used]], coast]) * [NARROWING, 1.0]
heights = np.r_[np.where(node_land, np.maximum(z, 1), z)[used], np.zeros(len(coast))]
_, unique = np.unique(np.round(points, 4), axis=0, return_index=True)
points, heights = points[unique], heights[unique]

grid_lon, grid_lat = np.meshgrid(lon, lat)
query = np.c_[grid_lon.ravel(), grid_lat.ravel()] * [NARROWING, 1.0]
smooth = CloughTocher2DInterpolator(points, heights)
curved = smooth(query).reshape(grid_lon.shape)
flat = LinearNDInterpolator(smooth.tri, heights)(query).reshape(grid_lon.shape)
# The smooth surface overshoots at seamounts, which makes false shoals: it is held within 10 % of the flat one.
held = np.where(
    flat < 0, np.clip(curved, flat * 1.1 - 10, flat * 0.9), np.clip(curved, flat * 0.9, flat * 1.1 + 10)
)
held = np.where(on_land, np.maximum(held, 1), np.minimum(held, -1))

keep_x, keep_y = (lon >= WEST - 0.01) & (lon <= EAST + 0.01), (lat >= SOUTH - 0.01) & (lat <= NORTH + 0.01)
metres = np.round(held.astype("float32").astype(float)[np.ix_(keep_y, keep_x)]).astype("<i2")
open(f"{out}/relief_2min.i16", "wb").write(metres.tobytes())
head = {
    "width": metres.shape[1],
    "height": metres.shape[0],
    "lon0": float(lon[keep_x][0]),
    "lat0": float(lat[keep_y][0]),
    "step": STEP,
    "order": "rows south to north, int16 LE, metres",
}
json.dump(head, open(f"{out}/relief_2min.json", "w"))
print(metres.shape, metres.min(), metres.max())
