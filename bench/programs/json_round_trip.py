# The C accelerators of json.
import json


def main():
    rows = [{"id": i, "name": f"customer {i}", "tags": ["a", "b", str(i)], "score": i / 7} for i in range(2000)]
    total = 0
    for _ in range(4):
        total += len(json.loads(json.dumps(rows)))
    return total
