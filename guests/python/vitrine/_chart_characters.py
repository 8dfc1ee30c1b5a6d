"""What the charts ask about characters. The small guest has no unicodedata and an answer of its own here."""

from unicodedata import category, combining, east_asian_width

__all__ = ["category", "combining", "east_asian_width"]
