"""CPython for the machine that builds, optimised: what the benchmarks compare the guest with."""

from pathlib import Path

from stages import Context, plain_environment, tool_version

CONFIGURE = ("--disable-test-modules", "--without-ensurepip")
OPTIMISATION = "-O2 -DNDEBUG -fwrapv"


def prepare(context: Context, source: Path) -> Path:
    """The path of a python with its extension modules."""

    def build(folder: Path) -> None:
        (folder / "source").symlink_to(source)
        work = folder / "build"
        work.mkdir()
        log, environment = "cpython-reference", plain_environment()
        context.console.run(
            log, ["../source/configure", "-q", f"OPT={OPTIMISATION}", *CONFIGURE], work, environment
        )
        context.make(log, work, ["all"], environment)

    inputs = {
        "source": source.name,
        "compiler": tool_version("gcc", "--version"),
        "configure": CONFIGURE,
        "opt": OPTIMISATION,
    }
    doing = "building an optimised CPython for this machine, for comparison (3 min)"
    return context.stage("cpython-reference", doing, inputs, __file__, build) / "build" / "python"
