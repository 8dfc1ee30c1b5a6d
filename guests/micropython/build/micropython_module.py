"""The guest's module, micropython.wasm: MicroPython and our C, compiled, linked, optimised, pointers spilled."""

import sys
from pathlib import Path

from cache import sha256_files
from console import jobs
from stages import Context, plain_environment, tool_version
from toolchain import FEATURES, Toolchain

BUILD = Path(__file__).resolve().parent
MAKEFILE = BUILD / "port.mk"
SPILL = BUILD / "spill_pointers.py"

# The stack in linear memory comes first: running over its end leaves the memory and traps, instead of writing over data.
STACK_BYTES = 256 << 10
# Stated because the door refuses a module without a maximum; the sandbox's own limit is lower.
MEMORY_BYTES_MAX = 2 << 30

# Without inlining, which the compiler has done already: a function that collects garbage must stay one of its own.
OPTIMISE = (
    *("--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-sign-ext"),
    *("--enable-mutable-globals", "-g", "-Os", "-aimfs", "0", "-fimfs", "0", "-ocimfs", "0", "--const-hoisting"),
)
# Instead of what git would say about the folder that the tree lies in.
VERSION = {"MICROPY_GIT_TAG": "v1.25.0", "MICROPY_GIT_HASH": "none"}
COLLECTING_FUNCTION = "gc_collect"
# The translator knows these by name and makes them native. The other names would be a tenth of the module.
KEPT_NAMES = ("memcpy", "memmove", "memset", "memcmp", "memchr")


def own_files(root: Path) -> list[Path]:
    """Everything of ours that the module is made from."""
    guest = root / "guests" / "micropython"
    paths = [path for pattern in ("*.c", "*.h", "*/*.c", "*/*.h") for path in guest.glob(pattern)]
    paths += [path for pattern in ("*.c", "*.h") for path in (root / "guests" / "vfs").glob(pattern)]
    return [*paths, root / "guests" / "abi.h", MAKEFILE, SPILL]


def prepare(context: Context, toolchain: Toolchain, source: Path, *, stress: bool = False) -> Path:
    """The path of micropython.wasm. With `stress` it collects garbage at every allocation and overwrites what is freed."""
    root = context.root
    stage = "micropython-stress" if stress else "micropython-module"

    def build(folder: Path) -> None:
        work = folder / "work"
        work.mkdir()
        command = [
            *("make", f"-j{jobs()}", "-s", "-f", MAKEFILE.relative_to(root / "guests")),
            *(f"TOP={source}", f"BUILD={work}", f"SYSROOT={toolchain.sysroot}"),
            *(f"FEATURES={' '.join(FEATURES)}", f"STACK_BYTES={STACK_BYTES}"),
            f"MEMORY_BYTES_MAX={MEMORY_BYTES_MAX}",
            *(("STRESS=1",) if stress else ()),
        ]
        environment = plain_environment(**VERSION)
        context.console.run(stage, command, root / "guests", environment)
        optimised = work / "optimised.wasm"
        context.console.run(stage, ["wasm-opt", *OPTIMISE, work / "linked.wasm", "-o", optimised], work, environment)
        target = folder / "micropython.wasm"
        command = [sys.executable, SPILL, optimised, target, "--root", COLLECTING_FUNCTION]
        command += [word for name in KEPT_NAMES for word in ("--keep-name", name)]
        context.console.run(stage, command, work, environment)
        context.console.run(stage, ["rm", "-rf", work], folder)

    inputs = {
        "toolchain": toolchain.key,
        "source": source.name,
        "files": sha256_files(root, own_files(root)),
        "optimiser": tool_version("wasm-opt", "--version"),
    }
    doing = f"compiling micropython.wasm{' for stress' if stress else ''} (half a minute)"
    return context.stage(stage, doing, inputs, __file__, build) / "micropython.wasm"
