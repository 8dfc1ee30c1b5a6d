#!/usr/bin/env python3
"""Fetches what the guest is made from, through apt, and verifies it.

    scripts/sources.py [--show]

The packages and their digests stand in sources.toml. The archive is the machine's own: its configured Debian
sources are read and rewritten for the suites we need into a private apt state in the cache, so that the
system's configuration stays as it is. apt verifies the signatures; sources.toml the contents.

No network is used when all files are there: in the cache, or in the folder that VITRINE_SOURCES names (files
as apt fetches them; their digests must be those of sources.toml).
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

import cache as cache_module
from cache import sha256_file
from console import BuildError, Console

LOCK_PATH = Path(__file__).resolve().with_name("sources.toml")

# A Debian suite is its codename, plain or with one of these; others (-backports, -proposed) are not asked.
SUITE_ENDINGS = ("", "-updates", "-security")
# Names under which a machine may follow a release without naming it.
RELEASE_ALIASES = ("stable", "oldstable", "oldoldstable")
ONE_LINE_OPTIONS = {  # of sources.list(5), to the field names of the other format
    "arch": "Architectures",
    "signed-by": "Signed-By",
    "trusted": "Trusted",
    "check-valid-until": "Check-Valid-Until",
    "check-date": "Check-Date",
    "by-hash": "By-Hash",
    "allow-insecure": "Allow-Insecure",
}


@dataclass(frozen=True)
class Package:
    """One entry of sources.toml."""

    name: str
    kind: str  # "source" or "binary"
    suite: str
    version: str
    upstream: str
    sha256: dict[str, str]  # by file name


@dataclass(frozen=True)
class Fetched:
    """The verified files of one package."""

    name: str
    version: str
    files: tuple[Path, ...]

    def file(self, part: str) -> Path:
        """The one file whose name contains `part`, such as ".orig.tar"."""
        (found,) = [path for path in self.files if part in path.name]
        return found


def read_lock(path: Path = LOCK_PATH) -> list[Package]:
    with path.open("rb") as file:
        return [Package(name, **entry) for name, entry in tomllib.load(file).items()]


# --- The machine's Debian sources, rewritten ---


def parse_deb822(text: str) -> list[dict[str, str]]:
    """Stanzas of a .sources file. Values keep their continuation lines as they are (keys may be inline)."""
    stanzas, current, last = [], {}, None
    for line in text.splitlines() + [""]:
        if line.startswith("#"):
            continue
        if not line.strip():
            if current:
                stanzas.append(current)
            current, last = {}, None
        elif line[0] in " \t" and last:
            current[last] += "\n" + line
        elif ":" in line:
            last, value = line.split(":", 1)
            last = last.strip()
            current[last] = value.strip()
    return stanzas


def parse_one_line(text: str) -> list[dict[str, str]]:
    """Entries of a .list file, as stanzas of the other format."""
    stanzas = []
    for line in text.splitlines():
        match = re.match(r"\s*(deb|deb-src)\s+(?:\[([^]]*)\]\s*)?(\S+)\s+(\S+)\s*([^#]*)", line)
        if not match:
            continue
        kind, options, uri, suite, components = match.groups()
        stanza = {"Types": kind, "URIs": uri, "Suites": suite, "Components": components.strip()}
        for option in (options or "").split():
            name, _, value = option.partition("=")
            if field := ONE_LINE_OPTIONS.get(name.lower().rstrip("+-")):
                stanza[field] = value.replace(",", " ")
        stanzas.append(stanza)
    return stanzas


def derive_sources(stanzas: list[dict[str, str]], own_codename: str, suites: list[str]) -> str:
    """The text of a .sources file with the same archives for `suites`; empty when the machine names none."""
    derived: dict[tuple, None] = {}  # an ordered set
    for stanza in stanzas:
        fields = {name.lower(): value for name, value in stanza.items()}
        if (
            fields.get("enabled", "yes").lower() in ("no", "false", "0")
            or "main" not in fields.get("components", "").split()
        ):
            continue
        endings = set()
        for suite in fields.get("suites", "").split():
            for release in (own_codename, *RELEASE_ALIASES):
                ending = suite.removeprefix(release)
                if suite.startswith(release) and ending in SUITE_ENDINGS:
                    endings.add(ending)
        if not endings:
            continue
        wanted = " ".join(suite + ending for suite in suites for ending in sorted(endings))
        kept = [
            (name, value)
            for name, value in stanza.items()
            if name.lower()
            not in ("types", "suites", "components", "enabled", "targets", "pdiffs", "languages")
        ]
        derived[("Types", "deb deb-src"), ("Suites", wanted), ("Components", "main"), *kept] = None
    # "Targets": package lists only, no translations and no data for software centres.
    return "\n".join(
        "".join(f"{name}: {value}\n" for name, value in stanza) + "Targets: Packages Sources\n"
        for stanza in derived
    )


def machine_sources(apt_folder: Path) -> list[dict[str, str]]:
    paths = [apt_folder / "sources.list", *sorted((apt_folder / "sources.list.d").glob("*"))]
    stanzas = []
    for path in paths:
        if path.suffix not in (".list", ".sources") or not path.is_file():
            continue
        text = path.read_text(errors="replace")
        stanzas += parse_deb822(text) if path.suffix == ".sources" else parse_one_line(text)
    return stanzas


def machine_codename(os_release: Path = Path("/etc/os-release")) -> str:
    match = re.search(r'^VERSION_CODENAME="?(\w+)', os_release.read_text(), re.MULTILINE)
    if not match:
        raise BuildError(
            f"{os_release} has no VERSION_CODENAME; the sources can be fetched on Debian only"
            " (or see VITRINE_SOURCES)"
        )
    return match.group(1)


# --- apt with a state of its own ---


class PrivateApt:
    """apt with its own sources, lists and cache under `folder`; proxies and keys are the system's."""

    def __init__(self, folder: Path, sources: str):
        for name in ("sourceparts", "lists/partial", "cache/archives/partial", "empty"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / "sourceparts" / "vitrine.sources").write_text(sources)
        (folder / "status").touch()
        settings = {
            "Dir::Etc::sourcelist": "/dev/null",
            "Dir::Etc::sourceparts": folder / "sourceparts",
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": folder / "empty",
            "Dir::State": folder,
            "Dir::State::lists": folder / "lists",
            "Dir::State::status": folder / "status",
            "Dir::Cache": folder / "cache",
            # Slim systems switch these two off, and every call then takes seconds.
            "Dir::Cache::pkgcache": "pkgcache.bin",
            "Dir::Cache::srcpkgcache": "srcpkgcache.bin",
            # The folder is the user's own, where apt's user _apt may not write; what is fetched is verified.
            "APT::Sandbox::User": "root",
        }
        lines = [f'{name} "{value}";' for name, value in settings.items()]
        # Hooks of the system (clean-up of its cache, software centres) are not for this state.
        lines += [
            "#clear APT::Update::Pre-Invoke;",
            "#clear APT::Update::Post-Invoke;",
            "#clear APT::Update::Post-Invoke-Success;",
        ]
        self._config = folder / "apt.conf"
        self._config.write_text("\n".join(lines) + "\n")

    def run(self, *words: str, cwd: Path | None = None) -> subprocess.CompletedProcess:
        program, *rest = words
        return subprocess.run(
            [program, "-c", str(self._config), *rest],
            cwd=cwd,
            env={**os.environ, "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def versions(self, package: Package) -> list[str]:
        """What the archive offers of a package."""
        if package.kind == "source":
            return re.findall(
                r"^Version: (\S+)$", self.run("apt-cache", "showsrc", package.name).stdout, re.MULTILINE
            )
        madison = self.run("apt-cache", "madison", package.name).stdout
        return [line.split("|")[1].strip() for line in madison.splitlines() if "Packages" in line]

    def download(self, package: Package, version: str, folder: Path) -> None:
        wanted = f"{package.name}={version}"
        if package.kind == "source":
            result = self.run(
                "apt-get", "-q", "source", "--download-only", "--only-source", wanted, cwd=folder
            )
        else:
            result = self.run("apt-get", "-q", "download", wanted, cwd=folder)
        if result.returncode != 0:
            raise BuildError(f"{result.stdout.strip()}\napt could not fetch {wanted}; {OFFLINE_ADVICE}")


OFFLINE_ADVICE = (
    "the machine may be offline: fetch the files elsewhere and name their folder in VITRINE_SOURCES"
    " (names and digests: scripts/sources.toml)"
)


def newest(versions: list[str]) -> str:
    best = versions[0]
    for version in versions[1:]:
        if subprocess.run(["dpkg", "--compare-versions", version, "gt", best]).returncode == 0:
            best = version
    return best


def choose_version(package: Package, offered: list[str]) -> str:
    """The pinned version, or the newest of the same upstream release and the same Debian release."""
    if package.version in offered:
        return package.version
    # deb12u1, deb13u2: revisions of another Debian release do not stand in for this one's.
    release = re.search(r"\+deb(\d+)u", package.version)
    same = [
        version
        for version in offered
        if version.startswith(package.upstream)
        and (
            not release or re.search(r"\+deb(\d+)u", version) is None or f"+deb{release.group(1)}u" in version
        )
    ]
    if not same:
        came = ", ".join(sorted(set(offered))) or "none"
        raise BuildError(
            f"{package.name}: expected version {package.version} or another {package.upstream}* in the"
            f" archive's {package.suite}, which offers {came}; {OFFLINE_ADVICE}"
        )
    return newest(same)


# --- Fetching ---


def pinned_files(package: Package, folders: list[Path]) -> tuple[Path, ...] | None:
    """All files of the pinned version from the first folder that has each; None when one is missing."""
    found = []
    for name, digest in package.sha256.items():
        path = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if path is None:
            return None
        check_digest(path, digest)
        found.append(path)
    return tuple(found)


def check_digest(path: Path, expected: str) -> None:
    came = sha256_file(path)
    if came != expected:
        raise BuildError(
            f"{path}: expected SHA-256 {expected}, found {came};"
            " remove the file, or correct scripts/sources.toml"
        )


def fetch_all(
    cache_root: Path, console: Console, packages: list[Package] | None = None
) -> dict[str, Fetched]:
    """The files of every package, from VITRINE_SOURCES, the cache or the archive, in this order."""
    packages = packages if packages is not None else read_lock()
    store = cache_root / "sources"
    given = os.environ.get("VITRINE_SOURCES")
    folders = [store / "pinned"]
    if given:
        folders.insert(0, Path(given).absolute())
        if not folders[0].is_dir():
            raise BuildError(
                f"VITRINE_SOURCES={given}: expected a folder with the files that scripts/sources.toml names"
            )
    fetched, missing = {}, []
    for package in packages:
        if files := pinned_files(package, folders):
            fetched[package.name] = Fetched(package.name, package.version, files)
        elif replaced := replacement(package, store):
            fetched[package.name] = replaced
        else:
            missing.append(package)
    if missing:
        console.say(f"sources: fetching {', '.join(package.name for package in missing)} through apt")
        try:
            apt = open_archive(cache_root / "apt", [package.suite for package in packages], console)
            for package in missing:
                fetched[package.name] = fetch(apt, package, store, console)
        except BuildError as error:
            names = [name for package in missing if package.name not in fetched for name in package.sha256]
            raise BuildError(f"{error}\nmissing: {' '.join(names)}") from None
        # 200 MB of package lists that will be out of date when they are needed again.
        shutil.rmtree(cache_root / "apt", ignore_errors=True)
    return fetched


def replacement(package: Package, store: Path) -> Fetched | None:
    """A newer revision that an earlier run took in place of this very pin."""
    folder = store / f"instead-of-{package.name}_{package.version.replace(':', '%3a')}"
    try:
        version = (folder / "version").read_text().strip()
    except OSError:
        return None
    return Fetched(
        package.name, version, tuple(sorted(path for path in folder.iterdir() if path.name != "version"))
    )


def open_archive(folder: Path, suites: list[str], console: Console) -> PrivateApt:
    codename = machine_codename()
    sources = derive_sources(machine_sources(Path("/etc/apt")), codename, sorted(set(suites)))
    if not sources:
        raise BuildError(
            f"/etc/apt names no Debian archive with the suite {codename} and the component main, from which"
            f" the others could be derived; {OFFLINE_ADVICE}"
        )
    apt = PrivateApt(folder, sources)
    # Without this mode apt-get calls an update a success although a list could not be fetched.
    update = apt.run("apt-get", "-q", "-o", "APT::Update::Error-Mode=any", "update")
    if update.returncode != 0:
        complaints = [line for line in update.stdout.splitlines() if line.startswith(("E:", "W:"))]
        console.say("sources: apt could not fetch every package list:\n  " + "\n  ".join(complaints[:6]))
    return apt


def fetch(apt: PrivateApt, package: Package, store: Path, console: Console) -> Fetched:
    version = choose_version(package, apt.versions(package))
    store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=store) as temporary:
        folder = Path(temporary) / "files"
        folder.mkdir()
        apt.download(package, version, folder)
        for path in list(folder.iterdir()):
            # What only apt needs: descriptions, signatures, and further parts the build does not use.
            if path.name not in package.sha256 and (version == package.version or not is_part(path.name)):
                path.unlink()
            elif path.name in package.sha256:
                check_digest(path, package.sha256[path.name])
        if version == package.version:
            (store / "pinned").mkdir(exist_ok=True)
            for path in folder.iterdir():
                path.replace(store / "pinned" / path.name)
            files = pinned_files(package, [store / "pinned"])
            if files is None:
                raise BuildError(
                    f"{package.name} {version}: the archive's package lacks a file that"
                    " scripts/sources.toml names"
                )
            return Fetched(package.name, version, files)
        console.say(
            f"sources: {package.name} {package.version} is gone from the archive; taking {version},"
            " verified by apt's signatures (please update scripts/sources.toml)"
        )
        (folder / "version").write_text(version + "\n")
        final = store / f"instead-of-{package.name}_{package.version.replace(':', '%3a')}"
        shutil.rmtree(final, ignore_errors=True)
        folder.rename(final)
    return replacement(package, store)


def is_part(name: str) -> bool:
    return name.endswith(".deb") or re.search(r"\.(orig|debian)\.tar\.\w+$", name) is not None


def main() -> int:
    parser = argparse.ArgumentParser(description="Fetches and verifies what the guest is made from.")
    parser.add_argument("--show", action="store_true", help="print the files' paths")
    arguments = parser.parse_args()
    try:
        fetched = fetch_all(cache_module.default_root(), Console(Path("build/logs")))
    except BuildError as error:
        print(f"sources: {error}", file=sys.stderr)
        return 1
    for package in fetched.values():
        print(f"{package.name} {package.version}")
        if arguments.show:
            print("".join(f"  {path}\n" for path in package.files), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
