"""The library pack: the Python modules that live with MicroPython in the glass, as source."""

import shutil
import sys
from pathlib import Path

from cache import sha256_file, sha256_files
from stages import Context, plain_environment

LIBRARY_MOUNT = "/lib"  # on sys.path: guests/micropython/guest.c


def prepare(context: Context) -> Path:
    """The path of micropython.pack."""
    root = context.root
    library = root / "guests" / "micropython" / "library" / "pack"
    packer = root / "guests" / "vfs" / "pack.py"
    files = [path for path in library.rglob("*") if path.is_file() and "__pycache__" not in path.parts]

    def build(folder: Path) -> None:
        work = folder / "work"
        work.mkdir()
        shutil.copytree(library, work, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        target = folder / "micropython.pack"
        command = [sys.executable, packer, "--out", target, "--compress", f"{LIBRARY_MOUNT}={work}"]
        context.console.run("micropython-pack", command, folder, plain_environment())
        shutil.rmtree(work)

    inputs = {"own": sha256_files(root, files), "packer": sha256_file(packer)}
    return context.stage("micropython-pack", "packing MicroPython's library", inputs, __file__, build) / "micropython.pack"
