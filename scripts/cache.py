"""A content-addressed cache of build results.

    <root>/objects/<stage>-<key>/   one finished result; never changed after it appeared
    <root>/locks/                   one lock file for each key that is being built
    <root>/work/                    unfinished results

The key is the SHA-256 of everything that goes into a result: contents of files, flags, versions of tools,
keys of other results. A result is built in work/ and renamed, so that it is there whole or not at all. Two
builds that want the same result: one builds, the other waits for it.

When a new result is stored, those are removed that no build has asked for in UNUSED_DAYS_MAX days, and of
each stage all but the RESULTS_MAX used last. Nothing outside the cache may point into it for longer than a
build takes: hand results over as copies. The whole folder can be deleted when no build is running.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

UNUSED_DAYS_MAX = 30
RESULTS_MAX = 8  # of one stage
KEY_DIGITS = 32

# Written last into a result; holds what its key was made of, so that two results can be compared by a person.
INPUTS_NAME = ".inputs.json"


def default_root() -> Path:
    """$VITRINE_CACHE, or the user's cache folder."""
    if wanted := os.environ.get("VITRINE_CACHE"):
        return Path(wanted).absolute()
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "vitrine"


def sha256_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_files(base: Path, paths: Iterable[Path]) -> dict[str, str]:
    """Digests by the path relative to `base`."""
    return {path.relative_to(base).as_posix(): sha256_file(path) for path in sorted(paths)}


def key_of(inputs: dict) -> str:
    return hashlib.sha256(json.dumps(inputs, sort_keys=True).encode()).hexdigest()[:KEY_DIGITS]


class Cache:
    def __init__(self, root: Path):
        self.root = root
        self._objects = root / "objects"
        self._locks = root / "locks"
        self._work = root / "work"
        self._digests: dict[Path, str] = {}

    def digest(self, path: Path) -> str:
        """The SHA-256 of a file that does not change while this program runs."""
        if path not in self._digests:
            self._digests[path] = sha256_file(path)
        return self._digests[path]

    def find(self, stage: str, inputs: dict) -> Path | None:
        """The finished result, marked as used just now."""
        path = self._objects / f"{stage}-{key_of(inputs)}"
        marker = path / INPUTS_NAME
        if not marker.is_file():
            return None
        with contextlib.suppress(OSError):  # a cache that can only be read serves as well
            os.utime(marker)
        return path

    def get(
        self,
        stage: str,
        inputs: dict,
        build: Callable[[Path], None],
        on_wait: Callable[[], None] = lambda: None,
    ) -> Path:
        """The result for `inputs`; `build(folder)` fills an empty folder when there is none yet.

        `on_wait` is called when another process is building the same. What `build` raises passes through, and
        nothing is stored then.
        """
        if found := self.find(stage, inputs):
            return found
        name = f"{stage}-{key_of(inputs)}"
        with self._locked(name, on_wait):
            if found := self.find(stage, inputs):
                return found
            self._work.mkdir(parents=True, exist_ok=True)
            self._objects.mkdir(parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix=f"{stage}-", dir=self._work))
            try:
                build(folder)
                (folder / INPUTS_NAME).write_text(json.dumps(inputs, sort_keys=True, indent=1) + "\n")
                folder.chmod(0o755)
                final = self._objects / name
                if final.exists():  # without its marker: left by something that is not this program
                    shutil.rmtree(final)
                folder.rename(final)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
        self._trim(stage)
        return final

    @contextlib.contextmanager
    def _locked(self, name: str, on_wait: Callable[[], None]):
        self._locks.mkdir(parents=True, exist_ok=True)
        with (self._locks / name).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                on_wait()
                fcntl.flock(file, fcntl.LOCK_EX)
            yield  # the lock goes with the file

    def _trim(self, stage: str) -> None:
        ages = []
        for path in self._objects.iterdir():
            with contextlib.suppress(OSError):  # another process may be trimming too
                ages.append(((path / INPUTS_NAME).stat().st_mtime, path))
        ages.sort(reverse=True)
        oldest = time.time() - UNUSED_DAYS_MAX * 86400
        too_many = [path for _, path in ages if path.name[: -KEY_DIGITS - 1] == stage][RESULTS_MAX:]
        for path in {path for used, path in ages if used < oldest}.union(too_many):
            # Renamed first: a result is never there in part.
            gone = self._work / f"trim-{os.getpid()}-{path.name}"
            with contextlib.suppress(OSError):
                path.rename(gone)
                shutil.rmtree(gone, ignore_errors=True)
