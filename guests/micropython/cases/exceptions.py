class E(Exception):
    def __init__(self, code, **kw):
        self.code = code
class F(ValueError):
    def __init__(self, msg, x=1):
        super().__init__(msg)
        self.x = x
class G(Exception):
    def __str__(self): return 'G:' + super().__str__()
try:
    try: {}['k']
    except KeyError as e:
        print(e, repr(e))
        raise ValueError('v') from e
except ValueError as e:
    print(e.__cause__, repr(e.__context__), e.__suppress_context__)
def f(): raise RuntimeError('x')
try:
    try: 1/0
    except ZeroDivisionError: f()
except RuntimeError as e: print(repr(e.__context__), e.__cause__)
try: raise E(5, b=2)
except E as e: print(e, e.args, e.code, repr(e))
try: raise F('m', x=3)
except F as e: print(e, e.args, e.x, repr(e))
print(G('a','b'), G())
e = FileNotFoundError(2, 'No such', 'file.txt'); print(type(e).__name__, e, e.args, e.errno, e.filename, repr(e))
try: b'\xff'.decode()
except UnicodeDecodeError as e: print(e)
except UnicodeError as e: print('UE', e)
e = ValueError('x'); e.add_note('n1'); e.foo = 7; print(e.__notes__, e.foo)
e.args = (1,2); print(e, repr(e), ValueError(), repr(ValueError()))
try: raise KeyError
except KeyError as e: print(repr(e), str(e)=='')
try:
    raise ValueError from None
except ValueError as e: print(e.__suppress_context__, e.__cause__)
try: raise ValueError(x=1)
except TypeError as e: print(e)
def rec(): rec()
try: rec()
except RecursionError as e: print('rec', str(e)[:30])
print(issubclass(ModuleNotFoundError, ImportError), issubclass(ConnectionResetError, OSError), issubclass(DeprecationWarning, Warning), IOError is OSError)
try: import nosuch
except ModuleNotFoundError as e: print(e)
except ImportError as e: print('IE', e)
