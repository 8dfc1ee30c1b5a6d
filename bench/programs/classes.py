# Method calls, inheritance, properties: an event simulation.
import heapq


class Event:
    def __init__(self, time, target):
        self.time = time
        self.target = target

    def __lt__(self, other):
        return self.time < other.time


class Node:
    served = 0

    def __init__(self, name, delay):
        self.name = name
        self._delay = delay

    @property
    def delay(self):
        return self._delay

    def handle(self, event):
        self.served += 1
        return event.time + self.delay


class FastNode(Node):
    def handle(self, event):
        return super().handle(event) * 1.01


def main():
    nodes = [FastNode(f"f{i}", 3 + i % 5) if i % 2 else Node(f"n{i}", 5 + i % 7) for i in range(50)]
    queue = [Event(i, i % 50) for i in range(200)]
    heapq.heapify(queue)
    for step in range(30000):
        event = heapq.heappop(queue)
        when = nodes[event.target].handle(event)
        heapq.heappush(queue, Event(when, (event.target * 31 + step) % 50))
    return sum(n.served for n in nodes)
