"""The module graphlib."""

from types import _class_getitem


class CycleError(ValueError):
    pass


class _Node:
    def __init__(self, node):
        self.node = node
        self.waits_for = 0  # None: given out, -1: done
        self.successors = []


class TopologicalSorter:
    def __init__(self, graph=None):
        self._nodes = {}
        self._ready = None
        self._given = 0
        self._finished = 0
        for node, predecessors in (graph or {}).items():
            self.add(node, *predecessors)

    __class_getitem__ = _class_getitem

    def _info(self, node):
        if node not in self._nodes:
            self._nodes[node] = _Node(node)
        return self._nodes[node]

    def add(self, node, *predecessors):
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        info = self._info(node)
        info.waits_for += len(predecessors)
        for each in predecessors:
            self._info(each).successors.append(node)

    def prepare(self):
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready = [info.node for info in self._nodes.values() if info.waits_for == 0]
        cycle = self._find_cycle()
        if cycle:
            raise CycleError("nodes are in a cycle", cycle)

    def _find_cycle(self):
        stack = []
        pending = []
        seen = set()
        places = {}
        for node in self._nodes:
            if node in seen:
                continue
            while True:
                if node in seen:
                    if node in places:
                        return stack[places[node]:] + [node]
                else:
                    seen.add(node)
                    pending.append(iter(self._nodes[node].successors))
                    places[node] = len(stack)
                    stack.append(node)
                while stack:
                    found = next(pending[-1], self)
                    if found is not self:
                        node = found
                        break
                    del places[stack.pop()]
                    pending.pop()
                else:
                    break
        return None

    def get_ready(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        result = tuple(self._ready)
        for node in result:
            self._nodes[node].waits_for = None
        self._ready = []
        self._given += len(result)
        return result

    def is_active(self):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return self._finished < self._given or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            info = self._nodes.get(node)
            if info is None:
                raise ValueError("node %r was not added using add()" % (node,))
            if info.waits_for is not None:
                raise ValueError("node %r was %s" % (node, "already marked done" if info.waits_for == -1 else
                                                     "not passed out (still not ready)"))
            info.waits_for = -1
            for each in info.successors:
                successor = self._nodes[each]
                successor.waits_for -= 1
                if successor.waits_for == 0:
                    self._ready.append(each)
            self._finished += 1

    def static_order(self):
        self.prepare()
        while self.is_active():
            nodes = self.get_ready()
            yield from nodes
            self.done(*nodes)
