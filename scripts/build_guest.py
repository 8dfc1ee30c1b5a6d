#!/usr/bin/env python3
"""Builds the guests into build/guest: modules, library packs, both translated, and MicroPython's own tests.

Results of every stage are kept in ~/.cache/vitrine (VITRINE_CACHE), so only what changed is built again. A
stage's key is made of all that goes into it; the stages are the modules of guests/cpython/build and
guests/micropython/build (README.md there). Logs: build/logs.
"""

import argparse
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
for guest in ("micropython", "cpython"):
    sys.path.insert(0, str(ROOT / "guests" / guest / "build"))

import cpython_libraries  # noqa: E402
import cpython_module  # noqa: E402
import cpython_native  # noqa: E402
import cpython_pack  # noqa: E402
import cpython_reference  # noqa: E402
import cpython_source  # noqa: E402
import micropython_module  # noqa: E402
import micropython_pack  # noqa: E402
import micropython_reference  # noqa: E402
import micropython_source  # noqa: E402
import micropython_tests  # noqa: E402
import third_party  # noqa: E402
import toolchain  # noqa: E402
from cache import Cache, default_root, sha256_file  # noqa: E402
from console import BuildError, Console  # noqa: E402
from sources import fetch_all  # noqa: E402
from stages import Context  # noqa: E402
from translate_guest import MODES, Translator  # noqa: E402


OBJECTS = [*((guest, mode) for guest in ("cpython", "micropython") for mode in MODES), ("micropython_stress", "gs")]


def build_micropython(context: Context) -> dict[str, Path]:
    """micropython.wasm and micropython.pack; and micropython_stress.wasm, which collects garbage at every allocation."""
    tools = toolchain.prepare(context)
    source = micropython_source.prepare(context)
    return {
        "micropython.wasm": micropython_module.prepare(context, tools, source),
        "micropython_stress.wasm": micropython_module.prepare(context, tools, source, stress=True),
        "micropython.pack": micropython_pack.prepare(context),
    }


def build_cpython(context: Context) -> dict[str, Path]:
    """cpython.wasm and cpython.pack."""
    tools = toolchain.prepare(context)
    source = cpython_source.prepare(context)
    with ThreadPoolExecutor(1) as pool:
        # At the same time: CPython's configure keeps no more than one processor busy.
        others = pool.submit(third_party.prepare, context, tools)
        native = cpython_native.prepare(context, source)
        libraries_of_others = others.result()
    libraries = cpython_libraries.prepare(context, tools, source, native, libraries_of_others)
    module = cpython_module.prepare(context, tools, source, libraries, libraries_of_others)
    library = cpython_pack.prepare_library(context, source, native, libraries)
    pack = cpython_pack.prepare(context, native, library, cpython_pack.prepare_zones(context))
    return {"cpython.wasm": module, "cpython.pack": pack}


def build_modules(context: Context) -> dict[str, Path]:
    """The modules and packs of both guests."""
    return {**build_cpython(context), **build_micropython(context)}


def hand_over(results: dict[str, Path], folder: Path, console: Console) -> None:
    """Copies what changed, each file whole or not at all, and notes the digests."""
    folder.mkdir(parents=True, exist_ok=True)
    digests = []
    for name, result in sorted(results.items()):
        digest = sha256_file(result)
        digests.append(f"{digest}  {name}\n")
        target = folder / name
        if not target.is_file() or sha256_file(target) != digest:
            temporary = folder / f".{name}.{os.getpid()}"
            shutil.copyfile(result, temporary)
            temporary.replace(target)
            console.say(f"guest: {name}, {target.stat().st_size / 1e6:.1f} MB")
    sums = folder / "sha256sums"
    if not sums.is_file() or sums.read_text() != "".join(digests):
        sums.write_text("".join(digests))


def link_references(context: Context, folder: Path) -> None:
    """Points <folder>/reference-python and reference-micropython at native interpreters made from the same sources."""
    references = {
        "reference-python": cpython_reference.prepare(context, cpython_source.prepare(context)),
        "reference-micropython": micropython_reference.prepare(context),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, program in references.items():
        link = folder / name
        link.unlink(missing_ok=True)
        link.symlink_to(program)
        context.console.say(f"guest: {name} is ready")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "guest", help="where the results go")
    parser.add_argument(
        "--module-only", action="store_true", help="stop before the translation to native code"
    )
    parser.add_argument(
        "--reference",
        action="store_true",
        help="only build native interpreters to compare with: reference-python, reference-micropython",
    )
    arguments = parser.parse_args()
    console = Console(ROOT / "build" / "logs")
    try:
        cache = Cache(default_root())
        context = Context(ROOT, cache, console, fetch_all(cache.root, console))
        if arguments.reference:
            link_references(context, arguments.out)
            return 0
        results = build_modules(context)
        if not arguments.module_only:
            translator = Translator(context)
            for name, mode in OBJECTS:
                module = results[f"{name}.wasm"]
                results[f"{name}_{mode}.o"] = translator.compile_object(module, name, mode)
            results["micropython-tests.tar"] = micropython_tests.prepare(context)
        hand_over(results, arguments.out, console)
    except BuildError as error:
        console.say(f"guest: failed\n{error}")
        return 1
    console.say("guest: ready")
    return 0


if __name__ == "__main__":
    sys.exit(main())
