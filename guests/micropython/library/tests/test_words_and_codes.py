"""base64, binascii, hmac, html, json, urllib.parse, contextlib, copy, logging: what they refuse, and odd input."""

import base64
import binascii
import contextlib
import copy
import hmac
import html
import itertools
import json
import logging
import operator
import shutil
import urllib.parse
from datetime import datetime, timedelta, timezone


def attempt(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


for text in ("YWI=", "YWI==", "=YWI=", "YW=I", "YW==YW==", "YWJj====", "", "====", "YWI=YWI=", "YWI", "Y", "YW=", "YW=I="):
    attempt(lambda: (text, binascii.a2b_base64(text)))
    attempt(lambda: (text, binascii.a2b_base64(text, strict_mode=True)))
attempt(lambda: base64.b64decode("YWI=YWI="))
attempt(lambda: binascii.hexlify("ab"))
attempt(lambda: hmac.compare_digest("\xe9", "\xe9"))
print(ascii(html.unescape("&#128;&#0;&#xD800;&#99999999;&#1;&#13;&#159;&#xfffe;&#x41")))
attempt(lambda: json.loads("1", foo=1))
attempt(lambda: urllib.parse.parse_qs("a=1&b=2", max_num_fields=1))
attempt(lambda: urllib.parse.parse_qs("a=1", separator=""))
attempt(lambda: copy.copy(x for x in []))
attempt(lambda: operator.concat(1, 2))
attempt(lambda: itertools.count("a"))
print(next(itertools.count(1.5)), operator.concat("a", "b"), operator.concat([1], [2]))


class Half(contextlib.AbstractContextManager):
    pass


class Whole(contextlib.AbstractContextManager):
    def __exit__(self, *exc_info):
        print("left")


attempt(Half)
with Whole() as whole:
    print(isinstance(whole, contextlib.AbstractContextManager), isinstance(5, contextlib.AbstractContextManager))
print(issubclass(contextlib.suppress, contextlib.AbstractContextManager))
for form in ("{a", "{message!z}", "{a-b}", "plain", "{message:>5}"):
    attempt(lambda: logging.Formatter(form, style="{") and "fine")
print(tuple(shutil.get_terminal_size()), shutil.get_terminal_size().columns)
print(timezone(timedelta(0)) is timezone.utc, timezone(timedelta(0), "x") is timezone.utc)
attempt(lambda: timezone.utc.utcoffset(5))
attempt(lambda: timezone.utc.tzname("x"))
attempt(lambda: datetime.fromtimestamp(1e20))
