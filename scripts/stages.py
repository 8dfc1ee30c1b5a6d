"""What every stage of a guest's build is given, and how it asks the cache."""

import os
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from cache import Cache, sha256_file
from console import BuildError, Console, jobs
from sources import Fetched


@dataclass(frozen=True)
class Context:
    root: Path  # of the repository
    cache: Cache
    console: Console
    sources: dict[str, Fetched]

    def stage(
        self, name: str, doing: str, inputs: dict, recipe: str | None, build: Callable[[Path], None]
    ) -> Path:
        """The cached result for `inputs` and the text of `recipe`, built when there is none.

        `doing` says what is going on and about how long it takes. `recipe` is the stage's own __file__, or
        None when `inputs` says all that could be different.
        """
        if recipe is not None:
            inputs = {**inputs, "recipe": sha256_file(Path(recipe))}

        def build_aloud(folder: Path) -> None:
            self.console.say(f"guest: {doing}")
            self.console.fresh_log(name)
            build(folder)

        return self.cache.get(
            name, inputs, build_aloud, lambda: self.console.say(f"guest: waiting for another build of {name}")
        )

    def make(self, log: str, folder: Path, targets: Iterable[str], env: dict) -> None:
        self.console.run(log, ["make", f"-j{jobs()}", "-s", *targets], folder, env)


FIXED_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    # The release day of CPython 3.13.5: what __DATE__ and __TIME__ say.
    "SOURCE_DATE_EPOCH": "1749600000",
}


def plain_environment(**extra: str) -> dict[str, str]:
    """An environment in which the same inputs give the same outputs, whatever the user's own sets."""
    own = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**own, **FIXED_ENVIRONMENT, **extra}


def tool_version(*command: str) -> str:
    """The first line a tool says about itself: part of the key of what it makes."""
    try:
        result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise BuildError(f"{command[0]} does not answer ({error}); run scripts/setup") from error
    return result.stdout.splitlines()[0].strip()


def unpack(archive: Path, folder: Path, console: Console, log: str) -> None:
    """Unpacks a tarball into `folder` without its top folder."""
    folder.mkdir(parents=True, exist_ok=True)
    console.run(log, ["tar", "-xf", archive, "-C", folder, "--strip-components=1", "--no-same-owner"], folder)


def apply_patches(tree: Path, patches: Iterable[Path], console: Console, log: str) -> None:
    for patch in patches:
        console.run(
            log, ["patch", "-p1", "--silent", "--forward", "--no-backup-if-mismatch", "-i", patch], tree
        )


def debian_patches(debian: Path, wanted: Callable[[str], bool] = lambda name: True) -> list[Path]:
    """The patches of an unpacked debian/ folder in the order of its series."""
    folder = debian / "patches"
    lines = (line.split("#")[0].strip() for line in (folder / "series").read_text().splitlines())
    return [folder / line for line in lines if line and wanted(line)]
