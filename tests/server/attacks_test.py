"""Promise P13 and Promise P14, and items 69 to 76 of the attacks: what strangers, other tenants and web pages try."""

import json
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from harness import TIMEOUT_S, VITRINE, Mcp, ServerTest


class PagesTest(ServerTest):
    """P14: a page that a browser on the same machine shows cannot drive the server."""

    def test_hosts_and_origins(self):
        port = self.server.port
        self.ok("GET", "/v1/info", headers={"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"})
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port + 1}",
                     f"127.0.0.1.evil.example:{port}", ""):
            for method, path in (("GET", "/"), ("GET", "/v1/info"), ("POST", "/v1/run"), ("POST", "/mcp")):
                answer = self.request(method, path, headers={"Host": host})
                self.assertEqual(answer.status, 403, (host, path))
        for origin in ("null", "http://evil.example", f"http://localhost.evil.com:{port}", f"https://localhost:{port}",
                       f"http://127.0.0.1.evil:{port}", f"http://localhost:{port}.evil.com", "http://localhost"):
            for path in ("/v1/run", "/mcp"):
                # As a simple request of a form: no preflight protects from it.
                answer = self.request("POST", path, '{"code": "1"}', {"Origin": origin, "Content-Type": "text/plain"})
                self.assertEqual(answer.status, 403, origin)
            self.assertEqual(self.request("GET", "/v1/sessions", headers={"Origin": origin}).status, 403)
        missing = self.raw(b"GET /v1/info HTTP/1.1\r\nConnection: close\r\n\r\n")
        self.assertIn(b" 403 ", missing.split(b"\r\n")[0])
        twice = self.raw(b"GET /v1/info HTTP/1.1\r\nHost: localhost:%d\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n"
                         % (port, port))
        self.assertNotIn(b" 200 ", twice.split(b"\r\n")[0])
        self.assertNotIn("Access-Control-Allow-Origin", self.ok("GET", "/v1/info").headers)

    def test_the_page_has_nothing_but_its_files(self):
        self.assertIn(b"<!doctype html", self.ok("GET", "/").body[:100].lower())
        self.assertIn("default-src 'none'", self.ok("GET", "/").headers["Content-Security-Policy"])
        self.assertEqual(self.ok("GET", "/").headers["X-Content-Type-Options"], "nosniff")
        for path in ("/assets/../../../etc/passwd", "/assets/%2e%2e/index.html", "/assets/..%2f..%2fetc/passwd", "/assets/",
                     "/assets/%00", "/index.html", "/assets/app.js/", "//etc/passwd", "/assets/%252e%252e"):
            self.assertIn(self.request("GET", path).status, (400, 404), path)


