# Counting and joining in dicts.
def main():
    counts = {}
    for i in range(120000):
        key = (i * 7919) % 10007
        counts[key] = counts.get(key, 0) + 1
    names = {k: f"n{k}" for k in counts}
    joined = {names[k]: v for k, v in counts.items() if v > 11}
    return len(counts), len(joined)
