import os
import struct
import io

os.makedirs("/tmp/tree/a/b")
os.makedirs("/tmp/tree/c")
for name in ("x.txt", "a/y.txt", "a/b/z.txt", "c/w.txt"):
    with open(f"/tmp/tree/{name}", "w") as file:
        file.write(name)
for topdown in (True, False):
    for folder, folders, files in os.walk("/tmp/tree", topdown=topdown):
        folders.sort()
        print(folder, folders, sorted(files))
with os.scandir("/tmp/tree") as entries:
    print(sorted((entry.name, entry.is_dir(), entry.is_file(), entry.path) for entry in entries))
for args in (("/a/b", "/a/c"), ("/a/b/c", "/a"), ("/a", "/a"), ("/", "/a/b"), ("a/../b", ".")):
    print(args, os.path.relpath(*args))
print(os.path.commonpath(["/usr/lib", "/usr/local/lib"]), os.path.commonpath(["a/b", "a/c"]))
print(os.path.commonprefix(["abcd", "abxy"]))
for paths in ([], ["/a", "b"]):
    try:
        os.path.commonpath(paths)
    except ValueError as error:
        print(error)
print(os.pardir, os.extsep, os.pathsep, os.devnull)
print(os.path.splitroot("//a/b"), os.path.splitroot("/a"), os.path.ismount("/"))
print(os.access("/tmp/tree/x.txt", os.R_OK), os.access("/tmp/no", os.F_OK))
print(os.path.samefile("/tmp/tree", "/tmp/./tree"))
for name in ("nothing_of_this_name", "_os", "relpath"):
    try:
        getattr(os, name)
    except AttributeError as error:
        print(error)
text = io.StringIO("one\ntwo\nthree")
print(text.readlines(), text.readlines())
text.writelines(["\n", "four\n"])
print(repr(text.getvalue()))
binary = io.BytesIO()
binary.writelines([b"a\n", b"b\n"])
binary.seek(0)
print(binary.readlines())
for values in (("B", 300), ("<h", -40000), ("b", 128), ("<I", -1)):
    try:
        struct.pack(*values)
    except struct.error:
        print("struct.error")
for name in ("", "a=b", "="):
    try:
        os.environ[name] = "x"
    except (OSError, ValueError) as error:
        print(type(error).__name__)
with open("/tmp/seek", "w+b") as file:
    file.write(b"hello")
    print(file.seek(-2, os.SEEK_END), file.read(), file.seek(1, os.SEEK_SET), file.seek(1, os.SEEK_CUR), file.read())
