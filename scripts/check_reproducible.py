#!/usr/bin/env python3
"""Builds the guests a second time in another folder and compares them with the first, byte by byte.

By default what is made from our own code: the modules, the translated C and the library packs. With
--everything the libraries too, which takes some minutes.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import build_guest
from cache import INPUTS_NAME, Cache, default_root, sha256_files
from console import BuildError, Console
from sources import fetch_all
from stages import Context
from translate_guest import MODES, Translator

OWN_STAGES = (
    *("cpython-module", "cpython-library", "cpython-pack", "micropython-module", "micropython-pack"),
    *(f"translate-{mode}" for mode in MODES),
)
# Only helps to build; it may differ as long as what it makes does not.
NEVER_COMPARED = ("cpython-native",)


class SecondBuild(Cache):
    """A cache that builds chosen stages anew in a folder of its own, and remembers both results."""

    def __init__(self, first: Cache, folder: Path, again: Callable[[str], bool]):
        super().__init__(folder)
        self._first = first
        self._again = again
        self.pairs: dict[str, tuple[Path, Path]] = {}

    def get(self, stage: str, inputs: dict, build, on_wait=lambda: None) -> Path:
        first = self._first.get(stage, inputs, build, on_wait)
        if not self._again(stage):
            return first
        name = first.name  # both guests have stages of the same names
        if name not in self.pairs:
            self.pairs[name] = (first, super().get(stage, inputs, build, on_wait))
        # What is built on top starts from the first result: one difference is reported once.
        return first


def differences(first: Path, second: Path) -> list[str]:
    def digests(folder: Path) -> dict[str, str]:
        files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
        return sha256_files(folder, (path for path in files if path.name != INPUTS_NAME))

    one, two = digests(first), digests(second)
    return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--everything", action="store_true", help="build the libraries a second time too")
    arguments = parser.parse_args()
    console = Console(build_guest.ROOT / "build" / "logs" / "reproducible")
    first = Cache(default_root())

    def again(stage: str) -> bool:
        return stage in OWN_STAGES or (arguments.everything and stage not in NEVER_COMPARED)

    different = 0
    try:
        with tempfile.TemporaryDirectory(prefix="second-build-", dir=first.root) as folder:
            second = SecondBuild(first, Path(folder), again)
            context = Context(build_guest.ROOT, second, console, fetch_all(first.root, console))
            results = build_guest.build_modules(context)
            translator = Translator(context)
            for name, mode in build_guest.OBJECTS:
                translator.translate(results[f"{name}.wasm"], name, mode)
            for stage, (one, two) in second.pairs.items():
                names = differences(one, two)
                different += len(names)
                print(f"{stage}: {'the same' if not names else 'differs: ' + ', '.join(names[:10])}")
    except BuildError as error:
        print(f"check_reproducible: {error}", file=sys.stderr)
        return 1
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
