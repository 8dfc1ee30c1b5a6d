#!/usr/bin/env python3
"""Builds the CPython guest into build/guest: cpython.wasm, lib.pack and the translated objects.

Results of every stage are kept in ~/.cache/vitrine (VITRINE_CACHE), so only what changed is built again. A
stage's key is made of all that goes into it; the stages are the modules of guests/cpython/build (README.md
there). Logs: build/logs.
"""

import argparse
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "guests" / "cpython" / "build"))

import cpython_libraries  # noqa: E402
import cpython_module  # noqa: E402
import cpython_native  # noqa: E402
import cpython_pack  # noqa: E402
import cpython_reference  # noqa: E402
import cpython_source  # noqa: E402
import third_party  # noqa: E402
import toolchain  # noqa: E402
from cache import Cache, default_root, sha256_file  # noqa: E402
from console import BuildError, Console  # noqa: E402
from sources import fetch_all  # noqa: E402
from stages import Context  # noqa: E402
from translate_guest import MODES, Translator  # noqa: E402


def build_module(context: Context) -> dict[str, Path]:
    """cpython.wasm and lib.pack."""
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
    return {"cpython.wasm": module, "lib.pack": pack}


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


def link_reference(context: Context, folder: Path) -> None:
    """Points <folder>/reference-python at a native CPython made from the guest's sources."""
    python = cpython_reference.prepare(context, cpython_source.prepare(context))
    folder.mkdir(parents=True, exist_ok=True)
    link = folder / "reference-python"
    link.unlink(missing_ok=True)
    link.symlink_to(python)
    context.console.say(f"guest: {link.name} is ready")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "guest", help="where the results go")
    parser.add_argument(
        "--module-only", action="store_true", help="stop before the translation to native code"
    )
    parser.add_argument(
        "--reference",
        action="store_true",
        help="only build a native CPython to compare with: reference-python",
    )
    arguments = parser.parse_args()
    console = Console(ROOT / "build" / "logs")
    try:
        cache = Cache(default_root())
        context = Context(ROOT, cache, console, fetch_all(cache.root, console))
        if arguments.reference:
            link_reference(context, arguments.out)
            return 0
        results = build_module(context)
        if not arguments.module_only:
            translator = Translator(context)
            for mode in MODES:
                results[f"cpython_{mode}.o"] = translator.compile_object(
                    results["cpython.wasm"], "cpython", mode
                )
        hand_over(results, arguments.out, console)
    except BuildError as error:
        console.say(f"guest: failed\n{error}")
        return 1
    console.say("guest: ready")
    return 0


if __name__ == "__main__":
    sys.exit(main())