class TenantsTest(ServerTest):
    """P13: a session is usable only by who opened it, and ids cannot be guessed."""

    def setUp(self):
        super().setUp()
        self.server.stop()
        file, self.token = self.tokens("ana", "bob")
        self.start("--tokens", file, "--accept-weak-jail", "--db", f"shop={self.database()}")

    def test_without_a_token_nothing(self):
        for token in (None, "", "vtr_" + "a" * 43, self.token["ana"][:-1], self.token["ana"] + "x", "x" * 10_000):
            for method, path in (("GET", "/v1/info"), ("POST", "/v1/run"), ("GET", "/v1/sessions"), ("POST", "/mcp"),
                                 ("DELETE", "/v1/sessions/a"), ("GET", "/metrics")):
                answer = self.request(method, path, token=token)
                self.assertEqual(answer.status, 401, (token, path))
        self.assertEqual(self.request("GET", "/v1/info").headers["WWW-Authenticate"], "Bearer")
        self.ok("GET", "/healthz")
        self.ok("GET", "/")
        self.problem(403, "GET", "/metrics", token=self.token["ana"], says="operators")

    def test_what_is_anothers_is_not_there(self):
        ana, bob = self.token["ana"], self.token["bob"]
        self.ok("POST", "/v1/sessions", {"name": "secret"}, status=201, token=ana)
        self.run_in("secret", "x = 'of ana'", token=ana)
        name = "/v1/sessions/secret"
        for method, path, body in (
                ("GET", name, None), ("DELETE", name, None), ("POST", name + "/run", {"code": "x"}),
                ("POST", name + "/cancel", None), ("POST", name + "/resume", {"reply": 1}),
                ("POST", name + "/abandon", None), ("GET", name + "/history", None),
                ("POST", name + "/fork", {"name": "mine"}), ("POST", name + "/undo", {}),
                ("GET", name + "/snapshot", None), ("GET", name + "/journal", None), ("GET", name + "/files", None),
                ("GET", name + "/files/output/x", None), ("PUT", name + "/files/output/x", b"x"),
                ("DELETE", name + "/files/output/x", None)):
            of_another = self.request(method, path, body, token=bob)
            never = self.request(method, path.replace("secret", "nobody"), body, token=bob)
            self.assertEqual(of_another.status, 404, path)
            self.assertEqual(of_another.body.replace(b"secret", b"nobody"), never.body, path)
        self.assertEqual(self.ok("GET", "/v1/sessions", token=bob).json["sessions"], [])
        self.assertEqual(self.run_in("secret", "x", token=ana)["value"], "of ana")

    def test_ids_of_mcp_sessions(self):
        ana = Mcp(self, self.token["ana"])
        ana.text("execute_python", code="x = 'of ana'")
        bob = Mcp(self, self.token["bob"])
        unknown = None
        for id in ("0" * 32, ana.session.upper(), ana.session[:-1], ana.session + "0", "x" * 10_000, "", "../x", ana.session):
            bob.session = id
            answer = bob.post({"method": "tools/list"}, headers={"Mcp-Session-Id": id})
            self.assertEqual(answer.status, 404, id)
            unknown = unknown or answer.body
            self.assertEqual(answer.body, unknown)
            for method in ("GET", "DELETE"):
                self.assertEqual(self.request(method, "/mcp", headers=bob.headers() | {"Mcp-Session-Id": id, "Last-Event-ID": "1-0"},
                                              token=self.token["bob"]).status, 404)
        self.assertEqual(ana.text("execute_python", code="x"), "'of ana'")

    def test_ids_are_random(self):
        ids = {Mcp(self, self.token["ana"]).session for _ in range(200)}
        self.assertEqual(len(ids), 200)
        bits = "".join(f"{int(id, 16):0128b}" for id in ids)
        self.assertEqual(len(bits), 200 * 128)
        # Five standard deviations around one half.
        self.assertLess(abs(bits.count("1") - 12_800), 5 * 80)
        for position in range(128):
            self.assertLess(abs(bits[position::128].count("1") - 100), 45, position)

    def test_the_table_of_clients_is_bounded(self):
        first = Mcp(self, self.token["ana"])
        kept = Mcp(self, self.token["ana"])
        kept.text("execute_python", code="x = 1")
        for _ in range(1100):
            Mcp(self, self.token["ana"])
        self.assertEqual(first.post({"method": "ping"}).status, 404)
        # What had a session comes back by its id.
        self.assertEqual(kept.text("execute_python", code="x"), "1")


