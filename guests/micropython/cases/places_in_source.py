"""Where := and imports from __future__ may stand."""

def show(s):
    try: compile(s,'x','exec'); print(repr(s),'ok')
    except SyntaxError as e: print(repr(s),'SyntaxError')
for s in ('from __future__ import annotations','"doc"\nfrom __future__ import annotations\nx=1','"doc"\nfrom __future__ import annotations\nfrom __future__ import division\nx=1','x=1\nfrom __future__ import annotations','def f():\n from __future__ import annotations','import os\nfrom __future__ import annotations','"a"\n"b"\nfrom __future__ import annotations','# c\n\nfrom __future__ import (annotations, division)\nx=1','from __future__ import annotations; x=1',
 '[x for x in (y:=[1])]','[x for x in [1] for z in (y:=[1])]','[x for x in [y for y in (z:=[])]]','[(y:=x) for x in [1]]','[x for x in [1] if (y:=x)]','(x for x in (y:=[1]))','{x:1 for x in (y:=[1])}','print(y:=1)','f((y:=[x for x in [1]]))','(y:=[x for x in [1]])'): show(s)
