# Building, splitting and searching text.
def main():
    words = [f"word{i % 977:03d}" for i in range(40000)]
    text = " ".join(words)
    parts = [w.upper().replace("WORD", "w").strip() for w in text.split()]
    hits = sum(1 for w in parts if w.startswith("w1") and w[-1].isdigit())
    return len("".join(parts)), hits, text.count("word500")
