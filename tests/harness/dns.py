"""A name server for tests: answers TXT, A and MX from a table, "no such name" for all else. UDP on loopback."""
import socket
import struct
import threading

TYPES = {"A": 1, "MX": 15, "TXT": 16}


def name_in(packet, at):
    labels = []
    while (size := packet[at]) != 0:
        labels.append(packet[at + 1:at + 1 + size].decode("ascii", "replace").lower())
        at += size + 1
    return ".".join(labels), at + 1


def encoded(kind, value):
    if kind == "A":
        return socket.inet_aton(value)
    if kind == "MX":
        return struct.pack(">H", 10) + b"".join(bytes([len(p)]) + p.encode() for p in value.split(".")) + b"\0"
    pieces = [value[i:i + 255].encode() for i in range(0, len(value), 255)]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces)


class Dns:
    """`table`: (name, type) -> value; may be changed while it runs."""

    def __init__(self, table):
        self.table = table
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                packet, client = self.socket.recvfrom(4096)
                name, end = name_in(packet, 12)
                kind = struct.unpack(">H", packet[end:end + 2])[0]
                question = packet[12:end + 4]
                known = any(n == name for n, _ in self.table)
                value = next((v for (n, t), v in self.table.items() if n == name and TYPES[t] == kind), None)
                word = next((t for t, number in TYPES.items() if number == kind), None)
                answer = b""
                if value is not None:
                    data = encoded(word, value)
                    answer = b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 60, len(data)) + data
                flags = 0x8580 if known else 0x8583
                self.socket.sendto(packet[:2] + struct.pack(">HHHHH", flags, 1, 1 if answer else 0, 0, 0) + question + answer, client)
            except (OSError, IndexError, struct.error):
                if self.socket.fileno() < 0:
                    return

    def close(self):
        self.socket.close()
