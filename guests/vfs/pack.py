#!/usr/bin/env python3
"""Writes a library pack (pack.h) from folders.

    pack.py --out FILE [--compress] [--mtime SECONDS] [--exclude GLOB]... MOUNT=DIR...

MOUNT is where the content of DIR appears in the guest, for example /lib=build/stdlib. Folders that hold no
file are left out. Links are followed; contents that occur more than once are stored once. The same inputs
give the same bytes with the same version of zlib.

--exclude leaves out every file or folder whose path in the guest (/lib/test/*) or name (*.orig) matches.
Needs nothing but the standard library of Python 3.11 or later.
"""

import argparse
import fnmatch
import os
import struct
import sys
import zlib

MAGIC = b"VTRNPACK"
VERSION = 1
HEAD = struct.Struct("<8sIIQIIII")
ENTRY = struct.Struct("<IHBBIIII")
DIRECTORY, RAW, DEFLATED = 0, 1, 2

# The limits of pack.h and vfs.h, checked here so that a pack that would be refused is never written.
NAME_BYTES_MAX = 255
PATH_BYTES_MAX = 4096
DEPTH_MAX = 128
ENTRIES_MAX = 1_000_000
PACK_BYTES_MAX = 2**32 - 1

# Files below this size, and files that shrink by less than an eighth, stay as they are and are read in place.
DEFLATE_BYTES_MIN = 512
ALIGNMENT = 8


class PackError(Exception):
    """What the caller has to hear; the message says what to do."""


class Node:
    """A file (children is None) or a folder of the pack."""

    def __init__(self, name, source=None):
        self.name = name
        self.source = source
        self.children = {} if source is None else None

    def sorted_children(self):
        return [self.children[name] for name in sorted(self.children)]


def is_excluded(path, patterns):
    name = path.rsplit("/", 1)[-1]
    return any(fnmatch.fnmatchcase(text, pattern) for pattern in patterns for text in (path, name))


def list_files(directory, mount, patterns, ancestors=()):
    """Yields (path in the guest, path here) of every file, following links but not in circles."""
    real = os.path.realpath(directory)
    if real in ancestors:
        raise PackError(f"{directory}: the link leads into a circle; exclude it with --exclude")
    for name in sorted(os.listdir(directory)):
        guest_path = f"{mount.rstrip('/')}/{name}"
        path = os.path.join(directory, name)
        if is_excluded(guest_path, patterns):
            continue
        if os.path.isdir(path):
            yield from list_files(path, guest_path, patterns, (*ancestors, real))
        elif os.path.isfile(path):
            yield guest_path, path
        else:
            raise PackError(f"{path}: expected a file or a folder; exclude it with --exclude")


def insert(root, guest_path, source):
    try:
        parts = [part.encode() for part in guest_path.split("/") if part]
    except UnicodeEncodeError:
        raise PackError(f"{guest_path!a}: the name is not UTF-8") from None
    if sum(len(part) + 1 for part in parts) > PATH_BYTES_MAX or len(parts) > DEPTH_MAX:
        raise PackError(f"{guest_path}: longer than {PATH_BYTES_MAX} bytes or deeper than {DEPTH_MAX} names")
    node = root
    for part in parts[:-1]:
        node = node.children.setdefault(part, Node(part))
        if node.children is None:
            raise PackError(f"{guest_path}: {part.decode()} is a file already (from {node.source})")
    name = parts[-1]
    if len(name) > NAME_BYTES_MAX:
        raise PackError(f"{guest_path}: the name is longer than {NAME_BYTES_MAX} bytes")
    if name in node.children:
        raise PackError(f"{guest_path}: given twice (second time by {source})")
    node.children[name] = Node(name, source)


def breadth_first(root):
    """Returns [(node, index of its parent)], the children of a folder side by side."""
    order = [(root, 0)]
    for index, (node, _) in enumerate(order):
        if node.children is not None:
            order.extend((child, index) for child in node.sorted_children())
    return order


def deflate(content):
    compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    return compressor.compress(content) + compressor.flush()


