import bisect
import heapq

a = [1, 2, 2, 3, 5]
print([bisect.bisect(a, x) for x in range(7)], [bisect.bisect_left(a, x) for x in range(7)], bisect.bisect_right(a, 2, 1, 3))
bisect.insort(a, 4)
bisect.insort_left(a, 2)
print(a, bisect.bisect([("a", 1), ("b", 3)], 2, key=lambda p: p[1]))
h = []
for x in [5, 1, 8, 3, 2, 9, 4]:
    heapq.heappush(h, x)
print(h, heapq.heappop(h), h, heapq.heapreplace(h, 0), h, heapq.heappushpop(h, -1), heapq.heappushpop(h, 7), h)
x = [9, 4, 7, 1, 0, 3, 8]
heapq.heapify(x)
print(x, [heapq.heappop(x) for _ in range(len(x))])
print(heapq.nlargest(3, [1, 8, 2, 23, 7, -4]), heapq.nsmallest(2, [("b", 2), ("a", 2), ("c", 1)], key=lambda p: p[1]), heapq.nlargest(0, [1]), heapq.nlargest(2, "hello"))
print(list(heapq.merge([1, 4, 7], [2, 5], [3])), list(heapq.merge([3, 1], [2], reverse=True)), list(heapq.merge(["bb"], ["a", "ccc"], key=len)), list(heapq.merge()))
for call in (lambda: bisect.bisect([1], 1, -1),):
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
tasks = []
heapq.heappush(tasks, (2, "code"))
heapq.heappush(tasks, (1, "write"))
print(heapq.heappop(tasks))
