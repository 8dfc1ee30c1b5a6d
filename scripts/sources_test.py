import hashlib
import os
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import sources
from console import BuildError, Console
from sources import Package, choose_version, derive_sources, fetch_all, parse_deb822, parse_one_line

KEYED = """# a comment
Types: deb
URIs: http://archive.example/debian
Suites: bookworm bookworm-updates bookworm-backports
Components: main contrib
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc

Types: deb
URIs: http://other.example/
Suites: bookworm
Components: stable
"""


def derive(stanzas):
    return derive_sources(stanzas, "bookworm", ["trixie", "bookworm"])


class DeriveSources(unittest.TestCase):
    def test_same_archive_other_suites(self):
        text = derive(parse_deb822(KEYED))
        (stanza,) = parse_deb822(text)
        self.assertEqual(stanza["URIs"], "http://archive.example/debian")
        self.assertEqual(stanza["Suites"], "trixie trixie-updates bookworm bookworm-updates")
        self.assertEqual(stanza["Types"], "deb deb-src")
        self.assertEqual(stanza["Components"], "main")

    def test_an_inline_key_is_kept(self):
        self.assertIn(
            "Signed-By: \n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc\n", derive(parse_deb822(KEYED))
        )

    def test_one_line_entries(self):
        entries = parse_one_line(
            "# deb http://no.example/ bookworm main\n"
            "deb [arch=amd64,arm64 signed-by=/k.gpg] http://archive.example/s bookworm-security main # note\n"
        )
        (stanza,) = parse_deb822(derive(entries))
        self.assertEqual(stanza["Suites"], "trixie-security bookworm-security")
        self.assertEqual((stanza["Signed-By"], stanza["Architectures"]), ("/k.gpg", "amd64 arm64"))

    def test_a_release_by_its_alias(self):
        (stanza,) = parse_deb822(derive(parse_one_line("deb http://archive.example/ oldstable main")))
        self.assertEqual(stanza["Suites"], "trixie bookworm")

    def test_what_is_not_debian_or_switched_off_is_left_alone(self):
        self.assertEqual(derive(parse_one_line("deb http://pg.example/ bookworm-pgdg main")), "")
        self.assertEqual(derive(parse_one_line("deb http://archive.example/ bullseye main")), "")
        off = KEYED.replace(
            "Types: deb\nURIs: http://archive", "Enabled: no\nTypes: deb\nURIs: http://archive"
        )
        self.assertEqual(derive(parse_deb822(off)), "")


class ChooseVersion(unittest.TestCase):
    package = Package("p", "source", "bookworm", "1.2-3+deb12u1", "1.2-", {})

    def test_the_pinned_one_first(self):
        self.assertEqual(choose_version(self.package, ["1.2-3+deb12u1", "1.2-3+deb12u2"]), "1.2-3+deb12u1")

    def test_else_the_newest_revision(self):
        self.assertEqual(choose_version(self.package, ["1.2-3+deb12u9", "1.2-3+deb12u10"]), "1.2-3+deb12u10")

    def test_never_another_upstream_or_debian_release(self):
        with self.assertRaisesRegex(
            BuildError, "expected version 1.2-3.deb12u1.*offers 1.2-4.deb13u1, 1.3-1"
        ):
            choose_version(self.package, ["1.3-1", "1.2-4+deb13u1"])


class FetchAll(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.given = self.folder / "given"
        self.given.mkdir()
        self.package = Package(
            "p", "binary", "trixie", "1", "1", {"p_1_all.deb": hashlib.sha256(b"good").hexdigest()}
        )
        self.console = Console(self.folder / "logs", stream=open(os.devnull, "w"))
        self.addCleanup(self.console._stream.close)

    def fetch(self, **environment):
        no_archive = mock.patch.object(sources, "open_archive", side_effect=BuildError("no network"))
        with no_archive, mock.patch.dict(os.environ, environment, clear=False):
            if "VITRINE_SOURCES" not in environment:
                os.environ.pop("VITRINE_SOURCES", None)
            return fetch_all(self.folder / "cache", self.console, [self.package])

    def test_takes_given_files_without_network(self):
        (self.given / "p_1_all.deb").write_bytes(b"good")
        fetched = self.fetch(VITRINE_SOURCES=str(self.given))
        self.assertEqual(fetched["p"].files, (self.given / "p_1_all.deb",))

    def test_refuses_a_given_file_with_another_digest(self):
        (self.given / "p_1_all.deb").write_bytes(b"bad")
        with self.assertRaisesRegex(BuildError, "expected SHA-256"):
            self.fetch(VITRINE_SOURCES=str(self.given))

    def test_says_which_file_is_missing(self):
        with self.assertRaisesRegex(BuildError, "missing: p_1_all.deb"):
            self.fetch()

    def test_says_when_the_given_folder_is_none(self):
        with self.assertRaisesRegex(BuildError, "expected a folder"):
            self.fetch(VITRINE_SOURCES=str(self.folder / "absent"))


if __name__ == "__main__":
    unittest.main()
