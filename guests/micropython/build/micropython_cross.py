"""MicroPython's own compiler, built natively: makes the byte code that is frozen into the module."""

from pathlib import Path

from cache import sha256_files
from console import jobs
from stages import Context, plain_environment, tool_version

# Instead of what git would say about the folder that the tree lies in.
VERSION = {"MICROPY_GIT_TAG": "v1.25.0", "MICROPY_GIT_HASH": "none"}


# What the program has beside the core (mpy-cross/Makefile), and what our patches of the core need of it.
MAIN = "main.c gccollect.c shared/runtime/gchelper_generic.c"
SWITCHED_ON = "-DMICROPY_PY_BUILTINS_FROZENSET=1 -DMICROPY_PY_ERRNO=1"


def core_files(root: Path, *suffixes: str) -> list[Path]:
    """Our own C that the patched core calls; guests/micropython/micropython.mk names the same."""
    folders = [root / "guests" / "micropython" / name for name in ("language", "text", "unicode")]
    return sorted(path for folder in folders for path in folder.iterdir() if path.suffix in suffixes)


def prepare(context: Context, source: Path) -> Path:
    """The path of mpy-cross."""

    def build(folder: Path) -> None:
        work = folder / "work"
        guests = context.root / "guests"
        own = " ".join(str(path.relative_to(guests)) for path in core_files(context.root, ".c"))
        command = [
            *("make", f"-j{jobs()}", "-s", "-C", source / "mpy-cross"),
            *(f"BUILD={work}", "PROG=mpy-cross", "STRIP=true", f"USER_C_MODULES={guests}"),
            *(f"SRC_C={MAIN} {own}", f"CFLAGS_EXTRA={SWITCHED_ON}", "LDFLAGS_EXTRA=-lm"),
        ]
        context.console.run("micropython-cross", command, folder, plain_environment(**VERSION))
        context.console.run("micropython-cross", ["mv", work / "mpy-cross", folder / "mpy-cross"], folder)
        context.console.run("micropython-cross", ["rm", "-rf", work], folder)

    inputs = {
        "source": source.name,
        "own": sha256_files(context.root, core_files(context.root, ".c", ".h")),
        "compiler": tool_version("gcc", "--version"),
    }
    doing = "building MicroPython's compiler (half a minute)"
    return context.stage("micropython-cross", doing, inputs, __file__, build) / "mpy-cross"
