"""Makes the granted functions: real Python functions with signature, annotations and docstring.

Made at the start of every sandbox, hence without compiling: one template for each number of parameters is compiled
when the image is made, and a function is a copy of its code object with other names.
"""

from types import FunctionType

_PARAMETERS_MAX = 16
_NAME = "name of the function"
_TYPES = {kind.__name__: kind for kind in (bool, bytes, dict, float, int, list, object, str)}
_TYPES |= {f"{name} | None": kind | None for name, kind in _TYPES.items()}


def _template(count):
    parameters = ", ".join(f"p{i}" for i in range(count))
    tuple_text = f"({parameters},)" if count else "()"
    scope = {}
    source = f"def f({parameters}):\n 'doc'\n return call({_NAME!r}, {tuple_text}, {{}})"
    exec(compile(source, "<vitrine>", "exec"), scope)
    return scope["f"].__code__


_templates = [_template(count) for count in range(_PARAMETERS_MAX + 1)]


def make(name, doc, parameters, scope):
    """Returns the function for one entry of the configuration. `scope` holds `call` and becomes its globals."""
    names = tuple([parameter["name"] for parameter in parameters])
    template = _templates[len(names)]
    consts = tuple([doc if const == "doc" else name if const == _NAME else const for const in template.co_consts])
    code = template.replace(co_name=name, co_qualname=name, co_varnames=names, co_consts=consts)
    optional = 0
    for parameter in reversed(parameters):
        if "default" not in parameter:
            break
        optional += 1
    function = FunctionType(code, scope, name, (None,) * optional if optional else None)
    function.__doc__ = doc
    function.__module__ = "vitrine"
    function.__annotations__ = {
        parameter["name"]: _TYPES.get(parameter["type"], parameter["type"])
        for parameter in parameters
        if parameter.get("type")
    }
    return function
