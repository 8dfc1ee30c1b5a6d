"""Turns a guest's wasm into native objects with vitrine-aot (aot/): wasm -> C -> one relocatable object a memory mode."""

from pathlib import Path

from cache import sha256_files
from console import jobs
from stages import Context, plain_environment, tool_version

# The memory modes of guest_module.h. Each gives one object; both are linked into the product.
MODES = ("gs", "checked")
TRANSLATE_FLAGS = ("--guest", "--native-libc")
FLAGS_NAME = "compiler-flags"

# Of the tool, what decides how C becomes an object; the rest decides only what the C is.
COMPILING_SOURCES = ("compile.cc", "object_check.cc", "process.cc")


def tool_sources(root: Path) -> list[Path]:
    """What vitrine-aot is built from, without its tests."""
    aot = root / "aot"
    paths = [path for pattern in ("*.cc", "*.h", "*.in", "CMakeLists.txt") for path in aot.glob(pattern)]
    paths = [path for path in paths if "test" not in path.stem]
    return [*paths, root / "src" / "runtime" / "guest_module.h"]


def build_tool(context: Context) -> Path:
    folder = context.root / "build" / "aot"
    context.console.say("guest: building vitrine-aot")
    environment = plain_environment()
    context.console.run(
        "aot", ["cmake", "-S", context.root / "aot", "-B", folder, "-G", "Ninja"], context.root, environment
    )
    context.console.run(
        "aot", ["cmake", "--build", folder, "--target", "vitrine-aot", "-j", jobs()], context.root, environment
    )
    return folder / "vitrine-aot"


def translate(context: Context, module: Path, name: str, mode: str) -> Path:
    """The folder with the C of one memory mode and FLAGS_NAME, what it is to be compiled with."""

    def build(folder: Path) -> None:
        tool = build_tool(context)
        context.console.run(
            f"translate-{mode}",
            [tool, "translate", module, "--name", f"{name}_{mode}", "--memory", mode, *TRANSLATE_FLAGS, "-o", folder],
            folder,
            plain_environment(),
        )
        context.console.run(
            f"translate-{mode}", ["sh", "-c", f'"$0" flags > {FLAGS_NAME}', tool], folder, plain_environment()
        )

    inputs = {
        "module": context.cache.digest(module),
        "name": name,
        "flags": TRANSLATE_FLAGS,
        "tool": sha256_files(context.root, tool_sources(context.root)),
        "compiler": tool_version("g++", "--version"),
        "wasm2c": tool_version("wasm2c", "--version"),
    }
    return context.stage(f"translate-{mode}", f"translating {name}.wasm to C ({mode})", inputs, __file__, build)


def compile_object(context: Context, module: Path, name: str, mode: str) -> Path:
    """The object of one memory mode."""
    translated = translate(context, module, name, mode)
    object_name = f"{name}_{mode}.o"

    def build(folder: Path) -> None:
        tool = build_tool(context)
        work = folder / "work"
        context.console.run(f"object-{mode}", ["cp", "-R", translated, work], folder)
        command = [tool, "compile", work, "--jobs", jobs(), "-o", folder / object_name]
        context.console.run(f"object-{mode}", command, folder, plain_environment())
        context.console.run(f"object-{mode}", ["rm", "-rf", work], folder)

    c_files = [path for path in translated.iterdir() if not path.name.startswith(".")]
    inputs = {
        "c": sha256_files(translated, c_files),
        "compiler": tool_version("gcc", "--version"),
        "linker": tool_version("ld", "--version"),
        "tool": sha256_files(context.root, [context.root / "aot" / name for name in COMPILING_SOURCES]),
    }
    doing = f"compiling {name} for memory mode {mode} (1 to 2 min)"
    return context.stage(f"object-{mode}", doing, inputs, __file__, build) / object_name
