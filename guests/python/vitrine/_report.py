"""What the outcome says about an exception: CPython's own traceback, kept short in bounded time, and a hint.

Called by the guest's C code after a run. Everything used is bound here when the image is made, so that foreign code
that changes sys.modules or a module's attributes changes nothing; when it breaks something all the same, this raises
and the C code tells the type and message alone.
"""

import traceback
from collections import deque
from traceback import StackSummary, TracebackException, _cause_message, _context_message, _get_code_position

from vitrine._hints import hint_for

_FRAMES_MAX = 40  # half of them from each end
_REPEATS_SHOWN = traceback._RECURSIVE_CUTOFF
_CHAIN_NEWEST_MAX = 6
_CHAIN_OLDEST_MAX = 3
_GROUP_WIDTH_MAX = 15
_GROUP_DEPTH_MAX = 10
_GROUP_MEMBERS_MAX = 60  # of all nested groups together
_TEXT_CHARACTERS_MAX = 32_000
_MESSAGE_CHARACTERS_MAX = 8_000
_SOURCE_CHARACTERS_MAX = 4_000  # of one statement; what is longer is shown without marks below it

_OWN_FOLDER = __file__.rpartition("/")[0] + "/"
_OWN_FUNCTIONS = "<vitrine>"


def _cut(text, characters_max):
    if len(text) <= characters_max:
        return text
    half = characters_max // 2
    return f"{text[:half]}\n... {len(text) - 2 * half} characters left out ...\n{text[-half:]}"


def _is_own(filename):
    return filename == _OWN_FUNCTIONS or filename.startswith(_OWN_FOLDER)


