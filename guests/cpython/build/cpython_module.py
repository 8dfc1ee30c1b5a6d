"""The guest's module, cpython.wasm: our C (guests/cpython, guests/vfs) linked with CPython's libraries."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cache import sha256_files
from console import jobs
from cpython_libraries import LIBRARIES
from stages import Context, plain_environment
from toolchain import Toolchain

SOURCE_FOLDERS = ("guests/cpython", "guests/vfs")
HEADER_FOLDERS = ("guests", *SOURCE_FOLDERS)

WARNINGS = ("-Wall", "-Wextra", "-Wno-unused-parameter", "-Werror")

# The stack in linear memory comes first: running over its end leaves the memory and traps, instead of writing
# over data.
STACK_BYTES = 8 << 20
# Stated because the door refuses a module without a maximum; the sandbox's own limit is lower.
MEMORY_BYTES_MAX = 2 << 30
# Data and stack, rounded up; what the library pack and the start need is grown once, when the image is made.
MEMORY_BYTES_INITIAL = 32 << 20

LINK_FLAGS = (
    "-mexec-model=reactor",
    f"-Wl,-z,stack-size={STACK_BYTES}",
    "-Wl,--stack-first",
    f"-Wl,--max-memory={MEMORY_BYTES_MAX}",
    f"-Wl,--initial-memory={MEMORY_BYTES_INITIAL}",
    "-Wl,--strip-debug",  # keeps the names of functions, which the translator reads
    "-Wl,--fatal-warnings",
    # guests/vfs/posix.c takes the place of what wasi-libc has for these.
    *(f"-Wl,--wrap={name}" for name in ("chmod", "fchmod", "fchmodat")),
    # guests/vfs/posix.c answers these; wasi-libc's own do nothing and say that they did.
    *(f"-Wl,--wrap={name}" for name in ("chmod", "fchmod", "fchmodat")),
)
THIRD_PARTY = ("-lsqlite3", "-llzma", "-lbz2", "-lz")
SYSTEM = ("-ldl", "-lwasi-emulated-signal", "-lwasi-emulated-getpid", "-lwasi-emulated-process-clocks", "-lm")


def prepare(context: Context, toolchain: Toolchain, source: Path, libraries: Path, third_party: Path) -> Path:
    """The path of cpython.wasm."""
    root = context.root
    sources = [path for folder in SOURCE_FOLDERS for path in sorted((root / folder).glob("*.c"))]
    headers = [path for folder in HEADER_FOLDERS for path in sorted((root / folder).glob("*.h"))]
    includes = [
        libraries / "include",
        source / "Include",
        source / "Include" / "internal",
        third_party / "include",
    ]

    def compile_one(path: Path, folder: Path) -> Path:
        target = folder / f"{path.parent.name}_{path.stem}.o"
        command = toolchain.compile_command(
            path.relative_to(root),
            target,
            *WARNINGS,
            "-Iguests",
            *(word for folder in includes for word in ("-isystem", folder)),
            "-DPy_BUILD_CORE",  # the guest looks into the interpreter's state
        )
        context.console.run("cpython-module", command, root, plain_environment())
        return target

    def build(folder: Path) -> None:
        work = folder / "work"
        work.mkdir()
        with ThreadPoolExecutor(jobs()) as pool:
            objects = list(pool.map(lambda path: compile_one(path, work), sources))
        archives = [libraries / "lib" / Path(library).name for library in LIBRARIES]
        command = [
            *toolchain.compiler,
            *LINK_FLAGS,
            *("-o", folder / "cpython.wasm"),
            *objects,
            *archives,
            f"-L{third_party}/lib",
            *THIRD_PARTY,
            *SYSTEM,
        ]
        context.console.run("cpython-module", command, work, plain_environment())
        context.console.run("cpython-module", ["rm", "-rf", work], folder)

    inputs = {
        "toolchain": toolchain.key,
        "source": source.name,
        "libraries": libraries.name,
        "third_party": third_party.name,
        "files": sha256_files(root, [*sources, *headers]),
        "link": LINK_FLAGS,
    }
    return context.stage("cpython-module", "linking cpython.wasm", inputs, __file__, build) / "cpython.wasm"
