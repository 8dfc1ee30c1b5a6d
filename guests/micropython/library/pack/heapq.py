"""The module heapq: what the core has in C, and the rest. The order inside of a heap is that of CPython's, so that ties
come out alike."""

from uheapq import heapify, heappop, heappush

__all__ = ["heappush", "heappop", "heapify", "heapreplace", "merge", "nlargest", "nsmallest", "heappushpop"]


def _rise(heap, first, place):
    item = heap[place]
    while place > first:
        parent = (place - 1) >> 1
        if not item < heap[parent]:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def _sink(heap, place):
    end = len(heap)
    first = place
    item = heap[place]
    child = 2 * place + 1
    while child < end:
        other = child + 1
        if other < end and not heap[child] < heap[other]:
            child = other
        heap[place] = heap[child]
        place = child
        child = 2 * place + 1
    heap[place] = item
    _rise(heap, first, place)


def heapreplace(heap, item):
    first = heap[0]
    heap[0] = item
    _sink(heap, 0)
    return first


def heappushpop(heap, item):
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _sink(heap, 0)
    return item


def merge(*iterables, key=None, reverse=False):
    streams = [iter(iterable) for iterable in iterables]
    heads = []
    for i, stream in enumerate(streams):
        for item in stream:
            heads.append((item if key is None else key(item), i, item))
            break
    while heads:
        best = heads[0]
        for head in heads:
            if (best[0] < head[0]) if reverse else (head[0] < best[0]):
                best = head
        place = heads.index(best) if len(heads) > 1 else 0
        for at, head in enumerate(heads):
            if head is best:
                place = at
        yield best[2]
        for item in streams[best[1]]:
            heads[place] = (item if key is None else key(item), best[1], item)
            break
        else:
            del heads[place]


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[:max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[:max(n, 0)]