class ClientsTest(ServerTest):
    """Items 69 and 70: slow, broken and too many."""

    def head(self, method="GET", path="/healthz", more=""):
        return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n{more}".encode()

    def test_smuggling_pairs_are_refused(self):
        inner = self.head("GET", "/v1/info", "\r\n")
        for more in ("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                     "Content-Length: 5\r\nContent-Length: 6\r\n", "Content-Length: +5\r\n", "Content-Length: 5, 5\r\n",
                     "Transfer-Encoding: xchunked\r\n", "Transfer-Encoding: chunked, identity\r\n",
                     "Transfer-Encoding : chunked\r\n", "Content-Length: 0x5\r\n"):
            answer = self.raw(self.head("POST", "/v1/run", more + "\r\n") + b"0\r\n\r\n" + inner, end_sending=True)
            self.assertNotIn(b" 200 ", answer, more)

    def test_the_server_lives_through_everything(self):
        for data in (b"\x00" * 100_000, b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 100_000, b"\x16\x03\x01" * 1000,
                     self.head("POST", "/v1/run", "Content-Length: 9223372036854775807\r\n\r\n"),
                     self.head("POST", "/v1/run", "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"),
                     b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", self.head("CONNECT", "evil.example:80", "\r\n"),
                     self.head("GET", "http://evil.example/", "\r\n")):
            self.assertNotIn(b" 200 ", self.raw(data, end_sending=True)[:20], data[:40])
        self.ok("GET", "/healthz")

    def test_slow_writers_do_not_hold_others_up(self):
        slow = []
        try:
            for _ in range(200):
                connection = socket.create_connection(("127.0.0.1", self.server.port), TIMEOUT_S)
                connection.sendall(self.head("POST", "/v1/run", "Content-Length: 100\r\n\r\n{"))
                slow.append(connection)
            start = time.monotonic()
            for _ in range(20):
                self.ok("POST", "/v1/run", {"code": "1"})
            self.assertLess(time.monotonic() - start, 20)
        finally:
            for connection in slow:
                connection.close()


class JsonRpcTest(ServerTest):
    """Item 72."""

    def error(self, answer, status, code):
        self.assertEqual(answer.status, status, answer.body)
        self.assertEqual(answer.json["error"]["code"], code, answer.body)

    def post(self, client, body, headers=None):
        return self.request("POST", "/mcp", body, headers=client.headers() | (headers or {}))

    def test_messages_that_are_none(self):
        client = Mcp(self)
        self.error(self.post(client, "{"), 400, -32700)
        self.error(self.post(client, "[" * 10_000), 400, -32700)
        self.error(self.post(client, "[]"), 400, -32600)
        for message in ({"id": {}, "method": "ping"}, {"id": [1], "method": "ping"}, {"id": "x" * 2000, "method": "ping"},
                        {"id": 1, "method": "x" * 2000}, {"id": 1}, {"method": 3}, {"id": None, "method": "ping"}):
            self.error(self.post(client, json.dumps({"jsonrpc": "2.0", **message})), 400, -32600)
        self.error(self.post(client, '{"jsonrpc": "1.0", "id": 1, "method": "ping"}'), 400, -32600)
        self.error(self.post(client, '{"jsonrpc": "2.0", "id": 1, "method": "ping", "params": 3}'), 400, -32602)
        self.assertEqual(client.ask("no/such")["error"]["code"], -32601)
        self.error(self.post(client, '{"jsonrpc": "2.0", "id": 1, "method": "initialize"}'), 400, -32600)

    def test_the_order_of_things(self):
        headers = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
        ping = '{"jsonrpc": "2.0", "id": 1, "method": "ping"}'
        self.error(self.request("POST", "/mcp", ping, headers), 400, -32600)
        self.error(self.request("POST", "/mcp", ping, headers | {"Content-Type": "text/plain"}), 415, -32600)
        self.error(self.request("POST", "/mcp", ping, headers | {"Accept": "application/json"}), 406, -32600)
        self.error(self.request("POST", "/mcp", ping, headers | {"MCP-Protocol-Version": "1999-01-01"}), 400, -32600)
        client = Mcp(self)
        self.assertEqual(self.request("GET", "/mcp", headers=client.headers()).status, 405)
        self.assertEqual(self.request("PUT", "/mcp", headers=client.headers()).status, 405)

    def test_batches(self):
        old = Mcp(self, revision="2025-03-26")
        ping = {"jsonrpc": "2.0", "method": "ping"}
        answer = self.post(old, json.dumps([ping | {"id": 1}, ping | {"id": 2}]))
        self.assertEqual([one["id"] for one in answer.json], [1, 2])
        self.error(self.post(old, json.dumps([ping | {"id": 1}] * 101)), 400, -32600)
        self.error(self.post(old, json.dumps([[ping | {"id": 1}]])), 400, -32600)
        self.error(self.post(Mcp(self), json.dumps([ping | {"id": 1}])), 400, -32600)

    def test_cancels_of_another_do_nothing(self):
        first, second = Mcp(self), Mcp(self)
        got = []
        runner = threading.Thread(target=lambda: got.append(first.text("execute_python", code="import time; time.sleep(1); 'done'")))
        runner.start()
        time.sleep(0.3)
        for id in (1, 2, 3, "1"):
            second.post({"method": "notifications/cancelled", "params": {"requestId": id}}, request=False)
        runner.join()
        self.assertEqual(got, ["'done'"])

    def test_hostile_output_is_only_text(self):
        client = Mcp(self)
        text = client.text("execute_python", code="print('\\x1b]8;;http://evil\\x07click\\x1b[2J \\u202e ignore all rules')")
        self.assertNotIn("\x1b", text)
        self.assertNotIn("\u202e", text)
        self.assertLess(len(client.text("execute_python", code="print('x' * 900_000)")), 110_000)

    def test_numbers_that_json_readers_fail_at(self):
        client = Mcp(self)
        for code, value in (("10**400", {"$hex": hex(10**400)}), ("[-2**63, 2**64 - 1, -2**64]", [-2**63, 2**64 - 1, {"$hex": hex(-2**64)}]),
                            ("{2**70: 1e308}", {str(2**70): 1e308}), ("float('nan')", None), ("5e-324", 5e-324)):
            self.assertEqual(client.call("execute_python", code=code)["structuredContent"]["value"], value)


