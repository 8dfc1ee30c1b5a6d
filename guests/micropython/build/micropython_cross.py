"""MicroPython's own compiler, built natively: makes the byte code that is frozen into the module."""

from pathlib import Path

from console import jobs
from stages import Context, plain_environment, tool_version

# Instead of what git would say about the folder that the tree lies in.
VERSION = {"MICROPY_GIT_TAG": "v1.25.0", "MICROPY_GIT_HASH": "none"}


def prepare(context: Context, source: Path) -> Path:
    """The path of mpy-cross."""

    def build(folder: Path) -> None:
        work = folder / "work"
        command = [
            *("make", f"-j{jobs()}", "-s", "-C", source / "mpy-cross"),
            *(f"BUILD={work}", "PROG=mpy-cross", "STRIP=true"),
        ]
        context.console.run("micropython-cross", command, folder, plain_environment(**VERSION))
        context.console.run("micropython-cross", ["mv", work / "mpy-cross", folder / "mpy-cross"], folder)
        context.console.run("micropython-cross", ["rm", "-rf", work], folder)

    inputs = {"source": source.name, "compiler": tool_version("gcc", "--version")}
    doing = "building MicroPython's compiler (half a minute)"
    return context.stage("micropython-cross", doing, inputs, __file__, build) / "mpy-cross"
