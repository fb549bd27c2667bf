"""A keep-alive HTTP client for timing: one connection, so that a figure is the server's and not the handshake's."""
import http.client
import json
import time
import urllib.parse


class SlowDown(Exception):
    def __init__(self, seconds):
        super().__init__(f"asked to wait {seconds} s")
        self.seconds = seconds


class Client:
    def __init__(self, base, token):
        where = urllib.parse.urlsplit(base)
        self.connection = http.client.HTTPConnection(where.hostname, where.port, timeout=120)
        self.headers = {"Authorization": f"Bearer {token}"}

    def request(self, method, path, body=None, headers=None):
        """Status, headers and body of one request."""
        sent = {**self.headers, **(headers or {})}
        if body is not None:
            body = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        self.connection.request(method, "/api/v1" + path, body, sent)
        reply = self.connection.getresponse()
        return reply.status, reply.headers, reply.read()

    def get(self, path):
        status, headers, body = self.request("GET", path)
        if status == 429:
            raise SlowDown(float(headers.get("Retry-After") or 1))
        if status != 200:
            raise RuntimeError(f"{path}: {status} {body[:300]!r}")
        return json.loads(body)

    def times(self, paths, count):
        """Milliseconds of `count` GETs, over `paths` in turn; the first round is not counted."""
        taken = []
        while len(taken) < len(paths) + count:
            began = time.perf_counter()
            try:
                self.get(paths[len(taken) % len(paths)])
            except SlowDown as refused:  # no account may ask so often: wait, and do not count this one
                time.sleep(refused.seconds)
                continue
            taken.append((time.perf_counter() - began) * 1000)
        return taken[len(paths):]
