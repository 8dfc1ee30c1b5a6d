"""CPython for the machine that builds: freezes and byte-compiles modules for the guest of its version."""

from pathlib import Path

from stages import Context, plain_environment, tool_version

CONFIGURE = ("--disable-test-modules", "--without-ensurepip")
# It runs for some seconds in its life: built quickly, not for speed.
OPTIMISATION = "-O1 -DNDEBUG"


def prepare(context: Context, source: Path) -> Path:
    """The path of a python that can do what needs no extension modules."""

    def build(folder: Path) -> None:
        # Its paths are relative (VPATH is ../source), so the folder may be renamed once it is finished.
        (folder / "source").symlink_to(source)
        work = folder / "build"
        work.mkdir()
        log, environment = "cpython-native", plain_environment()
        context.console.run(
            log, ["../source/configure", "-q", f"OPT={OPTIMISATION}", *CONFIGURE], work, environment
        )
        context.make(log, work, ["python"], environment)
        for path in sorted(work.rglob("*")):
            if path.suffix in (".o", ".a"):
                path.unlink()

    inputs = {
        "source": source.name,
        "compiler": tool_version("gcc", "--version"),
        "configure": CONFIGURE,
        "opt": OPTIMISATION,
    }
    result = context.stage(
        "cpython-native", "building CPython for this machine (1 to 2 min)", inputs, __file__, build
    )
    return result / "build" / "python"
