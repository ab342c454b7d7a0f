"""Land polygons of OpenStreetMap out of the PyPI wheel roaring-landmask 0.11.0, where they are embedded as xz'd WKB."""
import hashlib
import lzma
import zipfile

import numpy as np
import shapely

MEMBER = "roaring_landmask/roaring_landmask.abi3.so"
NAME = b"osm.wkb.xz"
MAGIC = b"\xfd7zXZ\x00"
LENGTH = 55632408
SHA256 = "7cbbbb56dc8f6a339d837e57aac4c50c9f54e7ac1118803274725cf61226b727"


def polygons(wheel, west, south, east, north):
    """The polygons that meet the box, cut to it."""
    library = zipfile.ZipFile(wheel).read(MEMBER)
    start = library.index(NAME + MAGIC) + len(NAME)
    blob = library[start : start + LENGTH]
    if hashlib.sha256(blob).hexdigest() != SHA256:
        raise SystemExit("the land in the wheel is not that of version 0.11.0")
    world = np.array(shapely.from_wkb(lzma.decompress(blob)).geoms)
    box = shapely.box(west, south, east, north)
    near = world[shapely.STRtree(world).query(box)]
    pieces = [part for cut in shapely.intersection(near, box) for part in shapely.get_parts(cut)]
    return [piece for piece in pieces if piece.geom_type == "Polygon" and not piece.is_empty]
