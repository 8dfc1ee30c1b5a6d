import textwrap

text = "The quick brown fox jumps over the lazy dog. A well-known state-of-the-art example -- with dashes; and a verylongwordthatmustbebroken here."
for width in (10, 20, 34, 70):
    print(textwrap.wrap(text, width))
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.shorten(text, 40), "|", textwrap.shorten("hello world", 7, placeholder="..."), "|", textwrap.shorten("hi", 10))
print(repr(textwrap.dedent("\n    a\n      b\n\n    c\n  \t")), repr(textwrap.dedent("no\n  yes")), repr(textwrap.dedent("\t a\n\t b")))
print(repr(textwrap.indent("a\n\nb\n", "> ")), repr(textwrap.indent("a\n\nb", "-", lambda line: True)))
print(textwrap.wrap("a" * 25, 10), textwrap.wrap("a" * 25 + " b", 10, break_long_words=False), textwrap.wrap("", 10), textwrap.wrap("  lead  two\tthree\nfour", 12), textwrap.wrap("one two three four", 9, max_lines=2))
print(textwrap.wrap("x-y foo-bar --flag a--b end-", 5), textwrap.wrap("aa-bb-cc", 3, break_on_hyphens=False), textwrap.wrap("end. Next one.  Third", 40, fix_sentence_endings=True))
for call in (lambda: textwrap.wrap("a", 0), lambda: textwrap.wrap("a b", 3, max_lines=1, placeholder="too long")):
    try:
        print(call())
    except ValueError as error:
        print(error)

# ---- hyphens that follow on each other, and underscores, which count as letters ----
for text in "a-b-c-d-e", "ab-c_d_-e-f", "_a-_b x-_-y", "1-2-3-a-b", "ab-cd--ef-gh":
    print([textwrap.wrap(text, width) for width in (3, 5, 8)])
print(textwrap.wrap('Say "hi."  É. b." c.\'" D? e', 40, fix_sentence_endings=True), textwrap.wrap("é. X ab.\"' C", 40, fix_sentence_endings=True))
