"""The C libraries of the guest's standard library: zlib, bzip2, xz (liblzma) and SQLite.

They are compiled file by file instead of by their own build systems: the guest needs one static library of
each, and the few switches that matter stand here.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cache import sha256_file
from console import BuildError, jobs
from stages import Context, apply_patches, debian_patches, plain_environment, tool_version, unpack
from toolchain import Toolchain

SQLITE_VFS = Path(__file__).resolve().with_name("sqlite_vfs.c")

ZLIB_SOURCES = "adler32 compress crc32 deflate infback inffast inflate inftrees trees uncompr zutil".split()
BZIP2_SOURCES = "blocksort huffman crctable randtable compress decompress bzlib".split()

# liblzma: everything but threads, assembler and what asks the operating system about itself. The generators
# of tables and the variants for small code stand beside the real ones.
LZMA_FOLDERS = "check common delta lz lzma rangecoder simple".split()
LZMA_LEFT_OUT = ("tablegen", "_small", "_mt", "outqueue", "hardware", "_x86")
LZMA_FILTERS = "ARM ARM64 ARMTHUMB DELTA IA64 LZMA1 LZMA2 POWERPC SPARC X86".split()
LZMA_DEFINES = [
    *(f"-DHAVE_CHECK_{name}" for name in ("CRC32", "CRC64", "SHA256")),
    *(f"-DHAVE_MF_{name}" for name in ("BT2", "BT3", "BT4", "HC3", "HC4")),
    *(f"-DHAVE_{kind}_{name}" for kind in ("ENCODER", "DECODER") for name in LZMA_FILTERS),
    "-DHAVE_ENCODERS",
    "-DHAVE_DECODERS",
    "-DHAVE_LZIP_DECODER",
    *(f"-DHAVE_{name}_H" for name in ("STDBOOL", "STDINT", "INTTYPES", "LIMITS", "STRING")),
    "-DHAVE__BOOL",
    "-DHAVE_VISIBILITY=0",
    "-DHAVE___BUILTIN_BSWAPXX",
    "-DHAVE___BUILTIN_ASSUME_ALIGNED",
    "-DSIZEOF_SIZE_T=4",
    "-DASSUME_RAM=128",  # MiB; what memory limits given in percent count from
    "-DTUKLIB_SYMBOL_PREFIX=lzma_",
    # Without threads mythread.h blocks signals instead, which are not there either; nothing calls it.
    "-Dsigset_t=int",
    "-Dsigprocmask(how,set,old)=0",
    '-DPACKAGE_NAME="xz"',
    '-DPACKAGE_URL=""',
    '-DPACKAGE_BUGREPORT=""',
]

SQLITE_DEFINES = [
    "-DSQLITE_OS_OTHER=1",  # sqlite_vfs.c
    "-DSQLITE_THREADSAFE=0",
    "-DSQLITE_OMIT_WAL",  # needs shared memory
    "-DSQLITE_OMIT_LOAD_EXTENSION",
    "-DSQLITE_OMIT_SHARED_CACHE",
    "-DSQLITE_MAX_MMAP_SIZE=0",
    "-DSQLITE_ENABLE_COLUMN_METADATA",
    "-DSQLITE_ENABLE_DBSTAT_VTAB",
    "-DSQLITE_ENABLE_FTS5",
    "-DSQLITE_ENABLE_MATH_FUNCTIONS",
    "-DSQLITE_ENABLE_RTREE",
]

LOG = "third-party"


def prepare(context: Context, toolchain: Toolchain) -> Path:
    """A folder with include/ and lib/."""
    names = ("zlib", "bzip2", "xz-utils", "sqlite3")
    packages = {name: context.sources[name] for name in names}

    def build(folder: Path) -> None:
        work = folder / "work"
        for name in names:
            unpack_package(context, packages[name], work / name)
        for name in ("include", "lib"):
            (folder / name).mkdir()
        steps: list[Callable[[], None]] = [
            lambda: build_sqlite(context, toolchain, work / "sqlite3", folder),
            lambda: build_zlib(context, toolchain, work / "zlib", folder),
            lambda: build_bzip2(context, toolchain, work / "bzip2", folder),
            lambda: build_lzma(context, toolchain, work / "xz-utils", folder),
        ]
        with ThreadPoolExecutor(jobs()) as pool:
            for done in [pool.submit(step) for step in steps]:
                done.result()
        context.console.run(LOG, ["rm", "-rf", work], folder)

    inputs = {
        "toolchain": toolchain.key,
        "files": {path.name: context.cache.digest(path) for name in names for path in packages[name].files},
        "sqlite_vfs": sha256_file(SQLITE_VFS),
        "tcl": tool_version("dpkg-query", "-W", "-f", "${Version}\n", "tcl"),
    }
    return context.stage(
        "third-party", "building zlib, bzip2, xz and SQLite for the guest (1 min)", inputs, __file__, build
    )


def unpack_package(context: Context, package, tree: Path) -> None:
    unpack(package.file(".orig.tar"), tree, context.console, LOG)
    debian = tree / "debian"
    unpack(package.file(".debian.tar"), debian, context.console, LOG)
    apply_patches(tree, debian_patches(debian), context.console, LOG)


def compile_library(
    context: Context, toolchain: Toolchain, library: Path, tree: Path, sources: list[Path], flags: list[str]
) -> None:
    """Compiles files of `tree` in their order. -w: warnings about other people's code help nobody here."""
    objects = []
    for source in sources:
        target = source.with_suffix(".guest.o")
        command = toolchain.compile_command(
            source.relative_to(tree), target, "-w", f"-ffile-prefix-map={tree}=/{tree.name}", *flags
        )
        context.console.run(LOG, command, tree, plain_environment())
        objects.append(target)
    toolchain.archive(context, LOG, library, objects)


