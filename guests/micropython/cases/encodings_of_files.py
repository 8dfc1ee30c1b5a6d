import csv, io, os
from pathlib import Path
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__)
Path("/tmp/a.csv").write_bytes(b"\xef\xbb\xbfname,caf\xc3\xa9\r\nx,1\r\n")
def rd(**k):
    with open("/tmp/a.csv", **k) as f: return list(csv.DictReader(f))
t(lambda: rd(encoding="utf-8-sig", newline="")); t(lambda: rd(encoding="utf-8-sig")); t(lambda: rd(encoding="latin-1")); t(lambda: rd(encoding="utf-8"))
Path("/tmp/b.txt").write_bytes(b"caf\xe9\nna\xefve\n")
for k in (dict(encoding="latin-1"), dict(encoding="iso-8859-1"), dict(errors="replace"), dict(errors="ignore"), dict(encoding="utf-8", errors="backslashreplace"), dict(encoding="ascii", errors="ignore"), dict(encoding="cp1252"), dict(encoding="windows-1252"), dict(encoding="nope")):
    def g():
        with open("/tmp/b.txt", **k) as f: return f.read()
    t(g)
    def g():
        with open("/tmp/b.txt", **k) as f: return [l for l in f], f.closed
    t(g)
    def g():
        with open("/tmp/b.txt", **k) as f: return f.readline(), f.read(3), f.readlines(), f.name, f.mode, f.readable(), f.writable()
    t(g)
def wr(text, mode="w", **k):
    if mode=="w" and os.path.exists("/tmp/c"): os.remove("/tmp/c")
    with open("/tmp/c", mode, **k) as f:
        n=[f.write(x) for x in text]; print("p", 1, file=f); f.writelines(["l\n"])
    return n, Path("/tmp/c").read_bytes()
t(lambda: wr(["é","x\n"], encoding="utf-8-sig")); t(lambda: wr(["é"], "a", encoding="utf-8-sig")); t(lambda: wr(["é","x\n"], encoding="latin-1")); t(lambda: wr(["é€","x\n"], encoding="latin-1")); t(lambda: wr(["é€","x\n"], encoding="latin-1", errors="replace")); t(lambda: wr(["é€"], encoding="ascii", errors="xmlcharrefreplace")); t(lambda: wr(["é","x\n"], encoding="utf-16")); t(lambda: wr(["a\n"], encoding="latin-1", newline="\r\n"))
t(lambda: wr([], encoding="utf-8-sig")); t(lambda: Path("/tmp/b.txt").read_text(encoding="latin-1")); t(lambda: Path("/tmp/b.txt").read_text(errors="replace")); t(lambda: Path("/tmp/d").write_text("é", encoding="latin-1")); t(lambda: Path("/tmp/d").read_bytes())
f=open("/tmp/b.txt", encoding="latin-1"); t(lambda: (f.read(), f.seek(0), f.read(2), f.encoding, f.errors)); f.close(); t(lambda: f.read()); t(lambda: isinstance(f, io.TextIOBase))
for enc in ("utf-8","latin-1"):
    try:
        with open("/tmp/b.txt", encoding=enc) as f: print(enc, f.read().split()); break
    except UnicodeDecodeError as e: print(enc, e)
t(lambda: "é€‚".encode("cp1252")); t(lambda: b"\x80\x82\x93".decode("cp1252")); t(lambda: b"\x81".decode("cp1252")); t(lambda: "\x81".encode("cp1252")); t(lambda: b"\x81".decode("windows-1252","replace")); t(lambda: "ж".encode("cp1252","replace")); t(lambda: "ж".encode("cp1252"))
