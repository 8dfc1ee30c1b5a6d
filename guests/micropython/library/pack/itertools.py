"""The module itertools."""


class _Iterator:
    """An iterator with a class of its own: what _iterator() makes of a generator function."""

    _iterated = ()  # the places of the arguments that are iterated at once, so that 5 is refused where it stands

    def __init__(self, *args, **keywords):
        if self._iterated:
            args = [iter(each) if i in self._iterated else each for i, each in enumerate(args)]
        self._next = self._made(*args, **keywords).__next__

    def __iter__(self):
        return self

    def __next__(self):
        return self._next()

    def __reduce__(self):
        raise NotImplementedError("itertools: %s() cannot be copied here; use tee()" % type(self).__name__)


def _iterator(*iterated):
    def made(function):
        return type(function.__name__, (_Iterator,), {
            "_made": staticmethod(function), "_iterated": iterated, "__module__": __name__})
    return made


class count(_Iterator):
    def __init__(self, start=0, step=1):
        for each in (start, step):
            if each is None or isinstance(each, (str, bytes, list, tuple, dict, set)):
                raise TypeError("a number is required")
        self._value = start
        self._step = step

    def __next__(self):
        value = self._value
        self._value = value + self._step
        return value

    def __repr__(self):
        if self._step == 1 and isinstance(self._step, int):
            return "count(%r)" % (self._value,)
        return "count(%r, %r)" % (self._value, self._step)

    def __reduce__(self):
        return type(self), (self._value, self._step)


class repeat(_Iterator):
    def __init__(self, object, *times, **keywords):
        self._object = object
        self._left = None
        if times or keywords:
            self._left = max(_integer(*times, **keywords), 0)

    def __next__(self):
        left = self._left
        if left is not None:
            if not left:
                raise StopIteration
            self._left = left - 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError("len() of unsized object")
        return self._left

    def __repr__(self):
        return "repeat(%r)" % (self._object,) if self._left is None else "repeat(%r, %d)" % (self._object, self._left)

    def __reduce__(self):
        return type(self), (self._object,) if self._left is None else (self._object, self._left)


def _integer(times):
    return range(times).stop


@_iterator(0)
def cycle(iterable):
    saved = []
    for item in iterable:
        yield item
        saved.append(item)
    while saved:
        yield from saved


@_iterator(0)
def accumulate(iterable, func=None, *, initial=None):
    items = iter(iterable)
    total = initial
    if initial is None:
        try:
            total = next(items)
        except StopIteration:
            return
    yield total
    if func is None:
        for item in items:
            total = total + item
            yield total
    else:
        for item in items:
            total = func(total, item)
            yield total


@_iterator()
def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError("n must be at least one")
    return _batched(iter(iterable), n, strict)


def _batched(items, n, strict):
    while True:
        batch = []
        for item in items:
            batch.append(item)
            if len(batch) == n:
                break
        if not batch:
            return
        if strict and len(batch) != n:
            raise ValueError("batched(): incomplete batch")
        yield tuple(batch)


class chain(_Iterator):
    def __init__(self, *iterables):
        self._next = _chained(iterables).__next__

    @classmethod
    def from_iterable(cls, iterable):
        made = cls()
        made._next = _chained(iter(iterable)).__next__
        return made


def _chained(iterables):
    for iterable in iterables:
        yield from iterable


@_iterator(0, 1)
def compress(data, selectors):
    for item, chosen in zip(data, selectors):
        if chosen:
            yield item


@_iterator(1)
def dropwhile(predicate, iterable):
    items = iter(iterable)
    for item in items:
        if not predicate(item):
            yield item
            break
    yield from items


@_iterator(1)
def takewhile(predicate, iterable):
    for item in iterable:
        if not predicate(item):
            return
        yield item


@_iterator(1)
def filterfalse(predicate, iterable):
    if predicate is None:
        predicate = bool
    for item in iterable:
        if not predicate(item):
            yield item


class groupby(_Iterator):
    def __init__(self, iterable, key=None):
        self._items = iter(iterable)
        self._key = key
        self._group = None    # what tells the current group from the next
        self._item = None     # read ahead
        self._item_key = None
        self._has_item = False

    def _read(self):
        self._item = next(self._items)
        self._item_key = self._item if self._key is None else self._key(self._item)
        self._has_item = True

    def __next__(self):
        group, self._group = self._group, None
        if group is not None:  # skip the rest of it
            while not self._has_item or self._item_key is group[0] or self._item_key == group[0]:
                self._has_item = False
                self._read()
        elif not self._has_item:
            self._read()
        self._group = group = [self._item_key]
        return self._item_key, _grouper(self, group)


class _grouper(_Iterator):
    def __init__(self, groups, group):
        self._groups = groups
        self._group = group

    def __next__(self):
        groups = self._groups
        if groups._group is not self._group:
            raise StopIteration
        if not groups._has_item:
            groups._read()
        if groups._item_key is not self._group[0] and groups._item_key != self._group[0]:
            raise StopIteration
        groups._has_item = False
        return groups._item


