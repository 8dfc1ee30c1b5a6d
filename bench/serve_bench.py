#!/usr/bin/env python3
"""What the server carries: serve_bench.py VITRINE [--smoke]

Requests a second of print(1+1) over keep-alive HTTP with wrk on the same machine, and how a polite client fares beside
ten thousand idle connections and a thousand clients that send their requests byte by byte.
"""

import argparse
import http.client
import json
import re
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

CODE = json.dumps({"code": "print(1+1)"})
SCRIPT = f"""
wrk.method = "POST"
wrk.body = {json.dumps(CODE)}
wrk.headers["Content-Type"] = "application/json"
"""


def start(vitrine, folder):
    settings = Path(folder, "vitrine.toml")
    settings.write_text("listen = '127.0.0.1:0'\nlog_level = 'warning'\n[quotas]\nruns_per_minute = 100_000_000\nruns_at_once = 1000\n")
    process = subprocess.Popen([vitrine, "serve", "--config", settings, "--store", Path(folder, "store.db")],
                               stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if found := re.search(r"127\.0\.0\.1:(\d+)", line):
            threading.Thread(target=process.stderr.read, daemon=True).start()
            return process, int(found[1])
    sys.exit("the server did not start")


def throughput(port, seconds, connections, folder):
    script = Path(folder, "post.lua")
    script.write_text(SCRIPT)
    done = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", script,
                           f"http://127.0.0.1:{port}/v1/run"], capture_output=True, text=True, check=True)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", done.stdout).groups()
    p99_ms = float(value) * {"us": 1e-3, "ms": 1, "s": 1e3}[unit]
    if "Non-2xx" in done.stdout:
        sys.exit(done.stdout)
    return rate, p99_ms


def polite(port, seconds):
    """One client, one request after the other; the 50th and 99th percentile in ms."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    times = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begin = time.perf_counter()
        connection.request("POST", "/v1/run", CODE)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            sys.exit(f"status {answer.status}")
        times.append((time.perf_counter() - begin) * 1e3)
    times.sort()
    return times[len(times) // 2], times[len(times) * 99 // 100]


def crowd(port, idle, slow):
    """Connections that stay, and a thread that feeds the slow ones byte by byte."""
    connections = []
    for _ in range(idle + slow):
        connection = socket.create_connection(("127.0.0.1", port))
        connections.append(connection)
    head = f"POST /v1/run HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 1000\r\n\r\n".encode()
    stop = threading.Event()

    def feed():
        at = 0
        while not stop.is_set():
            for connection in connections[idle:]:
                try:
                    connection.send(head[at:at + 1] or b" ")
                except OSError:
                    pass
            at += 1
            stop.wait(0.5)

    feeder = threading.Thread(target=feed)
    feeder.start()

    def leave():
        stop.set()
        feeder.join()
        for connection in connections:
            connection.close()

    return leave


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("vitrine")
    parser.add_argument("--smoke", action="store_true", help="only see that it works")
    arguments = parser.parse_args()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    seconds = 1 if arguments.smoke else 10
    idle, slow = (100, 10) if arguments.smoke else (min(10_000, hard - 2000), 1000)
    with tempfile.TemporaryDirectory(prefix="vitrine-bench-") as folder:
        process, port = start(arguments.vitrine, folder)
        try:
            polite(port, 0.5)
            rate, p99 = throughput(port, seconds, 16, folder)
            print(f"print(1+1) over keep-alive HTTP, 16 connections: {rate:.0f} requests a second, p99 {p99:.1f} ms")
            alone = polite(port, seconds / 2)
            leave = crowd(port, idle, slow)
            beside = polite(port, seconds / 2)
            leave()
            print(f"a polite client alone:                 median {alone[0]:.2f} ms, p99 {alone[1]:.2f} ms")
            print(f"beside {idle} idle and {slow} slow ones: median {beside[0]:.2f} ms, p99 {beside[1]:.2f} ms "
                  f"({beside[1] / alone[1]:.2f} times)")
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    main()
