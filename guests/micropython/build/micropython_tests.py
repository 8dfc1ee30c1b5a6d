"""MicroPython's own tests, out of upstream's tarball: what tests/micropython runs."""

import tarfile
from pathlib import Path

from stages import Context

# Upstream's folders; the others are about hardware, networks, threads, the command line and speed.
FOLDERS = ("basics", "extmod", "float", "import", "io", "micropython", "misc", "stress", "unicode")


def prepare(context: Context) -> Path:
    """The path of micropython-tests.tar, in which `basics/int1.py` and the like are."""
    archive = context.sources["micropython"].file(".orig.tar")

    def build(folder: Path) -> None:
        with tarfile.open(archive) as source, tarfile.open(folder / "micropython-tests.tar", "w") as target:
            for member in sorted(source.getmembers(), key=lambda member: member.name):
                _, _, name = member.name.partition("/tests/")
                if member.isfile() and name.split("/")[0] in FOLDERS:
                    entry = tarfile.TarInfo(name)  # without its time and its owner
                    entry.size = member.size
                    target.addfile(entry, source.extractfile(member))

    inputs = {"archive": context.cache.digest(archive)}
    doing = "taking out MicroPython's tests"
    return context.stage("micropython-tests", doing, inputs, __file__, build) / "micropython-tests.tar"
