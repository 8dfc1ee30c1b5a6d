import csv
import io


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


text = 'name,age\r\n"Smith, J",42\r\n"say ""hi""",\r\n\r\n"two\nlines",x\r\n'
print(list(csv.reader(io.StringIO(text, newline=""))))
print(list(csv.reader(["a,b,c", "1,,3", "", "x"])), list(csv.reader(["a;b"], delimiter=";")), list(csv.reader(["a\tb"], "excel-tab")))
print(list(csv.reader(["1,2.5,'x'"], quoting=csv.QUOTE_NONNUMERIC, quotechar="'")), list(csv.reader(["a, b, \"c\""], skipinitialspace=True)), list(csv.reader(["a\\,b,c"], escapechar="\\")))
print(list(csv.reader(['a"b,c"d', '"a"b,c', '"open'])), list(csv.reader(["a|'b|c'|d"], delimiter="|", quotechar="'")), list(csv.reader(['"a""b"'])), list(csv.reader(['"a""b"'], doublequote=False)))
r = csv.reader(["h", "1", "2"])
next(r)
print(r.line_num, next(r), r.line_num)
rows = list(csv.DictReader(io.StringIO("a,b\n1,2\n\n3\n4,5,6\n")))
print(rows, csv.DictReader(["x,y"]).fieldnames, list(csv.DictReader(["1,2"], fieldnames=["p", "q"])), list(csv.DictReader(["a", "1,2"], restkey="rest", restval="-")))
out = io.StringIO()
w = csv.writer(out)
print(w.writerow(["a", 1, 2.5, None, True, 'q"x', "c,d", "l\nm", ""]))
w.writerows([[1, 2], ("x", "y"), [""], []])
print(repr(out.getvalue()))
for options in ({"quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC}, {"delimiter": ";", "lineterminator": "\n"}, {"quoting": csv.QUOTE_NONE, "escapechar": "\\"}, {"doublequote": False, "escapechar": "\\"},
                {"dialect": "unix"}, {"quotechar": "'"}, {"quoting": csv.QUOTE_STRINGS}, {"quoting": csv.QUOTE_NOTNULL}):
    out = io.StringIO()
    csv.writer(out, **options).writerow(["a b", 1, "x,y;z", 'q"q', None, 1.0, "it's", " lead"])
    print(options, repr(out.getvalue()))
out = io.StringIO()
dw = csv.DictWriter(out, ["a", "b"], restval="-", lineterminator="\n")
dw.writeheader()
dw.writerow({"a": 1, "b": 2})
dw.writerows([{"a": 3}, {"b": "x"}])
print(out.getvalue())
attempt(dw.writerow, {"z": 1})
attempt(csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow, ["a,b"])
attempt(csv.writer(io.StringIO()).writerow, 5)
attempt(csv.reader, ["a"], delimiter="ab")
attempt(csv.reader, ["a"], nope=1)
attempt(csv.reader, ["a"], dialect="nope")
attempt(lambda: list(csv.reader([b"a"])))
attempt(lambda: list(csv.reader(["a"], quoting=csv.QUOTE_NONNUMERIC)))
attempt(lambda: list(csv.reader(['"a"b'], strict=True)))


class Pipes(csv.Dialect):
    delimiter = "|"
    quotechar = '"'
    lineterminator = "\n"
    quoting = csv.QUOTE_MINIMAL


csv.register_dialect("semi", delimiter=";")
print(list(csv.reader(["a;b"], "semi")), list(csv.reader(["a|b"], Pipes)), "semi" in csv.list_dialects(), csv.Sniffer().sniff("a;b;c\n1;2;3\n").delimiter)


# ---- escapes at the end of a line, and what is too long ----
def tried(function, *args, **kwargs):
    try:
        result = function(*args, **kwargs)
        print(list(result) if isinstance(result, type(csv.reader([]))) else result)
    except Exception as error:
        print(type(error).__name__, error)


for lines in ["a\\\n", "b,c\n"], ["a\\", "b"], ["a,\\\r\n", "x"], ['"a\\'], ['"a\\', 'b",c'], ["a,\\"], ["\n", "a", ""], ['"x', 'y"z,1']:
    tried(csv.reader, lines, escapechar="\\")
    tried(csv.reader, lines, escapechar="\\", strict=True)
print(csv.field_size_limit(5))
tried(csv.reader, ["abcde,abcde", "abcdef"])
tried(csv.reader, ['"abc""def"'])
tried(csv.field_size_limit, "x")
tried(csv.field_size_limit, None)
print(csv.field_size_limit(131072), csv.field_size_limit())

# ---- dialects that cannot be ----
for options in ({"delimiter": "\n"}, {"delimiter": '"'}, {"quotechar": ","}, {"escapechar": ","}, {"escapechar": "\r"},
                {"quotechar": " ", "skipinitialspace": True}, {"lineterminator": None}, {"lineterminator": ",\n"},
                {"quoting": True}, {"quoting": "x"}, {"quoting": 9}, {"quotechar": None}, {"quotechar": None, "quoting": 0},
                {"dialect": "excel", "quotechar": None}, {"delimiter": None}, {"delimiter": ";;"}, {"quotechar": 3}):
    tried(csv.reader, ["a,b"], **options)


class Bare(csv.Dialect):
    delimiter = ";"


class Wide(csv.excel):
    delimiter = ";;"


tried(Bare)
tried(Wide)
tried(csv.Dialect)
tried(csv.reader, ["a;b"], Bare)
tried(csv.register_dialect, "wide", Wide)
for quoting in csv.QUOTE_STRINGS, csv.QUOTE_NOTNULL, csv.QUOTE_ALL:
    tried(csv.writer(io.StringIO(), quoting=quoting).writerow, [None])

# ---- guesses ----
for sample in ("'a','b'\n'1','2'\n", 'a, b\n1, 2\n', '"a";"b ""c"""\n"d";"e"\n', "a\tb c\n1\t2 3\n", "abcx\nabdx\n", "name,city\nbob,york\nal,rome\n",
               "1,2\n3,4\n", "12:30,x\n13:30,y\n", "x|1\ny|2\n", "one\n", ""):
    try:
        found = csv.Sniffer().sniff(sample)
        print(repr(found.delimiter), repr(found.quotechar), found.doublequote, found.skipinitialspace, csv.Sniffer().has_header(sample))
    except csv.Error as error:
        print(error)
tried(lambda: csv.Sniffer().sniff("a;b,c\n1;2,3\n", delimiters=";").delimiter)
tried(csv.reader, [',,"",', 'a,"",'], quoting=csv.QUOTE_NOTNULL)
for quoting in range(6):
    for row in ["", ""], [None, "a"]:
        target = io.StringIO()
        tried(csv.writer(target, delimiter=" ", skipinitialspace=True, quoting=quoting).writerow, row)
        print(repr(target.getvalue()))
target = io.StringIO()
csv.writer(target, quoting=csv.QUOTE_NONNUMERIC).writerow([1j, -0.0, "a"])
print(repr(target.getvalue()))
