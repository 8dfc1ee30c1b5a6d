"""Complex numbers in format()."""


def tell(f):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__)


for number in (1 + 2j, -0.5j, 1e20 + 3j, complex("nan"), complex(float("inf"), -1), -0.0 - 0.0j):
    for spec in (".2f", "10.1f", "<20.3e|", "<20.3e", "+.3g", ">30g", "^25.1f", "_>20.2f", ",.2f", "=10.2f", "010.2f", "%", "d", ".1n", "x", "s"):
        tell(lambda: (spec, format(number, spec)))
    tell(lambda: f"{number:.3f} {number!r:>20}")
    tell(lambda: "{:.1e}".format(number))
