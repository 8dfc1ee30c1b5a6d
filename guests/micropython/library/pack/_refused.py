"""Modules that cannot be there: why, and what does the job. The import asks when it found nothing (_import.py)."""

_NATIVE = "native libraries cannot be loaded into the glass; use what the standard library offers in Python"
_TERMINAL = "there is no terminal in the glass; use print(), or display() for more than text"
_WINDOWS = "there are no windows in the glass; make a file in /output, or show HTML or SVG with display()"
_INSTALL = "nothing can be installed in the glass; the modules of the small guest are all there is"
_PROCESSES = "there are no other processes in the glass; call functions directly, or use asyncio"
_THREADS = "there are no threads in the glass; call functions directly, or use asyncio"
_SYSTEM = "there is no operating system behind the glass to ask"
_NETWORK = "there is no network in the glass; call a granted function (vitrine.functions() lists them)"
_DATABASE = "no database is built into the small guest; use dicts and lists, csv or json, or the guest cpython"
_LARGE = "the small guest leaves this module out; the guest cpython has it"
_XML = "the small guest reads no XML; use re, or the guest cpython"
_CHARTS = "use `import chart` (chart.bar, line, scatter, area, histogram)"
_TABLES = "use lists of dicts with csv, statistics and collections.Counter; display(rows) shows a table"
_NUMBERS = "use lists with math, statistics and itertools"

REFUSED = {
    "ctypes": _NATIVE, "_ctypes": _NATIVE, "cffi": _NATIVE, "curses": _TERMINAL, "readline": _TERMINAL,
    "termios": _TERMINAL, "tty": _TERMINAL, "pty": _TERMINAL, "tkinter": _WINDOWS, "turtle": _WINDOWS,
    "pygame": _WINDOWS, "pip": _INSTALL, "venv": _INSTALL, "ensurepip": _INSTALL, "setuptools": _INSTALL,
    "subprocess": _PROCESSES, "multiprocessing": _PROCESSES, "_thread": _THREADS, "signal": _SYSTEM, "fcntl": _SYSTEM,
    "grp": _SYSTEM, "pwd": _SYSTEM, "mmap": _SYSTEM, "resource": _SYSTEM, "syslog": _SYSTEM, "getpass": _TERMINAL,
    "socket": _NETWORK, "ssl": _NETWORK, "http": _NETWORK, "ftplib": _NETWORK, "smtplib": _NETWORK, "imaplib": _NETWORK,
    "requests": _NETWORK, "urllib3": _NETWORK, "httpx": _NETWORK, "aiohttp": _NETWORK, "boto3": _NETWORK,
    "openai": _NETWORK, "anthropic": _NETWORK, "flask": _NETWORK, "fastapi": _NETWORK, "django": _NETWORK,
    "sqlite3": _DATABASE, "dbm": _DATABASE, "shelve": _DATABASE, "sqlalchemy": _DATABASE, "psycopg2": _DATABASE,
    "duckdb": _DATABASE, "pymysql": _DATABASE, "redis": _NETWORK, "numpy": _NUMBERS, "scipy": _NUMBERS,
    "sympy": "use fractions and math", "mpmath": "use fractions and decimal", "pandas": _TABLES, "polars": _TABLES,
    "pyarrow": _TABLES, "tabulate": _TABLES, "matplotlib": _CHARTS, "seaborn": _CHARTS, "plotly": _CHARTS,
    "altair": _CHARTS, "bokeh": _CHARTS, "sklearn": _NUMBERS, "torch": _NUMBERS, "tensorflow": _NUMBERS,
    "networkx": "use dicts of neighbours with collections.deque and heapq", "PIL": "make SVG text, and display(svg=text)",
    "cv2": _NATIVE, "yaml": "use json", "toml": _LARGE, "tomllib": _LARGE, "lxml": _XML, "xml": _XML, "bs4": _XML,
    "pydantic": "use dataclasses", "attr": "use dataclasses", "attrs": "use dataclasses", "click": "call functions directly",
    "optparse": "use argparse", "dateutil": "use datetime.fromisoformat and strptime",
    "pytz": "use datetime.timezone", "tqdm": "use print()", "rich": "use print() or display()", "pytest": "use unittest or assert",
    "pickle": "use json; copy.deepcopy() copies objects", "marshal": "use json",
    "atexit": "a program here just stops, and nothing is called then; use try and finally", "zipfile": _LARGE,
    "tarfile": _LARGE, "bz2": _LARGE, "lzma": _LARGE, "email": _LARGE, "dis": _LARGE,
    "tokenize": _LARGE, "symtable": _LARGE, "pkgutil": _LARGE, "pdb": _TERMINAL,
    "doctest": "use assert", "cProfile": "use time.perf_counter", "profile": "use time.perf_counter", "tracemalloc": _LARGE,
    "weakref": "the small guest has no weak references; use ordinary ones", "gettext": _LARGE, "locale":
    "the glass knows one locale, C; use format strings such as f'{x:,.2f}'",
    "codecs": "use str.encode and bytes.decode", "linecache": _LARGE, "code": _TERMINAL,
    "cmd": _TERMINAL, "mimetypes": _LARGE, "plistlib": _LARGE,
    "webbrowser": _WINDOWS, "socketserver": _NETWORK, "xmlrpc": _NETWORK, "telnetlib": _NETWORK, "poplib": _NETWORK,
}


def reason_for(name):
    """The sentence for a module that was not found; "" when there is none."""
    return REFUSED.get(name.split(".")[0], "")
