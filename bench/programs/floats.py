# Objects with float fields, the math module.
import math


class Point:
    __slots__ = ("x", "y", "z")

    def __init__(self, i):
        self.x = x = math.sin(i)
        self.y = math.cos(i) * 3
        self.z = (x * x) / 2

    def normalize(self):
        norm = math.sqrt(self.x**2 + self.y**2 + self.z**2)
        self.x /= norm
        self.y /= norm
        self.z /= norm


def main():
    points = [Point(i) for i in range(40000)]
    for p in points:
        p.normalize()
    return round(max(p.x for p in points), 6)