@_iterator()
def islice(iterable, *args):
    if not 1 <= len(args) <= 3:
        raise TypeError("islice expected at %s arguments, got %d" % ("most 4" if args else "least 2", len(args) + 1))
    start, stop, step = (0,) + args + (1,) if len(args) == 1 else args + (1,) if len(args) == 2 else args
    start = 0 if start is None else start
    step = 1 if step is None else step
    if stop is not None and (not isinstance(stop, int) or stop < 0):
        if len(args) == 1:
            raise ValueError("Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    if not isinstance(start, int) or start < 0:
        raise ValueError("Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    if not isinstance(step, int) or step < 1:
        raise ValueError("Step for islice() must be a positive integer or None.")
    return _sliced(iter(iterable), start, stop, step)


def _sliced(items, start, stop, step):
    place = 0
    wanted = start
    try:
        while stop is None or wanted < stop:
            while place < wanted:
                next(items)
                place += 1
            item = next(items)
            place += 1
            yield item
            wanted += step
        while stop is not None and place < stop:
            next(items)
            place += 1
    except StopIteration:
        return


@_iterator(0)
def pairwise(iterable):
    items = iter(iterable)
    try:
        before = next(items)
    except StopIteration:
        return
    for item in items:
        yield before, item
        before = item


@_iterator(1)
def starmap(function, iterable):
    for args in iterable:
        yield function(*args)


def tee(iterable, n=2):
    if n < 0:
        raise ValueError("n must be >= 0")
    first = _tee(iterable)
    return tuple([_tee(first) for _ in range(n)])


class _tee:
    def __init__(self, iterable):
        items = iter(iterable)
        if isinstance(items, _tee):
            self._items, self._link = items._items, items._link
        else:
            self._items = items
            self._link = [None, None]  # [item, the next link]: each branch walks along

    def __iter__(self):
        return self

    def __next__(self):
        link = self._link
        if link[1] is None:
            link[0] = next(self._items)
            link[1] = [None, None]
        item, self._link = link
        return item

    def __copy__(self):
        return _tee(self)


@_iterator(*range(32))
def zip_longest(*iterables, fillvalue=None):
    iterators = [iter(iterable) for iterable in iterables]
    left = len(iterators)
    while left:
        values = []
        for i, items in enumerate(iterators):
            if items is None:
                values.append(fillvalue)
                continue
            try:
                values.append(next(items))
            except StopIteration:
                left -= 1
                if not left:
                    return
                iterators[i] = None
                values.append(fillvalue)
        yield tuple(values)


@_iterator()
def product(*iterables, repeat=1):
    if repeat < 0:
        raise ValueError("repeat argument cannot be negative")
    return _product([tuple(pool) for pool in iterables] * repeat)


def _product(pools):
    count = len(pools)
    for pool in pools:
        if not pool:
            return
    places = [0] * count
    values = [pool[0] for pool in pools]
    while True:
        yield tuple(values)
        i = count - 1
        while i >= 0:
            places[i] += 1
            if places[i] < len(pools[i]):
                values[i] = pools[i][places[i]]
                break
            places[i] = 0
            values[i] = pools[i][0]
            i -= 1
        else:
            return


@_iterator()
def permutations(iterable, r=None):
    pool = tuple(iterable)
    n = len(pool)
    if r is None:
        r = n
    elif not isinstance(r, int):
        raise TypeError("Expected int as r")
    if r < 0:
        raise ValueError("r must be non-negative")
    return _permutations(pool, n, r)


def _permutations(pool, n, r):
    if r > n:
        return
    order = list(range(n))
    turns = list(range(n, n - r, -1))
    yield tuple([pool[i] for i in order[:r]])
    while True:
        i = r - 1
        while i >= 0:
            turns[i] -= 1
            if turns[i] == 0:
                order.append(order.pop(i))
                turns[i] = n - i
                i -= 1
            else:
                j = n - turns[i]
                order[i], order[j] = order[j], order[i]
                yield tuple([pool[k] for k in order[:r]])
                break
        else:
            return


@_iterator()
def combinations(iterable, r):
    if _integer(r) < 0:
        raise ValueError("r must be non-negative")
    return _combinations(tuple(iterable), r)


def _combinations(pool, r):
    n = len(pool)
    if r > n:
        return
    places = list(range(r))
    while True:
        yield tuple([pool[i] for i in places])
        i = r - 1
        while i >= 0 and places[i] == i + n - r:
            i -= 1
        if i < 0:
            return
        place = places[i] + 1
        while i < r:
            places[i] = place
            place += 1
            i += 1


@_iterator()
def combinations_with_replacement(iterable, r):
    if _integer(r) < 0:
        raise ValueError("r must be non-negative")
    return _combinations_with_replacement(tuple(iterable), r)


def _combinations_with_replacement(pool, r):
    n = len(pool)
    if not n and r:
        return
    places = [0] * r
    while True:
        yield tuple([pool[i] for i in places])
        i = r - 1
        while i >= 0 and places[i] == n - 1:
            i -= 1
        if i < 0:
            return
        place = places[i] + 1
        while i < r:
            places[i] = place
            i += 1