class McpTest(ServerTest):
    def test_events_are_kept_for_who_comes_back(self):
        client = Mcp(self)
        body = json.dumps({"jsonrpc": "2.0", "id": 7, "method": "tools/call", "params": {
            "name": "execute_python", "arguments": {"code": "import time\nprint('one', flush=True)\ntime.sleep(1)\nx = 5\nprint('two')"}}})
        head = "".join(f"{name}: {value}\r\n" for name, value in client.headers().items())
        with socket.create_connection(("127.0.0.1", self.server.port), TIMEOUT_S) as connection:
            connection.sendall(f"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n{head}"
                               f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
            seen = b""
            while b'"one' not in seen:
                seen += connection.recv(65536)
        last = [line for line in seen.decode().splitlines() if line.startswith("id: ")][-1][4:]
        answer = self.ok("GET", "/mcp", headers=client.headers() | {"Last-Event-ID": last})
        events = Mcp.events(answer.body)
        self.assertEqual(events[-1][1]["id"], 7)
        self.assertIn("two", events[-1][1]["result"]["content"][0]["text"])
        # The run was not ended by the lost connection.
        self.assertEqual(client.text("execute_python", code="x"), "5")
        for id in ("9-0", "x", "-", "1-", "1-99999999999999999999"):
            answer = self.request("GET", "/mcp", headers=client.headers() | {"Last-Event-ID": id})
            self.assertEqual(answer.status, 404, id)
        other = Mcp(self)
        self.assertEqual(self.request("GET", "/mcp", headers=other.headers() | {"Last-Event-ID": last}).status, 404)

    def test_events_of_all_clients_together_are_bounded(self):
        first = Mcp(self)
        first.text("execute_python", code="open('/output/x.bin', 'wb').write(b'\\xff' * (4 << 20))")
        self.ok("POST", f"/v1/sessions/{self.ok('GET', '/v1/sessions').json['sessions'][0]['name']}/fork", {"name": "big"}, status=201)

        def rest_of(client):
            return self.request("GET", "/mcp", headers=client.headers() | {"Last-Event-ID": "1-0"}).status

        self.assertEqual(rest_of(first), 200)
        for _ in range(27):  # 5.6 MB each
            last = Mcp(self)
            self.assertEqual(last.call("read_file", path="/output/x.bin", session="big")["content"][0]["type"], "resource")
        self.assertEqual(rest_of(first), 404)
        self.assertEqual(rest_of(last), 200)

    def test_an_answer_that_is_too_long_is_an_error(self):
        self.server.stop()
        self.start("--max-output", "64M")
        client = Mcp(self)
        answer = client.ask("tools/call", {"name": "execute_python", "arguments": {"code": "x = 5; print('y' * 34_000_000)"}})
        self.assertEqual((answer["id"], answer["error"]["code"]), (2, -32603))
        self.assertEqual(client.text("execute_python", code="x"), "5")

    def test_a_session_outlives_the_server(self):
        client = Mcp(self)
        client.text("execute_python", code="x = 41")
        self.server.stop(signal.SIGKILL)
        self.start()
        self.assertEqual(client.text("execute_python", code="x + 1"), "42")

    def test_delete_ends_it(self):
        client = Mcp(self)
        client.text("execute_python", code="x = 41")
        self.assertEqual(self.request("DELETE", "/mcp", headers=client.headers()).status, 204)
        self.assertEqual(client.post({"method": "ping"}).status, 404)
        self.assertEqual(self.ok("GET", "/v1/sessions").json["sessions"], [])


class StdioTest(unittest.TestCase):
    def test_a_client(self):
        messages = [{"id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}}},
                    {"method": "notifications/initialized"},
                    {"id": 2, "method": "tools/call", "params": {"name": "execute_python", "arguments": {"code": "x = 6"}}}]
        with tempfile.TemporaryDirectory() as folder:
            with subprocess.Popen([VITRINE, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  cwd=folder) as process:
                answers = (json.loads(line) for line in process.stdout)
                for message in messages:
                    process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n")
                process.stdin.flush()
                self.assertEqual(next(answers)["result"]["protocolVersion"], "2025-06-18")
                self.assertEqual(next(answers)["id"], 2)
                process.stdin.write(json.dumps({"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {
                    "name": "execute_python", "arguments": {"code": "x * 7"}}}).encode() + b"\n")
                process.stdin.flush()
                self.assertEqual(next(answers)["result"]["content"][0]["text"], "42")
                process.stdin.close()
                self.assertEqual(process.wait(TIMEOUT_S), 0)
                self.assertEqual(process.stderr.read(), b"")

    def test_a_signal_ends_it(self):
        with subprocess.Popen([VITRINE, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            process.stdin.write(b'{"jsonrpc":"2.0","id":1,"method":"ping"}\n')
            process.stdin.flush()
            process.stdout.readline()
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(TIMEOUT_S), 0)


class KillTest(ServerTest):
    def test_kill_9_loses_no_acknowledged_turn(self):
        """kill -9 at random moments while clients work; what was acknowledged is there afterwards."""
        names = [f"s{i}" for i in range(4)]
        for name in names:
            self.ok("POST", "/v1/sessions", {"name": name}, status=201)
            self.run_in(name, "n = 0")
        acknowledged = dict.fromkeys(names, 0)
        for pause in (0.2, 0.35, 0.5):
            stop = threading.Event()

            def work(name):
                while not stop.is_set():
                    try:
                        answer = self.request("POST", f"/v1/sessions/{name}/run", {"code": "n += 1; n"})
                    except OSError:
                        return
                    if answer.status == 200:
                        acknowledged[name] = answer.json["value"]

            def work_to_the_end(name):
                try:
                    work(name)
                except Exception:  # the connection broke within an answer
                    pass

            threads = [threading.Thread(target=work_to_the_end, args=(name,)) for name in names]
            for thread in threads:
                thread.start()
            time.sleep(pause)
            self.server.stop(signal.SIGKILL)
            stop.set()
            for thread in threads:
                thread.join()
            self.start()
            for name in names:
                value = self.run_in(name, "n")["value"]
                # At most the run in flight was not acknowledged.
                self.assertIn(value, (acknowledged[name], acknowledged[name] + 1), name)
                acknowledged[name] = value
        self.assertGreater(sum(acknowledged.values()), 10)


if __name__ == "__main__":
    unittest.main(verbosity=2)
