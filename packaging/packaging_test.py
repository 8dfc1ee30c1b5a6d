"""The container gets what the program is linked to, and the unit what the program knows.

Needs VITRINE (the program) in the environment.
"""

import os
import re
import subprocess
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
VITRINE = os.environ["VITRINE"]

# Of every Debian system.
ALWAYS_THERE = {"libc6", "libgcc-s1", "libstdc++6"}


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def package_of(library):
    """The Debian package of a shared library, by the path that the loader finds it under."""
    found = re.search(rf"^\s*{re.escape(library)} \(.*=> (\S+)$", output("/sbin/ldconfig", "-p"), re.MULTILINE)
    path = os.path.realpath(found[1])
    for candidate in (path, path.removeprefix("/usr")):
        owner = subprocess.run(["dpkg", "-S", candidate], capture_output=True, text=True, check=False, timeout=60)
        if owner.returncode == 0:
            return owner.stdout.split(":")[0]
    raise AssertionError(f"no package has {path}")


class PackagingTest(unittest.TestCase):
    def test_the_container_has_the_libraries(self):
        needed = re.findall(r"\(NEEDED\).*\[(.+)\]", output("readelf", "-d", VITRINE))
        packages = {package_of(library) for library in needed if not library.startswith("ld-linux")} - ALWAYS_THERE
        listed = re.search(r"apt-get install -y --no-install-recommends \\\n([^&]+?)\\?\n", (HERE / "Containerfile").read_text())
        self.assertEqual(packages, set(listed[1].split()))

    def test_commands_know_their_options(self):
        lines = [re.sub(r"\S*/vitrine ", "", re.search(r"^ExecStart=(.+)$", (HERE / "vitrine.service").read_text(), re.MULTILINE)[1])]
        lines.append(" ".join(re.findall(r'"([^"]+)"', (HERE / "Containerfile").read_text().split("\nCMD ")[1])))
        for line in lines:
            command, *options = line.split()
            known = output(VITRINE, command, "--help")
            for option in options:
                if option.startswith("--"):
                    self.assertIn(option + " ", known)


if __name__ == "__main__":
    unittest.main(verbosity=2)
