"""CPython's source tree: upstream's tarball, Debian's security patches, ours."""

from pathlib import Path

from cache import sha256_files
from stages import Context, apply_patches, debian_patches, unpack

PATCHES = Path(__file__).resolve().parent / "patches"

# Debian's patches are of two kinds: those that fit Python into Debian, which we do not want, and fixes of
# upstream's that came after the release. Of these we take, in the order of the series, the security fixes:
# every "CVE-*", most of them in the library (tarfile, zipfile, email, http, html, xml, plistlib,
# configparser, posixpath), the rest in C (binascii, pyexpat, bz2, lzma, zlib, unicodedata), and two memory
# errors in dictobject.c that have no number. Not taken: ssl-*.patch, for there is no _ssl in the guest.
UNNUMBERED_FIXES = ("dict-use-after-free.patch", "traverse-managed-dicts.patch")

# Not needed by any stage and a third of the tree.
LEFT_OUT = ("Android", "Doc", "Mac", "PC", "PCbuild", "iOS", "Misc/NEWS.d")


def is_security_fix(name: str) -> bool:
    return name.startswith("CVE-") or name in UNNUMBERED_FIXES


def prepare(context: Context) -> Path:
    """The patched tree; nobody writes into it."""
    package = context.sources["python3.13"]
    own_patches = sorted(PATCHES.glob("*.patch"))

    def build(folder: Path) -> None:
        unpack(package.file(".orig.tar"), folder, context.console, "cpython-source")
        debian = folder / "debian"
        unpack(package.file(".debian.tar"), debian, context.console, "cpython-source")
        fixes = debian_patches(debian, is_security_fix)
        apply_patches(folder, [*fixes, *own_patches], context.console, "cpython-source")
        for name in ("debian", *LEFT_OUT):
            context.console.run("cpython-source", ["rm", "-rf", name], folder)

    inputs = {
        "files": {path.name: context.cache.digest(path) for path in package.files},
        "patches": sha256_files(PATCHES, own_patches),
    }
    return context.stage("cpython-source", "unpacking and patching CPython", inputs, __file__, build)
