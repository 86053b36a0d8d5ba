#!/usr/bin/env python3
"""Outlines of the letters a sharing card may need, from an open font, into src/web/card/glyphs.txt.

    python3 -m pip install fonttools
    scripts/card-glyphs.py /usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc [DATA FOLDER]

Taken are Latin letters, kana, and whatever the words of the cards and the names and credits of the data
folder are written with. Noto Sans CJK JP (SIL Open Font License 1.1): drawings made with it are free.
One line a letter: the letter, how far it moves on, its outline in 1/250 of an em, y downward.
"""

import json
import sys
from pathlib import Path

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTCollection

UNITS = 250
FACE = "Noto Sans CJK JP Bold"


class Outline(BasePen):
    """Writes an outline as relative SVG path data in whole units."""

    def __init__(self, glyphs, scale):
        super().__init__(glyphs)
        self.scale, self.at, self.out = scale, (0, 0), []

    def point(self, at):
        return (round(at[0] * self.scale), -round(at[1] * self.scale))

    def write(self, letter, *points):
        here = self.at
        said = [p - o for point in map(self.point, points) for p, o in zip(point, here)]
        self.at = self.point(points[-1])
        self.out.append(letter + " ".join(map(str, said)).replace(" -", "-"))

    def _moveTo(self, at):
        self.write("m", at)
        self.start = self.at

    def _lineTo(self, at):
        if self.point(at) != self.at:
            self.write("l", at)

    def _curveToOne(self, a, b, c):
        self.write("c", a, b, c)

    def _closePath(self):
        self.out.append("z")
        self.at = self.start


def main(font_file, folder="data"):
    fonts = TTCollection(font_file).fonts
    font = next(one for one in fonts if one["name"].getDebugName(4) == FACE)
    places = json.loads(Path(folder, "places.geojson").read_text())
    names = [f["properties"].get("name", "") for f in places["features"]]
    ward = Path(folder, "ward.toml").read_text()
    words = [Path("lang", "ja", "common.ftl").read_text()]
    pages = Path("lang", "ja", "pages.ftl").read_text().splitlines()
    words += [line for line in pages if line.startswith("map-credit")]
    ascii_letters = "".join(map(chr, range(0x20, 0x7F))) + "©・、。（）「」ー～〜"
    kana = "".join(map(chr, range(0x3041, 0x30FB)))
    wanted = sorted(set("".join([ascii_letters, kana, *names, ward, *words])))
    glyphs, best = font.getGlyphSet(), font.getBestCmap()
    scale = UNITS / font["head"].unitsPerEm
    lines = []
    for letter in wanted:
        name = best.get(ord(letter))
        if name is None or letter in "\n\r\t":
            continue
        pen = Outline(glyphs, scale)
        glyphs[name].draw(pen)
        lines.append(f"{letter}\t{round(glyphs[name].width * scale)}\t{''.join(pen.out)}")
    Path("src/web/card/glyphs.txt").write_text("\n".join(lines) + "\n")


main(*sys.argv[1:])
