"""What a large photo costs on a paper: peak memory, seconds and bytes, each kind in a process of its own.

python -m tests.benchmarks.photos [--millions 60] [--kinds jpeg progressive png]
"""

import argparse
import io
import subprocess
import sys
import time
from pathlib import Path

from PIL import Image

from desktop_app.base.resources import resource_path
from desktop_app.printing.type.faces import font_set
from desktop_app.printing.type.page import compose, office_page
from desktop_app.printing.type.placard import Placard, PlacardPicture, Placed

KINDS = {"jpeg": ("JPEG", {}), "progressive": ("JPEG", {"progressive": True}), "png": ("PNG", {})}


def photo(kind: str, millions: int) -> bytes:
    """A photo of noise, 3 : 4, with so many million points."""
    wide = round((millions * 1e6 * 3 / 4) ** 0.5)
    tile = Image.effect_noise((512, 512), 80).convert("RGB")
    image = Image.new("RGB", (wide, round(millions * 1e6 / wide)))
    for x in range(0, image.width, 512):
        for y in range(0, image.height, 512):
            image.paste(tile, (x, y))
    out = io.BytesIO()
    form, how = KINDS[kind]
    image.save(out, form, **how)
    return out.getvalue()


def measure(data: bytes) -> None:
    """Print what one such photo on a paper takes."""
    fonts = font_set(resource_path("fonts"))
    fonts.width("国", "song", 10)
    begun = time.process_time()
    story = [Placard(170, 120, [Placed(0, 0, (PlacardPicture(lambda: data, "某某", 5, 5, 60, 80),))])]
    paper = compose(story, office_page(), fonts, title="t", author="a")
    # Not getrusage: its peak is handed on from the process that started this one.
    peak = int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024
    spent = time.process_time() - begun
    print(f"{spent:.2f} s CPU  peak {peak} MB  PDF {len(paper.pdf) // 1024} KB  {''.join(paper.remarks)}")


def main() -> None:
    """Make each kind here and measure it in a fresh process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--millions", type=int, default=60)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--measure", action="store_true", help="read one photo from standard input")
    given = parser.parse_args()
    if given.measure:
        measure(sys.stdin.buffer.read())
        return
    for kind in given.kinds:
        data = photo(kind, given.millions)
        print(f"{kind}, {given.millions} million points, {len(data) >> 20} MB", flush=True)
        command = [sys.executable, "-m", "tests.benchmarks.photos", "--measure"]
        subprocess.run(command, input=data, check=True)


if __name__ == "__main__":
    main()
