"""Holds each answer of the JSON API, and each request it took, against the document that describes them.

Needs python3-jsonschema. Stricter than a client would be: keys that the schema does not name are mistakes of the
document or of the server.
"""

import functools
import json
import re
from pathlib import Path

import jsonschema

DOCUMENT = json.loads((Path(__file__).resolve().parents[2] / "src/serve/openapi.json").read_text())


def resolve(node):
    while "$ref" in node:
        keys = node["$ref"].removeprefix("#/").split("/")
        node = functools.reduce(lambda inner, key: inner[key], keys, DOCUMENT)
    return node


def closed(schema):
    """The schema without room for keys that it does not name."""
    if isinstance(schema, list):
        return [closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        inner.setdefault("additionalProperties", False)
    return inner


SCHEMAS = {"schemas": closed(DOCUMENT["components"]["schemas"])}


@functools.cache
def validator(schema_text):
    schema = closed(json.loads(schema_text)) | {"components": SCHEMAS}
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def check_json(schema, value):
    validator(json.dumps(schema)).validate(value)


@functools.cache
def templates():
    def pattern(path):
        # A name is one segment, a file's path the rest.
        parts = re.split(r"(\{\w+\})", path)
        names = {"{name}": "[^/?]+", "{path}": "[^?]+"}
        return re.compile("".join(names.get(part) or re.escape(part) for part in parts))

    return [(pattern(path), operations) for path, operations in DOCUMENT["paths"].items()]


def operation_of(method, target):
    path = target.split("?")[0]
    for pattern, operations in templates():
        if pattern.fullmatch(path) and method.lower() in operations:
            return operations[method.lower()]
    return None


def events_of(body):
    for block in body.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if line and not line.startswith(":"))
        if fields:
            yield fields["event"], json.loads(fields["data"])


EVENTS = {"output": "OutputEvent", "outcome": "Outcome", "problem": "Problem"}


def check(method, target, sent, answer):
    """Raises when the answer to a request under /v1 is not what the document says; `sent` is the body or None."""
    operation = operation_of(method, target)
    responses = operation["responses"] if operation else {"default": {"$ref": "#/components/responses/Problem"}}
    described = responses.get(str(answer.status)) or (responses.get("default") if answer.status >= 400 else None)
    if described is None:
        raise AssertionError(f"{method} {target} answered {answer.status}, which the document does not know")
    content = resolve(described).get("content", {})
    if not content:
        if answer.body:
            raise AssertionError(f"{method} {target} answered with a body, which the document does not know")
    else:
        kind = answer.headers["Content-Type"]
        if kind not in content:
            raise AssertionError(f"{method} {target} answered {kind}; the document knows {', '.join(content)}")
        if kind.endswith("json"):
            check_json(content[kind]["schema"], json.loads(answer.body))
        elif kind == "text/event-stream":
            for event, data in events_of(answer.body):
                check_json({"$ref": f"#/components/schemas/{EVENTS[event]}"}, data)
    if answer.status < 300 and sent is not None and "requestBody" in operation:
        accepted = resolve(operation["requestBody"])["content"]
        if "application/json" in accepted:
            check_json(accepted["application/json"]["schema"], json.loads(sent))
