"""The module sched."""

import time as _time
from collections import namedtuple as _namedtuple
from heapq import heapify as _heapify, heappop as _heappop, heappush as _heappush

Event = _namedtuple("Event", "time priority sequence action argument kwargs")


class scheduler:
    def __init__(self, timefunc=_time.monotonic, delayfunc=_time.sleep):
        self._queue = []
        self._count = 0
        self.timefunc = timefunc
        self.delayfunc = delayfunc

    def enterabs(self, time, priority, action, argument=(), kwargs=None):
        event = Event(time, priority, self._count, action, argument, {} if kwargs is None else kwargs)
        self._count += 1
        _heappush(self._queue, event)
        return event

    def enter(self, delay, priority, action, argument=(), kwargs=None):
        return self.enterabs(self.timefunc() + delay, priority, action, argument, kwargs)

    def cancel(self, event):
        self._queue.remove(event)
        _heapify(self._queue)

    def empty(self):
        return not self._queue

    @property
    def queue(self):
        return sorted(self._queue)

    def run(self, blocking=True):
        while self._queue:
            event = self._queue[0]
            wait = event.time - self.timefunc()
            if wait > 0:
                if not blocking:
                    return wait
                self.delayfunc(wait)
            else:
                _heappop(self._queue)
                event.action(*event.argument, **event.kwargs)
                self.delayfunc(0)
        return None
