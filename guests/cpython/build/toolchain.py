"""The compiler of the guest: clang 19 for WebAssembly and wasi-libc, unpacked beside the system."""

from dataclasses import dataclass
from pathlib import Path

from stages import FIXED_ENVIRONMENT, Context, plain_environment, tool_version

# What the door (aot/) admits beyond the first version of WebAssembly. Nothing else may be switched on here.
FEATURES = ("-mbulk-memory", "-mnontrapping-fptoint", "-msign-ext")
OPTIMISATION = ("-O2", "-DNDEBUG", "-fwrapv")
# Declarations that wasi-libc gives to those only who know that they are emulated.
EMULATION = ("-D_WASI_EMULATED_SIGNAL", "-D_WASI_EMULATED_GETPID", "-D_WASI_EMULATED_PROCESS_CLOCKS")


@dataclass(frozen=True)
class Toolchain:
    sysroot: Path
    key: dict  # what results made with it depend on

    @property
    def compiler(self) -> list[str]:
        # Not wasm32-wasip1: Debian's compiler-rt for WebAssembly lies under "wasi".
        return ["clang-19", "--target=wasm32-wasi", f"--sysroot={self.sysroot}"]

    def compile_command(self, source: Path, target: Path, *flags: str) -> list:
        return [*self.compiler, *OPTIMISATION, *FEATURES, *EMULATION, *flags, "-c", source, "-o", target]

    def archive(self, context: Context, log: str, library: Path, objects: list[Path]) -> None:
        # D: no dates and owners in the archive.
        context.console.run(
            log, ["llvm-ar-19", "rcsD", library, *objects], library.parent, plain_environment()
        )


def prepare(context: Context) -> Toolchain:
    package = context.sources["wasi-libc"]
    (deb,) = package.files

    def build(folder: Path) -> None:
        context.console.run("sysroot", ["dpkg-deb", "--extract", deb, folder], folder)

    inputs = {"deb": context.cache.digest(deb)}
    result = context.stage("sysroot", "unpacking wasi-libc", inputs, __file__, build)
    key = {
        "sysroot": result.name,
        "flags": [*OPTIMISATION, *FEATURES, *EMULATION],
        "environment": FIXED_ENVIRONMENT,
        "clang": tool_version("clang-19", "--version"),
        "lld": tool_version("wasm-ld-19", "--version"),
        "archiver": tool_version("llvm-ar-19", "--version"),
        "compiler-rt": tool_version("dpkg-query", "-W", "-f", "${Version}\n", "libclang-rt-19-dev-wasm32"),
    }
    return Toolchain(result / "usr", key)
