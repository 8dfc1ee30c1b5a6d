#!/usr/bin/env python3
"""Builds the sample database: make_db.py DATABASE (default: build/shop.db beside the examples folder)."""

import os
import sqlite3
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent


def main() -> int:
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES.parent / "build" / "shop.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    # Built beside and renamed, so that nobody sees half a database.
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    connection = sqlite3.connect(unfinished)
    try:
        connection.executescript((EXAMPLES / "shop.sql").read_text(encoding="utf-8"))
        connection.commit()
        counts = {table: connection.execute(f"select count(*) from {table}").fetchone()[0]
                  for table in ("customers", "products", "orders", "order_items")}
    finally:
        connection.close()
    unfinished.replace(target)
    print(f"{target}: " + ", ".join(f"{count} {table}" for table, count in counts.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
