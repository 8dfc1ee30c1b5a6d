"""Byte-compiles every module below a folder. Run by the native CPython of the guest's version.

    python compile_modules.py FOLDER MOUNT

MOUNT is where FOLDER appears in the guest; it goes into tracebacks. The files are compiled in the order of
their names by one process, and their .pyc carry the source's hash, which the guest does not look at: the same
inputs give the same bytes. A file that does not compile ends the program.
"""

import importlib._bootstrap_external as bootstrap
import os
import sys

import _imp


def main(folder: str, mount: str) -> None:
    tag = sys.implementation.cache_tag
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            if not name.endswith(".py"):
                continue
            path = os.path.join(parent, name)
            with open(path, "rb") as file:
                source = file.read()
            shown = mount + path[len(folder) :]
            code = compile(source, shown, "exec", dont_inherit=True)
            data = bootstrap._code_to_hash_pyc(
                code, _imp.source_hash(bootstrap._RAW_MAGIC_NUMBER, source), False
            )
            target = os.path.join(parent, "__pycache__")
            os.makedirs(target, exist_ok=True)
            with open(os.path.join(target, f"{name[:-3]}.{tag}.pyc"), "wb") as file:
                file.write(data)


main(*sys.argv[1:])
