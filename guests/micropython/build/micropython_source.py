"""MicroPython's source tree: Debian's copy of upstream's tarball, and our patches (guests/micropython/patches)."""

from pathlib import Path

from cache import sha256_files
from stages import Context, apply_patches, unpack

PATCHES = Path(__file__).resolve().parents[1] / "patches"

# Not needed to build the module; micropython_tests.py takes the tests out of the tarball itself.
LEFT_OUT = ("docs", "drivers", "examples", "logo", "ports", "tests")


def prepare(context: Context) -> Path:
    """The patched tree; nobody writes into it."""
    package = context.sources["micropython"]
    patches = sorted(PATCHES.glob("*.patch"))

    def build(folder: Path) -> None:
        # Debian's own patches fit it into Debian; none of them is a fix.
        unpack(package.file(".orig.tar"), folder, context.console, "micropython-source")
        for name in LEFT_OUT:
            context.console.run("micropython-source", ["rm", "-rf", name], folder)
        apply_patches(folder, patches, context.console, "micropython-source")

    inputs = {
        "files": {path.name: context.cache.digest(path) for path in package.files},
        "patches": sha256_files(PATCHES, patches),
    }
    return context.stage("micropython-source", "unpacking and patching MicroPython", inputs, __file__, build)
