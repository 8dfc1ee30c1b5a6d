"""What the tests of the server share: starting it as a user would, and talking to it.

Needs VITRINE (the program) in the environment.
"""

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import unittest
from pathlib import Path

import openapi

VITRINE = os.environ["VITRINE"]
TIMEOUT_S = 60


class Server:
    """One `vitrine serve` on a port of its own."""

    def __init__(self, folder, *options):
        self.process = subprocess.Popen(
            [VITRINE, "serve", "--listen", "127.0.0.1:0", "--store", str(folder / "store.db"), *map(str, options)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder)
        self.log = []
        self.port = None
        listening = threading.Event()

        def read():
            for line in self.process.stderr:
                self.log.append(line.decode(errors="replace"))
                found = re.search(r"listening on https?://127\.0\.0\.1:(\d+)", self.log[-1])
                if found:
                    self.port = int(found[1])
                    listening.set()
            listening.set()

        self.reader = threading.Thread(target=read, daemon=True)
        self.reader.start()
        listening.wait(TIMEOUT_S)
        if self.port is None:
            raise AssertionError(f"the server did not start: {''.join(self.log)}")

    def stop(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(TIMEOUT_S)
        self.reader.join(TIMEOUT_S)
        self.process.stderr.close()
        return code


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)


class ServerTest(unittest.TestCase):
    maxDiff = None
    OPTIONS = ()

    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="vitrine-server-")
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        self.start(*self.OPTIONS)

    def start(self, *options):
        self.server = Server(self.folder, *options)
        self.addCleanup(lambda server: server.stop(signal.SIGKILL), self.server)

    def database(self):
        path = self.folder / "shop.db"
        connection = sqlite3.connect(path)
        connection.executescript("create table orders (id integer primary key, total real); insert into orders values (1, 2.5)")
        connection.close()
        return path

    def tokens(self, *names, more=""):
        """A tokens file for these; returns its path and their tokens by name."""
        tokens = {}
        with (self.folder / "tokens.toml").open("w") as file:
            for name in names:
                done = subprocess.run([VITRINE, "token", name], capture_output=True, check=True, text=True)
                tokens[name] = re.search(r"vtr_\S+", done.stderr)[0]
                file.write(done.stdout + more)
        return self.folder / "tokens.toml", tokens

    def request(self, method, path, body=None, headers=None, token=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=TIMEOUT_S)
        headers = dict(headers or {})
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        try:
            connection.request(method, path, body, headers)
            answer = Answer(connection.getresponse())
        finally:
            connection.close()
        # Of HEAD only the head comes.
        if path.startswith("/v1/") and method != "HEAD":
            openapi.check(method, path, body, answer)
        return answer

    def ok(self, method, path, body=None, status=200, **options):
        answer = self.request(method, path, body, **options)
        self.assertEqual(answer.status, status, answer.body)
        return answer

    def problem(self, status, method, path, body=None, says="", **options):
        answer = self.request(method, path, body, **options)
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
        self.assertEqual(answer.json["status"], status)
        self.assertIn(says, answer.json["detail"])
        return answer

    def run_in(self, name, code, **options):
        return self.ok("POST", f"/v1/sessions/{name}/run", {"code": code}, **options).json

    def raw(self, data, end_sending=False):
        """Bytes on a connection of their own; everything that comes back."""
        with socket.create_connection(("127.0.0.1", self.server.port), TIMEOUT_S) as connection:
            connection.settimeout(TIMEOUT_S)
            try:
                connection.sendall(data)
                if end_sending:
                    connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            seen = b""
            try:
                while chunk := connection.recv(65536):
                    seen += chunk
            except OSError:
                pass
            return seen


class Mcp:
    """A client of /mcp."""

    def __init__(self, test, token=None, revision="2025-11-25"):
        self.test = test
        self.token = token
        self.revision = revision
        self.session = None
        self.next_id = 0
        answer = self.post({"method": "initialize", "params": {
            "protocolVersion": revision, "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}})
        test.assertEqual(answer.status, 200, answer.body)
        self.session = answer.headers["Mcp-Session-Id"]
        test.assertEqual(answer.json["result"]["protocolVersion"], revision)
        test.assertEqual(self.post({"method": "notifications/initialized"}, request=False).status, 202)

    def headers(self):
        headers = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json",
                   "MCP-Protocol-Version": self.revision}
        if self.session:
            headers["Mcp-Session-Id"] = self.session
        return headers

    def post(self, message, request=True, headers=None):
        message = {"jsonrpc": "2.0", **message}
        if request and "id" not in message:
            self.next_id += 1
            message["id"] = self.next_id
        return self.test.request("POST", "/mcp", json.dumps(message), headers=self.headers() | (headers or {}),
                                 token=self.token)

    @staticmethod
    def events(body):
        """(id, message) of each event that has data."""
        events = []
        for block in body.decode().split("\n\n"):
            fields = dict(line.split(":", 1) for line in block.splitlines() if line and not line.startswith(":"))
            if fields.get("data", "").strip():
                events.append((fields.get("id", "").strip(), json.loads(fields["data"])))
        return events

    def ask(self, method, params=None):
        answer = self.post({"method": method, "params": params or {}})
        self.test.assertEqual(answer.status, 200, answer.body)
        if answer.headers["Content-Type"] == "text/event-stream":
            return self.events(answer.body)[-1][1]
        return answer.json

    def call(self, tool, **arguments):
        return self.ask("tools/call", {"name": tool, "arguments": arguments})["result"]

    def text(self, tool, **arguments):
        return self.call(tool, **arguments)["content"][0]["text"]
