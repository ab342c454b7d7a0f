#!/usr/bin/env python3
"""faces.py [GEODATA]: generates the font subsets in this folder from Debian's fonts-noto-core and fonts-noto-cjk.

GEODATA is the folder of the story, by default the project's own. Needs fontTools 4.x (`pip install fonttools`). Latin
and Cyrillic letters are included as whole alphabets, Han characters and kana only if the story has them in texts that a
picture can set in that font. README.md in this folder explains why.
"""
import json
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).resolve().parent
GEODATA = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[3] / "geodata"
LATIN = pathlib.Path("/usr/share/fonts/truetype/noto")
CJK = pathlib.Path("/usr/share/fonts/opentype/noto")
# Printable ASCII, the Latin alphabets of Europe (Latin-1 Supplement and Latin Extended-A), the Russian alphabet, and
# punctuation.
ALPHABETS = {chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x410, 0x450), 0x401, 0x451]}
ALPHABETS |= set("\u202f–—―‘’“”„…№′″→")
# The first character that is set in a Japanese font.
EASTERN_FROM = "\u2e80"


def texts(value):
    """All texts in a piece of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)


def read(name):
    return json.loads((GEODATA / name).read_text(encoding="utf8"))


def names(name):
    """The names of all features of a file, including those that a claimant uses."""
    features = [feature["properties"] for feature in read(name)["features"]]
    return [feature.get(kind, {}) for feature in features for kind in ("names", "names_claimant")]


def letters(*values):
    return {letter for value in values for text in texts(value) for letter in text if letter.isprintable()}


def words():
    """The texts of the interface: the program's, and those that the story overrides."""
    # The shapes of Chinese characters differ from those of the Japanese font.
    program = [file for file in (HERE.parents[2] / "words").glob("*.json") if not file.name.startswith("zh")]
    files = [*program, *(GEODATA / "words").glob("*.json")]
    return [json.loads(file.read_text(encoding="utf8")) for file in files]


def wanted():
    """The characters of each kind of font."""
    story, status = read("story.json"), read("status.json")
    lands = [names(name) for name in ("islands.geojson", "places.geojson", "land.geojson", "boundaries.geojson")]
    waters = names("waters.geojson")
    dates = [text for file in words() for key, text in file.items() if key.startswith("date.")]
    groups = [[group["names"] for group in part] for part in (story["groups"], story["places"], status["groups"])]
    return {
        "regular": letters(story, words(), status, lands, waters),
        "bold": letters(names("islands.geojson"), groups, story["title"], dates),
        "italic": letters(names("boundaries.geojson")),
        "serif": letters(waters),
    }


def write_subset(source, characters, target, number=-1, features=()):
    """Writes a font with only these characters."""
    font = TTFont(source, fontNumber=number)
    options = subset.Options()
    options.hinting = False
    options.layout_features = features
    options.name_IDs = [0, 1, 2, 4, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.glyph_names = False
    options.desubroutinize = False
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "STAT", "meta"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(letter) for letter in characters])
    subsetter.subset(font)
    # The time of generation would differ each time.
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    font.save(HERE / target)
    print(f"{target}: {len(characters)} characters, {(HERE / target).stat().st_size} bytes")


def main():
    found = wanted()
    western = {kind: ALPHABETS | {c for c in letters if c < EASTERN_FROM} for kind, letters in found.items()}
    eastern = {kind: {c for c in letters if c >= EASTERN_FROM} for kind, letters in found.items()}
    write_subset(LATIN / "NotoSans-Regular.ttf", western["regular"], "sans.ttf", features=["kern"])
    write_subset(LATIN / "NotoSans-Bold.ttf", western["bold"], "sans-bold.ttf", features=["kern"])
    write_subset(LATIN / "NotoSans-Italic.ttf", western["italic"], "sans-italic.ttf")
    write_subset(LATIN / "NotoSerif-Italic.ttf", western["serif"], "serif-italic.ttf")
    # The first font of each collection is the Japanese one.
    write_subset(CJK / "NotoSansCJK-Regular.ttc", eastern["regular"], "sans-ja.otf", 0)
    write_subset(CJK / "NotoSansCJK-Bold.ttc", eastern["bold"], "sans-bold-ja.otf", 0)
    write_subset(CJK / "NotoSerifCJK-Regular.ttc", eastern["serif"], "serif-ja.otf", 0)


main()
