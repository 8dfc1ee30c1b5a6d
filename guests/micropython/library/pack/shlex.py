"""The module shlex."""

import sys

_SAFE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-"


def split(s, comments=False, posix=True):
    if s is None:
        raise ValueError("s argument must not be None")
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ""
    return list(lexer)


def quote(s):
    if not s:
        return "''"
    if not isinstance(s, str):
        raise TypeError("expected string or bytes-like object, got %r" % type(s).__name__)
    if not s.strip(_SAFE):  # every character is a safe one
        return s
    # A quote is told between double quotes: $'b becomes '$'"'"'b'
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    return " ".join([quote(word) for word in split_command])


class shlex:
    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if not isinstance(instream, str):
            instream = (sys.stdin if instream is None else instream).read()
        self._chars = iter(instream)
        self._back = ""  # the character that ended a token and begins the next
        self.infile = infile
        self.posix = posix
        self.eof = None if posix else ""
        self.lineno = 1
        self.pushback = []
        self.commenters = "#"
        self.wordchars = "abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
        if posix:
            self.wordchars += "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ"
        self.whitespace = " \t\r\n"
        self.whitespace_split = False
        self.quotes = "'\""
        self.escape = "\\"
        self.escapedquotes = '"'
        self._punctuation_chars = "();<>|&" if punctuation_chars is True else punctuation_chars or ""
        if punctuation_chars:
            self.wordchars = "".join([c for c in self.wordchars + "~-./*?=" if c not in self._punctuation_chars])

    @property
    def punctuation_chars(self):
        return self._punctuation_chars

    @property
    def source(self):
        return None

    @source.setter
    def source(self, word):
        raise NotImplementedError("shlex.source: the small guest includes no other files")

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token

    def push_token(self, tok):
        self.pushback.append(tok)

    def get_token(self):
        return self.pushback.pop() if self.pushback else self.read_token()

    def _next(self):
        """The next character; "" at the end."""
        c = self._back or next(self._chars, "")
        self._back = ""
        if c == "\n":
            self.lineno += 1
        return c

    def _skip_comment(self):
        for c in self._chars:
            if c == "\n":
                break
        self.lineno += 1

    def read_token(self):
        posix, punctuation = self.posix, self._punctuation_chars
        token = ""
        quoted = False  # then even nothing is a token
        # "" before a token, "a" within a word, "c" within punctuation; else the quote or the escape that is open.
        state = ""
        outside = "a"  # the state around an escape
        while True:
            c = self._next()
            if state not in ("", "a", "c"):
                if not c:
                    raise ValueError("No escaped character" if state in self.escape else "No closing quotation")
                if state in self.escape:
                    # Within quotes an escape escapes the quote and itself, and is itself before anything else.
                    token += c if outside == "a" or c in (state, outside) else state + c
                    state = outside
                elif c == state:
                    if not posix:
                        return token + c
                    state = "a"
                elif posix and c in self.escape and state in self.escapedquotes:
                    state, outside = c, state
                else:
                    token += c
                continue
            if not c:
                break
            if c in self.whitespace:
                if token or quoted:
                    break
                state = ""
            elif c in self.commenters:
                self._skip_comment()
                if posix:
                    if token or quoted:
                        break
                    state = ""
            elif state == "c":
                if c not in punctuation:
                    self._back = c
                    break
                token += c
            elif posix and c in self.escape:
                state, outside = c, "a"
            elif c in self.quotes and (posix if state else c not in self.wordchars and c not in punctuation):
                state = c
                if posix:
                    quoted = True
                else:
                    token = c
            elif c in self.wordchars or state and c in self.quotes or self.whitespace_split and c not in punctuation:
                token += c
                state = "a"
            elif state:
                self._back = c
                if token or quoted:
                    break
                state = ""
            elif c in punctuation:
                token = c
                state = "c"
            else:
                return c
        return token if token or quoted or not posix else None
