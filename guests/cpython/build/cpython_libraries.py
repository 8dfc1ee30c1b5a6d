"""CPython as static libraries for WebAssembly."""

import pprint
from pathlib import Path

from cache import sha256_file
from stages import Context, plain_environment
from toolchain import FEATURES, OPTIMISATION, Toolchain

CONFIGURE = (
    "--host=wasm32-wasip1",
    "--build=x86_64-pc-linux-gnu",
    "--prefix=/usr",  # zoneinfo looks for its data below
    "--with-pymalloc",
    "--without-computed-gotos",  # WebAssembly has no indirect jumps
    "--disable-test-modules",
    "--without-ensurepip",
    "--disable-ipv6",
)

# configure builds what it finds a use for on WASI; these it must not even look for on this machine.
SETUP_LOCAL = """*disabled*
xxsubtype
_ctypes
_uuid
"""

LIBRARIES = (
    "libpython3.13.a",
    "Modules/_decimal/libmpdec/libmpdec.a",
    "Modules/_hacl/libHacl_Hash_SHA2.a",
    "Modules/expat/libexpat.a",
)
SYSCONFIG_MODULE = "_sysconfigdata__wasi_wasm32-wasi"

CONFIG_SITE = Path(__file__).resolve().with_name("config.site")

# What stands for the folders of this build in what the guest can read.
GUEST_SOURCE = "/usr/src/python3.13"
GUEST_BUILD = f"{GUEST_SOURCE}/build"


def prepare(context: Context, toolchain: Toolchain, source: Path, native: Path, third_party: Path) -> Path:
    """A folder with lib/ (LIBRARIES), include/pyconfig.h and the module SYSCONFIG_MODULE."""

    def build(folder: Path) -> None:
        log = "cpython-libraries"
        (folder / "source").symlink_to(source)  # a relative srcdir: no path of this machine is compiled in
        work = folder / "build"
        (work / "Modules").mkdir(parents=True)
        (work / "Modules" / "Setup.local").write_text(SETUP_LOCAL)
        compiler = " ".join(toolchain.compiler)
        environment = plain_environment(
            CC=compiler,
            CPP=f"{compiler} -E",
            CXX=compiler.replace("clang-19", "clang++-19"),
            AR="llvm-ar-19",
            RANLIB="llvm-ranlib-19",
            CFLAGS=" ".join([*FEATURES, f"-ffile-prefix-map={folder}={GUEST_SOURCE}"]),
            CPPFLAGS=f"-I{third_party}/include",
            LDFLAGS=f"-L{third_party}/lib",
            # Libraries of this machine must not be found; those of the guest are found without pkg-config.
            PKG_CONFIG="/bin/false",
            CONFIG_SITE=f"{source}/Tools/wasm/config.site-wasm32-wasi {CONFIG_SITE}",
            # Nothing of the guest is run while it is built.
            HOSTRUNNER="/bin/false",
        )
        options = [*CONFIGURE, f"--with-build-python={native}", f"OPT={' '.join(OPTIMISATION)}"]
        context.console.run(log, ["../source/configure", "-q", *options], work, environment)
        context.console.say("guest: compiling CPython (1 to 2 min)")
        context.make(log, work, [*LIBRARIES, "pybuilddir.txt"], environment)

        (folder / "lib").mkdir()
        for library in LIBRARIES:
            (work / library).rename(folder / "lib" / Path(library).name)
        (folder / "include").mkdir()
        (work / "pyconfig.h").rename(folder / "include" / "pyconfig.h")
        generated = work / (work / "pybuilddir.txt").read_text().strip() / f"{SYSCONFIG_MODULE}.py"
        folders = {
            str(folder / "source"): GUEST_SOURCE,
            str(source): GUEST_SOURCE,
            str(work): GUEST_BUILD,
            str(native.parent): "/usr/bin",
            str(toolchain.sysroot): "/usr",
            str(third_party): "/usr",
            str(folder): GUEST_SOURCE,
        }
        (folder / f"{SYSCONFIG_MODULE}.py").write_text(clean_sysconfig(generated.read_text(), folders))
        context.console.run(log, ["rm", "-rf", work, folder / "source"], folder)

    inputs = {
        "toolchain": toolchain.key,
        "source": source.name,
        "native": native.parent.parent.name,
        "third_party": third_party.name,
        "configure": CONFIGURE,
        "setup": SETUP_LOCAL,
        "config_site": sha256_file(CONFIG_SITE),
    }
    return context.stage(
        "cpython-libraries", "configuring CPython for WebAssembly (1 min)", inputs, __file__, build
    )


def clean_sysconfig(text: str, folders: dict[str, str]) -> str:
    """The module without folders of this machine, which differ with every build."""
    names: dict = {}
    exec(compile(text, SYSCONFIG_MODULE, "exec"), names)

    def clean(value):
        if isinstance(value, str):
            for old, new in folders.items():
                value = value.replace(old, new)
        return value

    variables = {name: clean(value) for name, value in names["build_time_vars"].items()}
    text = pprint.pformat(variables, width=110)
    return f"# How this Python was built, for the module sysconfig.\nbuild_time_vars = {text}\n"
