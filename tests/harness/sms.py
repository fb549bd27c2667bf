"""The simulated SMS gateway (sim/sms_gateway), started beside a running program."""
import json
import subprocess
import urllib.error
import urllib.parse
import urllib.request

from harness.engines import free_port
from harness.server import BINARY

USER, SECRET, INCOMING = "centru", "parola-portii", "secretul-portii"


class SmsGateway:
    def __init__(self):
        self.port = free_port()
        self.process = None

    def settings(self):
        """What the program is told, so that it finds the gateway."""
        return {"sms__url": f"http://127.0.0.1:{self.port}/cgi-bin/sendsms", "sms__user": USER, "sms__secret": SECRET,
                "sms__from": "1234", "sms__incoming_secret": INCOMING, "sms__price": 45}

    def start(self, centre, secret=SECRET):
        self.process = subprocess.Popen(
            [str(BINARY), "simulate", "sms-gateway", "--centre", centre, "--port", str(self.port), "--user", USER,
             "--secret", secret, "--incoming-secret", INCOMING], stdout=subprocess.PIPE)
        assert json.loads(self.process.stdout.readline())["simulator"] is True
        return self

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(10)
            self.process.stdout.close()
            self.process = None

    def sent(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sent", timeout=10) as reply:
            return [json.loads(line) for line in reply.read().decode().splitlines()]

    def phone(self, number, text, ref):
        """A phone writes; the status with which the centre took it."""
        query = urllib.parse.urlencode({"id": ref, "from": number, "to": "1234"})
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/phone?{query}", data=text.encode(), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=20) as reply:
                return reply.status
        except urllib.error.HTTPError as error:
            return error.code
