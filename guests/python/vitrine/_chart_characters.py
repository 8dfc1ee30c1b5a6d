"""What the charts ask about characters. The small guest has an answer of its own here."""

from unicodedata import category, combining, east_asian_width

__all__ = ["category", "combining", "east_asian_width"]
