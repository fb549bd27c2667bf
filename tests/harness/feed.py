"""A client of the live feed (docs/api.md): notes each event with its cursor, in the order in which they came."""
import base64
import json
import os
import socket
import struct
import threading
import urllib.parse


class Feed:
    def __init__(self, server, cursor=None):
        where = urllib.parse.urlsplit(server.ready["http"])
        self.events, self.resynced = [], False
        self.socket = socket.create_connection((where.hostname, where.port), timeout=30)
        query = "?cursor=" + urllib.parse.quote(cursor) if cursor else ""
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall((f"GET /api/v1/feed{query} HTTP/1.1\r\nHost: {where.netloc}\r\nOrigin: {server.ready['http']}\r\n"
                             f"Authorization: Bearer {server.token}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        self.stream = self.socket.makefile("rb")
        assert b" 101 " in self.stream.readline()
        while self.stream.readline() not in (b"\r\n", b""):
            pass
        self.socket.settimeout(None)
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()

    def _exactly(self, size):
        got = self.stream.read(size)
        if len(got) < size:
            raise ConnectionError
        return got

    def _listen(self):
        """Frames of a server are neither masked nor, here, in fragments (RFC 6455)."""
        try:
            while True:
                first, size = self._exactly(2)
                if size == 126:
                    size, = struct.unpack(">H", self._exactly(2))
                elif size == 127:
                    size, = struct.unpack(">Q", self._exactly(8))
                payload = self._exactly(size)
                if first & 15 == 9:
                    self.socket.sendall(bytes((0x8A, 0x80 | size)) + bytes(4) + payload)
                elif first & 15 == 1:
                    said = json.loads(payload)
                    self.resynced = self.resynced or said["type"] == "resync"
                    if said["type"] == "event":
                        self.events.append((said["cursor"], said["event"]["type"], said["event"].get("case")))
        except (OSError, ValueError):
            pass

    @property
    def cursor(self):
        return self.events[-1][0]

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.thread.join(10)
        self.socket.close()
