"""Compiles the guest side to wasm under wasi-libc, checks that it imports only from vitrine, and runs it.

link_test.c makes the calls; the interpreter of wabt runs it with imports that do nothing.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

WRAPPED = ["chmod", "fchmod", "fchmodat"]
VFS = pathlib.Path(__file__).parent.parent
SOURCES = ["node.c", "pack.c", "tree.c", "vfs.c", "host.c", "wasi.c", "posix.c", "link_test/link_test.c"]


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nfailed:\n{result.stdout}{result.stderr}")
    return result.stdout


def link(options, module):
    run(
        options.clang, "--target=wasm32-wasi", f"--sysroot={options.sysroot}", "-std=gnu17", "-O2",
        "-Wall", "-Wextra", "-Werror", f"-I{options.zlib}", "-mexec-model=reactor", "-o", module,
        *(f"-Wl,--wrap={function}" for function in WRAPPED),
        *(VFS / source for source in SOURCES), options.zlib / "libz.a",
    )  # fmt: skip


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--clang", default="clang-19")
    parser.add_argument("--sysroot", required=True)
    parser.add_argument("--zlib", required=True, type=pathlib.Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        module = pathlib.Path(folder) / "link_test.wasm"
        link(options, module)
        imports = re.findall(r"<- (\w+)\.(\w+)", run("wasm-objdump", "-x", "-j", "Import", module))
        foreign = [f"{name}.{function}" for name, function in imports if name != "vitrine"]
        if foreign or not imports:
            sys.exit(f"expected imports from vitrine only, found {foreign or 'none at all'}")
        output = run("wasm-interp", module, "--run-all-exports", "--dummy-import-func")
    result = output.splitlines()[-1]
    if result != "check() => i32:0":
        sys.exit(f"expected check() => i32:0 (any other number: the line that failed), got {result}")


if __name__ == "__main__":
    main()
