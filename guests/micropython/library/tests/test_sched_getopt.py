"""Events in time, and options of a command line."""

import sched
import time
from getopt import getopt, gnu_getopt, GetoptError, error

now = 0
def clock(): return now
def pause(seconds):
    global now
    now += seconds; print("pause", seconds)
def act(*args, **kwargs): print(now, args, kwargs)
s = sched.scheduler(clock, pause)
print(s.empty(), s.run(), s.queue)
a = s.enter(10, 1, act, argument=("a",)); b = s.enter(5, 2, act, (), {"k": "b"}); c = s.enter(5, 1, act, kwargs={"k": "c"}); d = s.enterabs(7, 1, act, ("d", 1)); e = s.enter(5, 1, s.enter, (1, 1, act, ("late",)))
print(a.time, a.priority, a.argument, b.kwargs, [event.time for event in s.queue], [event.priority for event in s.queue], s.empty(), a.action is act, a[:3])
s.cancel(d); print(len(s.queue), s.run(blocking=False))
try: s.cancel(d)
except ValueError: print("ValueError")
print(s.run(), s.empty(), now)
s.enter(0, 1, lambda: 1 / 0); s.enter(0, 2, act, ("after",))
try: s.run()
except ZeroDivisionError: print(len(s.queue))
s.run()
s = sched.scheduler(); begin = time.monotonic(); s.enter(0.02, 1, print, ("one",)); s.enter(0.01, 1, print, ("two",)); s.run(); print(0.015 < time.monotonic() - begin < 1)
s = sched.scheduler(time.time, time.sleep); s.enterabs(time.time() + 0.01, 1, print, ("three",)); s.run()


def t(f):
    try: print(f())
    except GetoptError as e: print(e, "|", e.msg, e.opt, e.args)


for parse in (getopt, gnu_getopt):
    for args in ("", "-a -b -cfoo -d bar a1 a2", "--condition=foo --testing --output-file abc.def -x a1 a2", "-abc", "-abcvalue", "-ab -c", "-z", "-a: x", "x -a", "- -a", "-a -- -b x", "--out=5", "--output-file", "--testing=1", "--te", "--t",
                 "--nope", "--nope=3", "--condition", "--condition= x", "--con x -a", "--cond", "-c=5", "-c -a", "-", "--", "--=x", "a -b --testing c -- -d"):
        t(lambda: parse(args.split(), "abc:d:x", ["condition=", "output-file=", "testing", "text", "cond"]))
t(lambda: getopt(["--a"], "", "ab")); t(lambda: gnu_getopt(["a", "-b"], "+b")); t(lambda: getopt(["-h"], "ho:v", ("help", "output="))); print(error is GetoptError)
args = ["-a", "b"]; print(getopt(args, "a"), args)
