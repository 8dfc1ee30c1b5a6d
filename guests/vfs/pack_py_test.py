"""Tests of pack.py that need no C: what it refuses, what it leaves out, what it shares."""

import contextlib
import os
import pathlib
import tempfile
import unittest
import zlib

import pack


def read_files(data):
    """Returns {path: content} of a pack."""
    _, _, count, _, entries_offset, names_offset, _, pack_bytes = pack.HEAD.unpack_from(data)
    assert pack_bytes == len(data)
    entries = [pack.ENTRY.unpack_from(data, entries_offset + i * pack.ENTRY.size) for i in range(count)]
    paths = [""]
    files = {}
    for name_offset, name_bytes, kind, _, parent, offset, stored_bytes, file_bytes in entries[1:]:
        start = names_offset + name_offset
        paths.append(f"{paths[parent]}/{data[start:start + name_bytes].decode()}")
        stored = data[offset : offset + stored_bytes]
        if kind == pack.RAW:
            files[paths[-1]] = stored
        elif kind == pack.DEFLATED:
            files[paths[-1]] = zlib.decompress(stored, -zlib.MAX_WBITS)
            assert len(files[paths[-1]]) == file_bytes
    return files


class PackTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.source = self.folder / "source"
        self.source.mkdir()

    def write(self, path, content=b"x"):
        target = self.source / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def pack(self, *options, mounts=None):
        out = self.folder / "out.pack"
        pack.main(["--out", str(out), *options, *(mounts or [f"/lib={self.source}"])])
        return out.read_bytes()

    def test_keeps_every_file(self):
        contents = {f"d{i % 7}/f{i}": os.urandom(i) + bytes(i * 3) for i in range(0, 2000, 37)}
        for path, content in contents.items():
            self.write(path, content)
        wanted = {f"/lib/{path}": content for path, content in contents.items()}
        self.assertEqual(read_files(self.pack()), wanted)
        self.assertEqual(read_files(self.pack("--compress")), wanted)

    def test_order_of_creation_and_time_do_not_matter(self):
        for name in "abc":
            self.write(name, name.encode())
        first = self.pack()
        for name in "cba":
            (self.source / name).unlink()
            self.write(name, name.encode())
            os.utime(self.source / name, (1, 1))
        self.assertEqual(self.pack(), first)

    def test_deflates_only_what_shrinks(self):
        self.write("random", os.urandom(10_000))
        self.write("small", bytes(100))
        plain = len(self.pack())
        self.assertEqual(len(self.pack("--compress")), plain)
        self.write("zeros", bytes(100_000))
        self.assertLess(len(self.pack("--compress")), plain + 1000)

    def test_stores_equal_contents_once(self):
        content = os.urandom(50_000)
        for name in "abcdef":
            self.write(name, content)
        self.assertLess(len(self.pack()), 60_000)

    def test_excludes_by_path_and_by_name(self):
        for path in ("a.py", "test/b.py", "pkg/test/c.py", "pkg/d.orig", "pkg/__pycache__/e.pyc"):
            self.write(path)
        data = self.pack("--exclude", "/lib/test", "--exclude", "*.orig", "--exclude", "__pycache__")
        self.assertEqual(set(read_files(data)), {"/lib/a.py", "/lib/pkg/test/c.py"})

    def test_merges_mounts_but_not_files(self):
        self.write("a")
        other = self.folder / "other"
        other.mkdir()
        (other / "b").write_bytes(b"y")
        data = self.pack(mounts=[f"/lib={self.source}", f"/lib={other}", f"/usr/share={other}"])
        self.assertEqual(set(read_files(data)), {"/lib/a", "/lib/b", "/usr/share/b"})
        (other / "a").write_bytes(b"y")
        with self.assertRaisesRegex(pack.PackError, "/lib/a: given twice"):
            self.pack(mounts=[f"/lib={self.source}", f"/lib={other}"])

    def test_follows_links_but_not_in_circles(self):
        self.write("real/a", b"content")
        (self.source / "link").symlink_to("real")
        self.assertEqual(read_files(self.pack())["/lib/link/a"], b"content")
        (self.source / "real/loop").symlink_to("..")
        with self.assertRaisesRegex(pack.PackError, "circle"):
            self.pack()

    def test_names_what_is_no_file(self):
        (self.source / "dangling").symlink_to("nowhere")
        with self.assertRaisesRegex(pack.PackError, "dangling: expected a file or a folder"):
            self.pack()
        self.assertEqual(read_files(self.pack("--exclude", "dangling")), {})

    def test_refuses_names_that_are_not_utf8(self):
        (self.source / os.fsdecode(b"bad\xff")).write_bytes(b"x")
        with self.assertRaisesRegex(pack.PackError, "not UTF-8"):
            self.pack()

    def test_refuses_bad_mounts(self):
        good = self.source
        for mount in ("lib", f"lib={good}", f"/={good}", f"/a/../b={good}", "/lib=/nowhere/at/all"):
            with self.subTest(mount), self.assertRaises(SystemExit), open(os.devnull, "w") as null:
                with contextlib.redirect_stderr(null):
                    self.pack(mounts=[mount])


if __name__ == "__main__":
    unittest.main()
