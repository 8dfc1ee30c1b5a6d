"""What pydoc, hence help(), writes through. Stands for _pyrepl.pager: without a terminal all text is just written."""

import re
import sys


def plain(text):
    """Takes away overstriking, which stands for bold."""
    return re.sub("[^\b]\b", "", text)


def plain_pager(text, title=""):
    sys.stdout.write(plain(text))


def get_pager():
    return plain_pager


def pipe_pager(text, cmd, title=""):
    plain_pager(text)


def tempfile_pager(text, cmd, title=""):
    plain_pager(text)


def tty_pager(text, title=""):
    plain_pager(text)
