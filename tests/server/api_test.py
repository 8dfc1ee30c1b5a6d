"""The JSON API, as its clients use it."""

import http.client
import json
import socket
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
import warnings

import jsonschema
import openapi

from harness import TIMEOUT_S, VITRINE, ServerTest


class RunTest(ServerTest):
    def test_once(self):
        outcome = self.ok("POST", "/v1/run", {"code": "print(1+1)\n'x'"}).json
        self.assertEqual((outcome["status"], outcome["stdout"], outcome["value_repr"]), ("ok", "2\n", "'x'"))
        outcome = self.ok("POST", "/v1/run", {"code": "1/0"}).json
        self.assertEqual(outcome["failure"]["type"], "ZeroDivisionError")

    def test_files(self):
        code = "data = open('/input/d/a.bin', 'rb').read(); open('/output/b', 'wb').write(data * 2); open('/input/t').read()"
        outcome = self.ok("POST", "/v1/run", {"code": code, "artifacts": True,
                                              "files": {"d/a.bin": {"$base64": "AP8="}, "t": "text"}}).json
        self.assertEqual(outcome["value"], "text")
        self.assertEqual(outcome["artifacts"], [{"path": "b", "bytes": 4, "data_base64": "AP8A/w=="}])

    def test_limits(self):
        outcome = self.ok("POST", "/v1/run", {"code": "while True: pass", "limits": {"wall_time_ms": 100}}).json
        self.assertEqual(outcome["status"], "limit")
        self.problem(400, "POST", "/v1/run", {"code": "1", "limits": {"wall_time_ms": 10**9}}, says="at most 60000")
        self.problem(400, "POST", "/v1/run", {"code": "1", "limits": {"time": 1}}, says="'time' is nothing that limits")

    def test_streams(self):
        answer = self.ok("POST", "/v1/run", {"code": "import time\nprint('é', flush=True)\ntime.sleep(0.2)\nprint('two')"},
                         headers={"Accept": "text/event-stream"})
        self.assertEqual(answer.headers["Content-Type"], "text/event-stream")
        events = [dict(line.split(": ", 1) for line in block.splitlines())
                  for block in answer.body.decode().strip().split("\n\n") if not block.startswith(":")]
        output = [json.loads(event["data"]) for event in events if event["event"] == "output"]
        self.assertGreaterEqual(len(output), 2)
        self.assertEqual("".join(part["text"] for part in output), "é\ntwo\n")
        self.assertEqual(events[-1]["event"], "outcome")
        self.assertEqual(json.loads(events[-1]["data"])["stdout"], "é\ntwo\n")

    def test_mistakes(self):
        self.problem(400, "POST", "/v1/run", "{", says="no JSON")
        self.problem(400, "POST", "/v1/run", {}, says="must have code")
        self.problem(400, "POST", "/v1/run", {"code": "1", "cod": 2}, says="'cod' is nothing that the body may have")
        self.problem(400, "POST", "/v1/run", {"code": "1", "files": {"../x": ""}})
        self.problem(400, "POST", "/v1/run", {"code": "1", "files": {"x": 3}}, says="$base64")
        self.problem(400, "POST", "/v1/run", "[" * 10_000, says="nested")
        self.problem(404, "GET", "/v1/nothing")
        self.assertEqual(self.problem(405, "GET", "/v1/run").headers["Allow"], "POST")
        self.problem(413, "POST", "/v1/sessions", b"x" * (2 << 20))

    def test_who_goes_away_ends_the_run(self):
        with socket.create_connection(("127.0.0.1", self.server.port), TIMEOUT_S) as connection:
            body = json.dumps({"code": "while True: pass", "limits": {"wall_time_ms": 50_000, "cpu_time_ms": 50_000}})
            connection.sendall(f"POST /v1/run HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n"
                               f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
            time.sleep(0.5)
        deadline = time.monotonic() + 20
        while b'vitrine_runs_total{status="cancelled"} 1' not in self.ok("GET", "/metrics").body:
            self.assertLess(time.monotonic(), deadline, "the run goes on")
            time.sleep(0.05)


class DocumentTest(unittest.TestCase):
    """The check that all of these tests make of each answer finds what is wrong."""

    def test_finds_what_is_not_documented(self):
        turn = {"number": 1, "kind": "code", "text": "", "status": "ok", "at": "2026-01-02T03:04:05Z", "bytes": 3}
        schema = {"$ref": "#/components/schemas/Turn"}
        openapi.check_json(schema, turn)
        for wrong in ({"number": "1"}, {"kind": "other"}, {"more": 1}):
            self.assertRaises(jsonschema.ValidationError, openapi.check_json, schema, turn | wrong)
        self.assertRaises(jsonschema.ValidationError, openapi.check_json, schema, {"number": 1})
        self.assertIsNone(openapi.operation_of("GET", "/v1/run"))
        self.assertEqual(openapi.operation_of("GET", "/v1/sessions/a/files/output/b?x=1")["operationId"], "readFile")


class SessionsTest(ServerTest):
    def test_life(self):
        made = self.ok("POST", "/v1/sessions", {"name": "study"}, status=201).json
        self.assertEqual((made["name"], made["turn"], made["parked"], made["running"]), ("study", 0, None, False))
        self.problem(409, "POST", "/v1/sessions", {"name": "study"}, says="taken")
        self.run_in("study", "x = 20")
        self.assertEqual(self.run_in("study", "x + 1")["value"], 21)
        history = self.ok("GET", "/v1/sessions/study/history").json["turns"]
        self.assertEqual([turn["text"] for turn in history], ["", "x = 20", "x + 1"])
        fork = self.ok("POST", "/v1/sessions/study/fork", {"name": "früher", "turn": 0}, status=201).json
        self.assertEqual(fork["name"], "früher")
        self.assertEqual(self.run_in("fr%C3%BCher", "'x' in globals()")["value"], False)
        self.assertEqual(self.ok("POST", "/v1/sessions/study/undo", {"turns": 2}).json["number"], 0)
        self.assertEqual(self.run_in("study", "'x' in globals()")["value"], False)
        names = [session["name"] for session in self.ok("GET", "/v1/sessions").json["sessions"]]
        self.assertEqual(names, ["früher", "study"])
        self.ok("DELETE", "/v1/sessions/study", status=204)
        self.problem(404, "GET", "/v1/sessions/study", says="no session 'study'")
        unnamed = self.ok("POST", "/v1/sessions", {}, status=201).json["name"]
        self.assertRegex(unnamed, r"\Asession-[0-9a-f]{12}\Z")

    def test_snapshot_and_journal(self):
        self.ok("POST", "/v1/sessions", {"name": "a"}, status=201)
        self.run_in("a", "x = [1, 2]")
        snapshot = self.ok("GET", "/v1/sessions/a/snapshot").body
        self.ok("PUT", "/v1/sessions/b/snapshot", snapshot, status=201)
        self.assertEqual(self.run_in("b", "x")["value"], [1, 2])
        self.problem(409, "PUT", "/v1/sessions/b/snapshot", snapshot)
        self.problem(400, "PUT", "/v1/sessions/c/snapshot", snapshot[:-1], says="snapshot")
        journal = self.ok("GET", "/v1/sessions/a/journal").body
        (self.folder / "j").write_bytes(journal)
        done = subprocess.run([VITRINE, "replay", "j"], cwd=self.folder, capture_output=True, timeout=TIMEOUT_S, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_files(self):
        self.ok("POST", "/v1/sessions", {"name": "a"}, status=201)
        self.ok("PUT", "/v1/sessions/a/files/input/d%20e/f.txt", b"bytes \xff", status=204)
        self.assertEqual(self.run_in("a", "open('/input/d e/f.txt', 'rb').read()[-1]")["value"], 255)
        self.run_in("a", "open('/output/r.html', 'w').write('<script>')")
        files = self.ok("GET", "/v1/sessions/a/files").json["files"]
        self.assertEqual(files, [{"path": "/output/r.html", "bytes": 8, "is_folder": False}])
        answer = self.ok("GET", "/v1/sessions/a/files/output/r.html")
        self.assertEqual(answer.body, b"<script>")
        self.assertEqual(answer.headers["Content-Type"], "application/octet-stream")
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertIn("sandbox", answer.headers["Content-Security-Policy"])
        self.ok("DELETE", "/v1/sessions/a/files/output/r.html", status=204)
        self.problem(404, "GET", "/v1/sessions/a/files/output/r.html")
        for path in ("etc/passwd", "input/../etc/passwd", "input/%2e%2e/%2e%2e/etc/passwd", "", "output"):
            answer = self.request("GET", f"/v1/sessions/a/files/{path}")
            self.assertIn(answer.status, (400, 404), path)

    def test_limits_of_one_run(self):
        self.ok("POST", "/v1/sessions", {"name": "a", "limits": {"wall_time_ms": 300}}, status=201)
        long = {"code": "import time; time.sleep(0.6); 'done'", "limits": {"wall_time_ms": 20_000}}
        self.assertEqual(self.ok("POST", "/v1/sessions/a/run", long).json["value"], "done")
        outcome = self.run_in("a", "import time; time.sleep(0.6)")
        self.assertEqual(outcome["limit"], "wall_time")
        short = {"code": "while True: pass", "limits": {"wall_time_ms": 20_000, "cpu_time_ms": 50}}
        outcome = self.ok("POST", "/v1/sessions/a/run", short).json
        self.assertEqual(outcome["limit"], "cpu_time")
        self.assertIn("0.05 s", outcome["failure"]["message"])
        for limits, says in (({"wall_time_ms": 10**9}, "at most 60000"), ({"memory_bytes": 1}, "when the session is made"),
                             ({"cpu_time_ms": -1}, "cpu_time_ms")):
            self.problem(400, "POST", "/v1/sessions/a/run", {"code": "1", "limits": limits}, says=says)

    def test_cancel(self):
        self.ok("POST", "/v1/sessions", {"name": "a", "limits": {"wall_time_ms": 50_000}}, status=201)
        got = {}
        runner = threading.Thread(target=lambda: got.update(self.run_in("a", "x = 1\nwhile True: pass")))
        runner.start()
        while not self.ok("GET", "/v1/sessions/a").json["running"]:
            time.sleep(0.01)
        self.problem(409, "POST", "/v1/sessions/a/run", {"code": "1"}, says="at work")
        self.assertEqual([turn["kind"] for turn in self.ok("GET", "/v1/sessions/a/history").json["turns"]], ["start"])
        while runner.is_alive():
            self.ok("POST", "/v1/sessions/a/cancel", status=204)
            time.sleep(0.02)
        self.assertEqual((got["status"], got["rolled_back"]), ("cancelled", True))
        self.assertEqual(self.run_in("a", "'x' in globals()")["value"], False)


class AskTest(ServerTest):
    OPTIONS = ("--ask",)

    def test_a_run_waits_for_a_reply(self):
        self.ok("POST", "/v1/sessions", {"name": "a"}, status=201)
        self.assertEqual(self.run_in("a", "x = ask('Who?')")["status"], "parked")
        parked = self.ok("GET", "/v1/sessions/a").json["parked"]
        self.assertEqual(parked, {"function": "ask", "arguments": {"question": "Who?"}})
        self.problem(409, "POST", "/v1/sessions/a/run", {"code": "1"}, says="waits for a reply")
        self.problem(400, "POST", "/v1/sessions/a/resume", {}, says="either reply")
        self.assertEqual(self.ok("POST", "/v1/sessions/a/resume", {"reply": {"a": [1]}}).json["status"], "ok")
        self.assertEqual(self.run_in("a", "x")["value"], {"a": [1]})
        self.problem(409, "POST", "/v1/sessions/a/resume", {"reply": 1}, says="no run")
        self.run_in("a", "y = ask('?')")
        self.ok("POST", "/v1/sessions/a/abandon", status=204)
        self.assertEqual(self.run_in("a", "'y' in globals()")["value"], False)
        self.run_in("a", "y = ask('?')")
        self.assertEqual(self.ok("POST", "/v1/sessions/a/resume", {"error": "nobody"}).json["failure"]["message"], "nobody")


class OperationsTest(ServerTest):
    def test_health_metrics_and_log(self):
        self.assertEqual(self.ok("GET", "/healthz").body, b"ok\n")
        self.assertEqual(self.ok("GET", "/readyz").body, b"ready\n")
        self.ok("POST", "/v1/run", {"code": "1"})
        metrics = self.ok("GET", "/metrics").body.decode()
        self.assertIn('vitrine_runs_total{status="ok"} 1\n', metrics)
        self.assertIn("vitrine_http_connections ", metrics)
        for line in metrics.splitlines():
            self.assertRegex(line, r"\A(# (HELP|TYPE) vitrine_\w+ .+|vitrine_\w+(\{[^}]*\})? [0-9.e+-]+)\Z")

    def test_nothing_is_injected_into_the_log(self):
        """Promise P19, and item 76 of the attacks."""
        self.raw(b"GET /v1/a%%0a{\"level\":\"error\"} HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: a\x1b[2J\xe2\x80\xaeb\"}\r\n"
                 b"Connection: close\r\n\r\n" % self.server.port)
        self.ok("GET", "/healthz", headers={"User-Agent": "last"})
        self.server.stop()
        for line in self.server.log:
            if line.startswith("{"):
                self.assertEqual(json.loads(line)["level"], "info")
            self.assertNotIn("\x1b", line)
            self.assertNotIn("\u202e", line)

    def test_info_tells_what_there_is(self):
        self.server.stop()
        self.start("--db", f"shop={self.database()}")
        info = self.ok("GET", "/v1/info").json
        self.assertEqual(info["databases"], [{"name": "shop", "tables": [{"name": "orders", "columns": [
            {"name": "id", "type": "INTEGER"}, {"name": "total", "type": "REAL"}]}]}])
        self.assertIn("read_only_sql_query", info["functions"])
        self.assertIn("orders(id INTEGER, total REAL)", info["description"])
        code = "read_only_sql_query('shop', 'select total from orders')['rows'][0][0]"
        self.assertEqual(self.ok("POST", "/v1/run", {"code": code}).json["value"], 2.5)

    def test_stops_gracefully(self):
        self.ok("POST", "/v1/sessions", {"name": "a"}, status=201)
        got = {}
        runner = threading.Thread(target=lambda: got.update(self.run_in("a", "import time; time.sleep(1); x = 1; x")))
        runner.start()
        time.sleep(0.3)
        self.assertEqual(self.server.stop(), 0)
        runner.join()
        self.assertEqual(got["value"], 1)

    def test_what_does_not_end_is_rolled_back(self):
        self.server.stop()
        (self.folder / "v.toml").write_text("stop_grace = '300ms'\n")
        self.start("--config", "v.toml")
        self.ok("POST", "/v1/sessions", {"name": "a", "limits": {"wall_time_ms": 60_000}}, status=201)
        got = {}
        runner = threading.Thread(target=lambda: got.update(self.run_in("a", "x = 1\nwhile True: pass")))
        runner.start()
        time.sleep(0.5)
        self.assertEqual(self.server.stop(), 0)
        runner.join()
        self.assertEqual((got["status"], got["rolled_back"]), ("cancelled", True))

    def test_a_restart_brings_all_back(self):
        self.ok("POST", "/v1/sessions", {"name": "a"}, status=201)
        self.run_in("a", "x = 1")
        self.server.stop()
        self.start()
        self.assertEqual(self.run_in("a", "x")["value"], 1)


class TlsTest(ServerTest):
    def setUp(self):
        self.certificates = tempfile.TemporaryDirectory(prefix="vitrine-tls-")
        self.addCleanup(self.certificates.cleanup)
        for name in ("cert", "other"):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                            "-days", "1", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                            "-out", f"{name}.pem", "-keyout", f"{name}-key.pem"],
                           cwd=self.certificates.name, check=True, capture_output=True, timeout=TIMEOUT_S)
        self.OPTIONS = ("--certificate", self.file("cert.pem"), "--private-key", self.file("cert-key.pem"))
        super().setUp()

    def file(self, name):
        return f"{self.certificates.name}/{name}"

    def connection(self, minimum=ssl.TLSVersion.TLSv1_2, maximum=ssl.TLSVersion.TLSv1_3):
        context = ssl.create_default_context(cafile=self.file("cert.pem"))
        context.set_ciphers("ALL:@SECLEVEL=0")  # or this client would refuse what the server is to refuse
        context.minimum_version, context.maximum_version = minimum, maximum
        return http.client.HTTPSConnection("127.0.0.1", self.server.port, timeout=TIMEOUT_S, context=context)

    def run_over(self, connection):
        connection.request("POST", "/v1/run", json.dumps({"code": "print('x' * 300_000)"}))
        return json.loads(connection.getresponse().read())["stdout"]

    def test_serves_https_and_nothing_else(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            connection = self.connection(version, version)
            self.addCleanup(connection.close)
            for _ in range(2):  # keep-alive
                self.assertEqual(self.run_over(connection), "x" * 300_000 + "\n")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            old = self.connection(ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1)
        self.assertRaises((ssl.SSLError, ConnectionError), self.run_over, old)
        self.assertNotIn(b"200", self.raw(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
        self.assertEqual(self.run_over(connection), "x" * 300_000 + "\n")

    def test_mistakes(self):
        for options, says in ((("--certificate", self.file("cert.pem")), "both a certificate and a private key"),
                              (("--certificate", "/none", "--private-key", self.file("cert-key.pem")), "/none"),
                              (("--certificate", self.file("cert.pem"), "--private-key", self.file("other-key.pem")), "values mismatch"),
                              (("--certificate", self.file("cert-key.pem"), "--private-key", self.file("cert-key.pem")), "PEM")):
            done = subprocess.run([VITRINE, "serve", "--listen", "127.0.0.1:0", *options], capture_output=True, text=True,
                                  cwd=self.folder, timeout=TIMEOUT_S, check=False)
            self.assertNotEqual(done.returncode, 0)
            self.assertIn(says, done.stderr)


class CommandTest(ServerTest):
    def setUp(self):
        super().setUp()
        self.server.stop()

    def refused(self, *options, says):
        done = subprocess.run([VITRINE, *map(str, options)], cwd=self.folder, capture_output=True, text=True,
                              timeout=TIMEOUT_S, stdin=subprocess.DEVNULL, check=False)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertRegex(done.stderr, r"\Avitrine: [^\n]+\n\Z")
        self.assertIn(says, done.stderr)

    def test_mistakes(self):
        self.refused("serve", "--listen", "0.0.0.0:0", says="whoever reaches 0.0.0.0 could run code")
        self.refused("serve", "--listen", "nowhere", says="ADDRESS:PORT")
        self.refused("serve", "--config", "none.toml", says="none.toml")
        (self.folder / "bad.toml").write_text("x = 1\n")
        self.refused("serve", "--config", "bad.toml", says="line 1: x is no setting")
        self.refused("serve", "--tokens", "none.toml", says="cannot be read")
        (self.folder / "tokens").write_text("[[principal]]\nname = 'a'\ntoken = 'vtr_x'\n")
        self.refused("serve", "--tokens", "tokens", says="line 3: token is no hash")
        self.refused("serve", "--db", "shop=none.db", says="none.db")
        self.refused("serve", "--certificate", "c.pem", says="private key")
        self.refused("mcp", "--db", "shop", says="NAME=PATH")
        self.refused("token", says="NAME")
        self.refused("token", "a\"b", says="quotes")


if __name__ == "__main__":
    unittest.main(verbosity=2)
