"""MicroPython for the machine that builds, optimised, from upstream's source as it is: what the benchmarks compare the
guest with."""

from pathlib import Path

from console import jobs
from stages import Context, plain_environment, tool_version, unpack

# The port for Unix as it comes, without what wants other libraries or code that Debian's tarball has not. -O2 instead of
# its -Os. No modules of Python are frozen in.
SETTINGS = (
    *("VARIANT=standard", "COPT=-O2 -DNDEBUG", "FROZEN_MANIFEST="),
    *("MICROPY_PY_FFI=0", "MICROPY_PY_SSL=0", "MICROPY_PY_BTREE=0"),
    "CFLAGS_EXTRA=-Wno-error",
)
VERSION = {"MICROPY_GIT_TAG": "v1.25.0", "MICROPY_GIT_HASH": "none"}


def prepare(context: Context) -> Path:
    """The path of a micropython."""
    package = context.sources["micropython"]

    def build(folder: Path) -> None:
        work = folder / "work"
        work.mkdir()
        unpack(package.file(".orig.tar"), work, context.console, "micropython-reference")
        environment = plain_environment(**VERSION)
        command = ["make", f"-j{jobs()}", "-s", "-C", "ports/unix", *SETTINGS, f"BUILD={folder / 'objects'}"]
        context.console.run("micropython-reference", command, work, environment)
        (folder / "objects" / "micropython").rename(folder / "micropython")
        context.console.run("micropython-reference", ["rm", "-rf", work, folder / "objects"], folder)

    inputs = {
        "files": {path.name: context.cache.digest(path) for path in package.files},
        "compiler": tool_version("gcc", "--version"),
        "settings": SETTINGS,
    }
    doing = "building an optimised MicroPython for this machine, for comparison (1 min)"
    return context.stage("micropython-reference", doing, inputs, __file__, build) / "micropython"
