"""Imported once, when the image is made: what programs want often costs a sandbox no time."""

import gc as _gc

for _name in """
    _exception_groups abc base64 bisect collections contextlib copy csv dataclasses datetime enum functools
    hashlib heapq itertools json math operator os random re statistics string textwrap time types typing vitrine
""".split():
    __import__(_name)
    _gc.collect()  # so that the heap of the image does not grow for what compiling left behind
