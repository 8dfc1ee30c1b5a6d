import hashlib
import io
import random
import shlex


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except (TypeError, ValueError, AttributeError) as error:
        print(type(error).__name__, error if isinstance(error, ValueError) else "")


def tokens(text, changes, **kwargs):
    """The tokens and the line of each; what is wrong ends them."""
    lexer = shlex.shlex(text, **kwargs)
    for name, value in changes.items():
        setattr(lexer, name, value)
    found = []
    try:
        for token in lexer:
            found.append((token, lexer.lineno))
    except ValueError as error:
        found.append(str(error))
    return found


for text in ("git commit -m 'first one' --author=\"A B\"", "", " ", "a '' \"\"", "a\\ b c\\",
             "\"a\\\"b\\n\\\\\"", "'a\\'b'",
             "\"open", "a #b\nc", "a#b", "a|b && c>d", "~/x/*.py $(ls)", "é 日本'語 x'", "a\\\nb\tc\r\nd", "x='1 2'3"):
    attempt(shlex.split, text)
    attempt(shlex.split, text, comments=True)
    attempt(shlex.split, text, posix=False)
for text in (None, 5, io.StringIO("a 'b c'\nd")):
    attempt(shlex.split, text)

for word in ("", "abc-1.0_@%+=:,./", "a b", "it's", "$HOME", "é", "a\nb", "*", None, 5, b"a"):
    attempt(shlex.quote, word)
for words in (["a", "b c", "", "it's"], [], [1]):
    attempt(shlex.join, words)
print(shlex.split(shlex.join(["a", "b c", "", "it's", "\\", "\n"])))

lexer = shlex.shlex("key = value, other = 'x y'")
print(lexer.get_token(), lexer.push_token("pushed"), lexer.get_token(), list(lexer), repr(lexer.get_token()))
lexer = shlex.shlex("a", posix=True, punctuation_chars=True)
print(lexer.wordchars, lexer.punctuation_chars, lexer.get_token(), lexer.get_token(), lexer.lineno, lexer.commenters)
print(tokens("a,b c,'d,e'", {"whitespace": ",", "whitespace_split": True}, posix=True))
print(tokens("it's a 'dog'", {"wordchars": "aist'"}), tokens("it's a 'dog'", {"wordchars": "aist'"}, posix=True))
print(tokens("a `b \\`c` d //x\ny", {"quotes": "`", "escapedquotes": "`", "commenters": "/"}, posix=True))

random.seed(5)
digest = hashlib.md5()
for _ in range(1500):
    text = "".join([random.choice("ab1 \t\n'\"\\#|&;<>()-./~=é語$") for _ in range(random.randrange(1, 14))])
    found = tokens(text, {"whitespace_split": random.random() < 0.5, "commenters": random.choice(["#", ""])},
                   posix=random.random() < 0.6, punctuation_chars=random.choice([False, True, "|", "&;'"]))
    digest.update(repr((text, found)).encode())
print(digest.hexdigest())
