import io
from contextlib import redirect_stdout

out = io.StringIO()
with redirect_stdout(out):
    print("hidden")
print(repr(out.getvalue()))
