"""Turns a guest's wasm into native objects with vitrine-aot (aot/): C, then one object a memory mode."""

import functools
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


class Translator:
    """Builds vitrine-aot when it is needed for the first time, and uses it."""

    def __init__(self, context: Context):
        self._context = context

    @functools.cached_property
    def _tool(self) -> Path:
        root, console = self._context.root, self._context.console
        folder = root / "build" / "aot"
        console.say("guest: building vitrine-aot")
        for command in (
            ["cmake", "-S", root / "aot", "-B", folder, "-G", "Ninja"],
            ["cmake", "--build", folder, "--target", "vitrine-aot", "-j", jobs()],
        ):
            console.run("aot", command, root, plain_environment())
        return folder / "vitrine-aot"

    def translate(self, module: Path, name: str, mode: str) -> Path:
        """The folder with the C of one memory mode and FLAGS_NAME, what it is to be compiled with."""
        context = self._context

        def build(folder: Path) -> None:
            log, environment = f"translate-{mode}", plain_environment()
            flags = ["--name", f"{name}_{mode}", "--memory", mode, *TRANSLATE_FLAGS]
            context.console.run(
                log, [self._tool, "translate", module, *flags, "-o", folder], folder, environment
            )
            context.console.run(
                log, ["sh", "-c", f'"$0" flags > {FLAGS_NAME}', self._tool], folder, environment
            )

        inputs = {
            "module": context.cache.digest(module),
            "name": name,
            "flags": TRANSLATE_FLAGS,
            "tool": sha256_files(context.root, tool_sources(context.root)),
            "compiler": tool_version("g++", "--version"),
            "wasm2c": tool_version("wasm2c", "--version"),
        }
        return context.stage(
            f"translate-{mode}", f"translating {name}.wasm to C ({mode})", inputs, __file__, build
        )

    def compile_object(self, module: Path, name: str, mode: str) -> Path:
        """The object of one memory mode."""
        context = self._context
        translated = self.translate(module, name, mode)
        object_name = f"{name}_{mode}.o"

        def build(folder: Path) -> None:
            log, work = f"object-{mode}", folder / "work"
            context.console.run(log, ["cp", "-R", translated, work], folder)
            command = [self._tool, "compile", work, "--jobs", jobs(), "-o", folder / object_name]
            context.console.run(log, command, folder, plain_environment())
            context.console.run(log, ["rm", "-rf", work], folder)

        c_files = [path for path in translated.iterdir() if not path.name.startswith(".")]
        inputs = {
            "c": sha256_files(translated, c_files),
            "compiler": tool_version("gcc", "--version"),
            "linker": tool_version("ld", "--version"),
            "tool": sha256_files(context.root, [context.root / "aot" / name for name in COMPILING_SOURCES]),
        }
        doing = f"compiling {name} for memory mode {mode} (1 to 2 min)"
        # Minutes of work: not to be done again over a change of this file.
        return context.stage(f"object-{mode}", doing, inputs, None, build) / object_name