def encode(content, compress):
    """Returns (kind, bytes to store)."""
    if compress and len(content) >= DEFLATE_BYTES_MIN:
        small = deflate(content)
        if len(small) <= len(content) - len(content) // 8:
            return DEFLATED, small
    return RAW, content


class Data:
    """Contents of files, each once."""

    def __init__(self, start, compress):
        self.start = start
        self.compress = compress
        self.pieces = []
        self.bytes = 0
        self.places = {}

    def add(self, content):
        """Returns (kind, offset in the pack, bytes stored)."""
        if content not in self.places:
            kind, stored = encode(content, self.compress)
            self.places[content] = (kind, self.start + self.bytes, len(stored))
            padded = stored + bytes(-len(stored) % ALIGNMENT)
            self.pieces.append(padded)
            self.bytes += len(padded)
        return self.places[content]


def build(root, mtime_ns, compress):
    order = breadth_first(root)
    if len(order) > ENTRIES_MAX:
        raise PackError(f"{len(order)} files and folders; a pack holds {ENTRIES_MAX}")
    first_child = {}
    for index, (_, parent) in enumerate(order[1:], start=1):
        first_child.setdefault(parent, index)

    names = bytearray()
    name_offsets = {}
    for node, _ in order:
        if node.name not in name_offsets:
            name_offsets[node.name] = len(names)
            names += node.name

    names_offset = HEAD.size + ENTRY.size * len(order)
    data_offset = -(-(names_offset + len(names)) // ALIGNMENT) * ALIGNMENT
    data = Data(data_offset, compress)
    entries = bytearray()
    for index, (node, parent) in enumerate(order):
        if node.children is None:
            with open(node.source, "rb") as file:
                content = file.read()
            kind, offset, stored_bytes = data.add(content)
            file_bytes = len(content)
        else:
            kind, offset = DIRECTORY, first_child.get(index, 0)
            stored_bytes, file_bytes = len(node.children), 0
        entries += ENTRY.pack(
            name_offsets[node.name], len(node.name), kind, 0, parent, offset, stored_bytes, file_bytes
        )
        if data_offset + data.bytes > PACK_BYTES_MAX:
            raise PackError(f"the pack is longer than {PACK_BYTES_MAX} bytes")

    pack_bytes = data_offset + data.bytes
    head = HEAD.pack(MAGIC, VERSION, len(order), mtime_ns, HEAD.size, names_offset, len(names), pack_bytes)
    gap = bytes(data_offset - names_offset - len(names))
    return b"".join([head, bytes(entries), bytes(names), gap, *data.pieces])


def parse_mount(text):
    mount, separator, directory = text.partition("=")
    parts = mount.split("/")[1:]
    if not separator or not mount.startswith("/") or any(part in ("", ".", "..") for part in parts):
        raise argparse.ArgumentTypeError(f"{text}: expected MOUNT=DIR with an absolute MOUNT such as /lib")
    if not os.path.isdir(directory):
        raise argparse.ArgumentTypeError(f"{directory}: expected a folder")
    return mount, directory


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description="Writes a library pack for Vitrine's guests.")
    parser.add_argument("--out", required=True, metavar="FILE")
    parser.add_argument("--compress", action="store_true", help="deflate files that shrink by it")
    parser.add_argument("--mtime", type=int, default=0, metavar="SECONDS", help="of every file, since 1970")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB")
    parser.add_argument("mounts", nargs="+", type=parse_mount, metavar="MOUNT=DIR")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = parse_arguments(arguments)
    if not 0 <= options.mtime < 2**63 // 10**9:
        raise PackError(f"--mtime {options.mtime}: expected seconds since 1970")
    root = Node(b"")
    for mount, directory in options.mounts:
        for guest_path, source in list_files(directory, mount, options.exclude):
            insert(root, guest_path, source)
    pack = build(root, options.mtime * 10**9, options.compress)
    with open(options.out, "wb") as file:
        file.write(pack)


if __name__ == "__main__":
    try:
        main()
    except (PackError, OSError) as error:
        sys.exit(f"pack.py: {error}")