class _Stack:
    """The frames of one traceback: runs of the same place counted, the middle left out."""

    def __init__(self, tb, name):
        self.line = 0
        self._total = 0
        self._head = []
        self._tail = deque(maxlen=_FRAMES_MAX // 2)
        innermost = None
        run = None
        while tb is not None:
            code = tb.tb_frame.f_code
            if code.co_filename == name:
                if innermost is None:  # what comes before is the loop of asyncio that runs a top-level await
                    self._total = 0
                    self._head.clear()
                    self._tail.clear()
                    run = None
                innermost = tb
            self._total += 1
            if run is not None and run[1] is code and run[2] == tb.tb_lasti:
                run[3] += 1
            else:
                run = [tb, code, tb.tb_lasti, 1]
                (self._head if len(self._head) < _FRAMES_MAX // 2 else self._tail).append(run)
            tb = tb.tb_next
        if innermost is not None:
            self.line = innermost.tb_lineno
        self._drop_own_frames()

    def _drop_own_frames(self):
        """Takes away the inner end where it is ours: the caller's line says what matters."""
        for runs in (self._tail, self._head):
            while runs and _is_own(runs[-1][1].co_filename) and len(self._head) + len(self._tail) > 1:
                self._total -= runs.pop()[3]
            if runs:
                return

    def __bool__(self):
        return bool(self._head)

    @staticmethod
    def _positions(run):
        positions = _get_code_position(run[1], run[2])
        if positions[0] is None:
            return (run[0].tb_lineno, *positions[1:])
        return positions

    def _format_run(self, run):
        summary = StackSummary._extract_from_extended_frame_gen([(run[0].tb_frame, self._positions(run))])
        frame = summary[0]
        if len(frame._original_lines or "") > _SOURCE_CHARACTERS_MAX:
            text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
            source = frame._original_lines[:200].strip().partition("\n")[0]
            text += f"    {source} ...\n"
        else:
            text = summary.format_frame_summary(frame)
        yield from [text] * min(run[3], _REPEATS_SHOWN)
        more = run[3] - _REPEATS_SHOWN
        if more > 0:
            yield f"  [Previous line repeated {more} more time{'s' if more > 1 else ''}]\n"

    def format(self, **_):
        for run in self._head:
            yield from self._format_run(run)
        left_out = self._total - sum(run[3] for run in self._head) - sum(run[3] for run in self._tail)
        if left_out:
            yield f"  ... {left_out} frames left out ...\n"
        for run in self._tail:
            yield from self._format_run(run)


class _LeftOut:
    """Stands for a member of an exception group when too many were shown already."""

    def format(self, *, _ctx, **_):
        yield from _ctx.emit("... left out ...\n")


def _render(error, name, budget, depth=0):
    """Returns a TracebackException without chain whose stack is short."""
    # A _seen of our own keeps it from following the chain, limit=0 from walking the frames.
    rendered = TracebackException(type(error), error, error.__traceback__, limit=0, compact=True,
                                  max_group_width=_GROUP_WIDTH_MAX, max_group_depth=_GROUP_DEPTH_MAX, _seen=set())
    rendered.stack = _Stack(error.__traceback__, name)
    rendered.__cause__ = rendered.__context__ = rendered.exceptions = None
    rendered._str = _cut(rendered._str, _MESSAGE_CHARACTERS_MAX)
    if rendered._is_syntax_error and rendered.text is not None and len(rendered.text) > _SOURCE_CHARACTERS_MAX:
        rendered.text = None
    if isinstance(error, BaseExceptionGroup):
        members = error.exceptions
        rendered.exceptions = [None] * len(members)  # only the first few are looked at
        if depth <= _GROUP_DEPTH_MAX:
            for i, member in enumerate(members[:_GROUP_WIDTH_MAX]):
                budget[0] -= 1
                rendered.exceptions[i] = _render(member, name, budget, depth + 1) if budget[0] >= 0 else _LeftOut()
    return rendered


def _chain(error):
    """Returns [(exception, how the next newer one relates to it)], newest first, and how many were left out."""
    links = [(error, None)]
    oldest = deque(maxlen=_CHAIN_OLDEST_MAX)
    left_out = 0
    seen = {id(error)}
    while True:
        if error.__cause__ is not None:
            error, relation = error.__cause__, _cause_message
        elif error.__context__ is not None and not error.__suppress_context__:
            error, relation = error.__context__, _context_message
        else:
            break
        if id(error) in seen:
            break
        seen.add(id(error))
        if len(links) < _CHAIN_NEWEST_MAX:
            links.append((error, relation))
        else:
            left_out += len(oldest) == _CHAIN_OLDEST_MAX
            oldest.append((error, relation))
    return links, list(oldest), left_out


def _format_one(rendered):
    if rendered.exceptions is not None:
        return "".join(rendered.format(chain=False))
    parts = []
    if rendered.stack:
        parts.append("Traceback (most recent call last):\n")
        parts += rendered.stack.format()
    parts += rendered.format_exception_only()
    return "".join(parts)


def _type_name(kind):
    module = kind.__module__
    if module in ("builtins", "__main__", "vitrine"):
        return kind.__qualname__
    return f"{module}.{kind.__qualname__}"


def _line_of(error, rendered, name):
    if isinstance(error, SyntaxError) and error.filename == name and isinstance(error.lineno, int):
        return max(error.lineno, 0)
    return rendered.stack.line or 0


def report(error, name):
    """Returns the "error" map of guests/abi.h for an exception that ended the run of the file `name`."""
    newest, oldest, left_out = _chain(error)
    rendered = _render(error, name, [_GROUP_MEMBERS_MAX])
    parts = [_format_one(rendered)]
    for older, relation in newest[1:]:
        parts += [relation, _format_one(_render(older, name, [_GROUP_MEMBERS_MAX]))]
    if left_out:
        parts.append(f"\n... {left_out} exceptions of the chain left out ...\n\n")
    for i, (older, relation) in enumerate(oldest):
        if i > 0 or not left_out:
            parts.append(relation)
        parts.append(_format_one(_render(older, name, [_GROUP_MEMBERS_MAX])))
    message = rendered.msg if rendered._is_syntax_error and isinstance(rendered.msg, str) else rendered._str
    try:
        hint = hint_for(error, message)
    except Exception:
        hint = ""  # a hint is a help; without one the report is still whole
    return {
        "type": _type_name(type(error)),
        "message": message,
        "traceback": _cut("".join(reversed(parts)), _TEXT_CHARACTERS_MAX),
        "line": _line_of(error, rendered, name),
        "hint": hint,
    }
