"""import *, dir() of modules, shown matches, files: their modes and their lines."""

import math, os, io, re, struct, array, collections, string
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__)
t(lambda: math.degrees(1e308)); t(lambda: math.degrees(math.inf)); t(lambda: math.degrees(180))
open("/tmp/lz.py", "w").write("__all__ = ['a', 'b']\na = 1\nc = 3\ndef __getattr__(n):\n    if n == 'b': return 2\n    raise AttributeError(n)\n")
open("/tmp/ly.py", "w").write("x = 1\n_y = 2\ndef __getattr__(n):\n    raise AttributeError(n)\n")
open("/tmp/lw.py", "w").write("__all__ = ['zz']\n")
import sys; sys.path.insert(0, "/tmp")
def ex(s):
    g = {}
    exec(s, g); return sorted(k for k in g if not k.startswith('__'))
t(lambda: ex('from lz import *')); t(lambda: ex('from ly import *')); t(lambda: ex('from lw import *'))
t(lambda: [n in ex('from collections import *') for n in ('deque','ChainMap','UserDict','OrderedDict')]); t(lambda: [n in ex('from typing import *') for n in ('List','Protocol','cast','Any','sys')]); t(lambda: len(ex('from math import *')) > 40); t(lambda: [n in ex('from dataclasses import *') for n in ('dataclass','field','sys')]); t(lambda: ex('from random import *')[:5]); t(lambda: [n in ex('from itertools import *') for n in ('chain','count','sys')]); t(lambda: [n in ex('from datetime import *') for n in ('date','datetime','timezone','UTC','math')]); t(lambda: [n in ex('from functools import *') for n in ('reduce','partial','lru_cache','wraps')]);t(lambda: [n in ex('from enum import *') for n in ('Enum','auto','IntEnum')]); t(lambda: [n in ex('from string import *') for n in ('ascii_letters','Template')]); t(lambda: [n in ex('from decimal import *') for n in ('Decimal','getcontext')]); t(lambda: [n in ex('from statistics import *') for n in ('mean','NormalDist')]); t(lambda: [n in ex('from os import *') for n in ('listdir','path','getcwd')]); t(lambda: [n in ex('from asyncio import *') for n in ('run','sleep')]); t(lambda: [n in ex('from re import *') for n in ('match','compile')]); t(lambda: [n in ex('from json import *') for n in ('dumps','loads')]); t(lambda: [n in ex('from time import *') for n in ('time','sleep')]); t(lambda: [n in ex('from fractions import *') for n in ('Fraction',)]); t(lambda: [n in ex('from operator import *') for n in ('add','itemgetter')]); t(lambda: [n in ex('from contextlib import *') for n in ('contextmanager','suppress')]); t(lambda: [n in ex('from copy import *') for n in ('deepcopy','copy')]); t(lambda: [n in ex('from pathlib import *') for n in ('Path',)]); t(lambda: [n in ex('from heapq import *') for n in ('heappush',)]); t(lambda: [n in ex('from abc import *') for n in ('ABC','abstractmethod')]); t(lambda: [n in ex('from unittest import *') for n in ('TestCase','main')])
for m in (os, os.path, string, collections, math): t(lambda: len(dir(m)) > 5)
t(lambda: re.match(".*", "x" * 80)); t(lambda: re.match(".*", "é" * 80)); t(lambda: re.match(".*", "x" * 46)); t(lambda: re.match(".*", "x" * 48)); t(lambda: re.match(".*", "x" * 49)); t(lambda: re.match(b".*", b"\xff" * 30))
t(lambda: struct.unpack("<h", "ab")); t(lambda: struct.unpack_from("<h", "ab")); t(lambda: struct.calcsize("<h"))
for h in (None, -1, 0, 1, 2, 3, 4, 5, 100):
    t(lambda: io.StringIO("a\nb\nc").readlines(h)); t(lambda: io.BytesIO(b"a\nb\nc").readlines(h)); t(lambda: io.StringIO("é\nb\nc").readlines(h))
t(lambda: print(1, end=b"")); t(lambda: print(1, 2, sep=b"x")); t(lambda: print(1, end=None, sep=None))
class P:
    def __fspath__(self): return 1
class P2:
    def __fspath__(self): return '/tmp/q'
t(lambda: os.fspath(P())); t(lambda: os.fspath(P2())); t(lambda: open(P()))
for m in ("r+b+","rr","wb+","bw","+rb","rw","br+","tr","rtb","rtt","U","","w+","a+b","xb+"):
    def f():
        if os.path.exists('/tmp/case_f'): os.remove('/tmp/case_f')
        if 'r' in m: open('/tmp/case_f','w').close()
        with open('/tmp/case_f', m) as h: return h.mode
    t(f)
t(lambda: open("/tmp/case_f", closefd=False))
