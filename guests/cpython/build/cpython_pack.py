"""The library pack: the standard library, our modules (guests/python) and the time zones, as one file."""

import shutil
import sys
from pathlib import Path

from cache import sha256_file, sha256_files
from cpython_libraries import SYSCONFIG_MODULE
from stages import Context, plain_environment

COMPILE_MODULES = Path(__file__).resolve().with_name("compile_modules.py")

# Where things lie in the guest; guests/cpython/guest.c puts LIBRARY_MOUNT on sys.path.
LIBRARY_MOUNT = "/lib"
ZONES_MOUNT = "/usr/share/zoneinfo"

# Of no use without a screen, a terminal, processes, other systems or packages to install.
LEFT_OUT = (
    "__phello__",
    "_aix_support.py",
    "_android_support.py",
    "_apple_support.py",
    "_ios_support.py",
    "_osx_support.py",
    "_pyrepl",
    "ctypes",
    "curses",
    "dbm/gnu.py",
    "dbm/ndbm.py",
    "ensurepip",
    "idlelib",
    "multiprocessing",
    "pydoc_data",
    "site-packages",
    "test",
    "tkinter",
    "turtle.py",
    "turtledemo",
    "venv",
)


def compile_modules(context: Context, native: Path, folder: Path, log: str) -> None:
    context.console.run(
        log, [native, "-I", "-S", COMPILE_MODULES, folder, LIBRARY_MOUNT], folder, plain_environment()
    )


def prepare_library(context: Context, source: Path, native: Path, libraries: Path) -> Path:
    """The standard library, byte-compiled."""
    sysconfig = libraries / f"{SYSCONFIG_MODULE}.py"

    def build(folder: Path) -> None:
        target = folder / "lib"
        left_out = {source / "Lib" / name for name in LEFT_OUT}

        def ignore(parent: str, names: list[str]) -> list[str]:
            return [name for name in names if name == "__pycache__" or Path(parent) / name in left_out]

        shutil.copytree(source / "Lib", target, ignore=ignore)
        shutil.copy(sysconfig, target)
        compile_modules(context, native, target, "cpython-library")

    inputs = {
        "source": source.name,
        "native": native.parent.parent.name,
        "sysconfig": context.cache.digest(sysconfig),
        "compile": sha256_file(COMPILE_MODULES),
    }
    result = context.stage("cpython-library", "byte-compiling the standard library", inputs, __file__, build)
    return result / "lib"


def prepare_zones(context: Context) -> Path:
    """The time zones of Debian's tzdata as zoneinfo reads them."""
    (deb,) = context.sources["tzdata"].files

    def build(folder: Path) -> None:
        context.console.run("zones", ["dpkg-deb", "--extract", deb, folder / "deb"], folder)
        zones = folder / "deb" / "usr" / "share" / "zoneinfo"
        # The same zones again, without and with leap seconds.
        for name in ("posix", "right"):
            shutil.rmtree(zones / name, ignore_errors=True)
        zones.rename(folder / "zoneinfo")
        shutil.rmtree(folder / "deb")

    inputs = {"deb": context.cache.digest(deb)}
    return context.stage("zones", "unpacking the time zones", inputs, __file__, build) / "zoneinfo"


def prepare(context: Context, native: Path, library: Path, zones: Path) -> Path:
    """The path of cpython.pack."""
    root = context.root
    own = root / "guests" / "python"
    packer = root / "guests" / "vfs" / "pack.py"
    own_files = [path for path in own.rglob("*") if path.is_file() and "__pycache__" not in path.parts]

    def build(folder: Path) -> None:
        work = folder / "work"
        shutil.copytree(
            own, work, ignore=shutil.ignore_patterns("__pycache__", "*.md", "test_*", "*_test.py")
        )
        compile_modules(context, native, work, "cpython-pack")
        command = [
            *(sys.executable, packer, "--out", folder / "cpython.pack", "--compress"),
            *(f"{LIBRARY_MOUNT}={library}", f"{LIBRARY_MOUNT}={work}", f"{ZONES_MOUNT}={zones}"),
        ]
        context.console.run("cpython-pack", command, folder, plain_environment())
        shutil.rmtree(work)

    inputs = {
        "native": native.parent.parent.name,
        "library": library.parent.name,
        "zones": zones.parent.name,
        "own": sha256_files(root, own_files),
        "compile": sha256_file(COMPILE_MODULES),
        "packer": sha256_file(packer),
    }
    return context.stage("cpython-pack", "packing the library", inputs, __file__, build) / "cpython.pack"