def copy_headers(context: Context, folder: Path, *headers: Path) -> None:
    context.console.run(LOG, ["cp", "-R", *headers, folder / "include"], folder)


def build_zlib(context: Context, toolchain: Toolchain, tree: Path, folder: Path) -> None:
    sources = [tree / f"{name}.c" for name in ZLIB_SOURCES]
    compile_library(context, toolchain, folder / "lib" / "libz.a", tree, sources, ["-DHAVE_UNISTD_H"])
    copy_headers(context, folder, tree / "zlib.h", tree / "zconf.h")


def build_bzip2(context: Context, toolchain: Toolchain, tree: Path, folder: Path) -> None:
    sources = [tree / f"{name}.c" for name in BZIP2_SOURCES]
    compile_library(context, toolchain, folder / "lib" / "libbz2.a", tree, sources, [])
    copy_headers(context, folder, tree / "bzlib.h")


def build_lzma(context: Context, toolchain: Toolchain, tree: Path, folder: Path) -> None:
    base = tree / "src" / "liblzma"
    sources = [
        path
        for name in LZMA_FOLDERS
        for path in sorted((base / name).glob("*.c"))
        if not any(part in path.name for part in LZMA_LEFT_OUT)
    ]
    includes = [f"-I{base / name}" for name in ("api", *LZMA_FOLDERS, "../common")]
    compile_library(
        context, toolchain, folder / "lib" / "liblzma.a", tree, sources, [*LZMA_DEFINES, *includes]
    )
    copy_headers(context, folder, base / "api" / "lzma.h", base / "api" / "lzma")


def build_sqlite(context: Context, toolchain: Toolchain, tree: Path, folder: Path) -> None:
    # The amalgamation is written by SQLite's own build, with tools that run on this machine.
    work = tree / "amalgamation"
    work.mkdir()
    context.console.run(LOG, ["../configure", "-q", "--disable-load-extension"], work, plain_environment())
    context.make(LOG, work, ["sqlite3.c"], plain_environment())
    vfs = work / "sqlite_vfs.c"
    vfs.write_bytes(SQLITE_VFS.read_bytes())
    if not (work / "sqlite3.c").is_file():
        raise BuildError("SQLite's build left no sqlite3.c")
    compile_library(
        context, toolchain, folder / "lib" / "libsqlite3.a", work, [work / "sqlite3.c", vfs], SQLITE_DEFINES
    )
    copy_headers(context, folder, work / "sqlite3.h", work / "sqlite3ext.h")
