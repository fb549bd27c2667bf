"""A citizen's browser without scripts: keeps cookies, follows redirects, sends forms as a page has them."""
import html
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid


class Browser:
    def __init__(self, server, language="ro"):
        self.base = server.ready["http"]
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.language = language
        self.status = self.text = self.path = None

    def _ask(self, path, data=None, headers=()):
        request = urllib.request.Request(self.base + path, data=data, headers={"Accept-Language": self.language, **dict(headers)})
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            self.status, self.text = answer.status, answer.read().decode()
            self.path = urllib.parse.urlsplit(answer.url).path
            self.headers = answer.headers
        return self

    def get(self, path):
        return self._ask(path)

    def hidden(self):
        """The hidden fields of the page."""
        return {html.unescape(name): html.unescape(value)
                for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', self.text)}

    def send(self, fields, path=None, **more):
        """Posts the form of the page that is open."""
        data = urllib.parse.urlencode({**self.hidden(), **fields}).encode()
        return self._ask(path or self.path, data, more.get("headers", ()))

    def upload(self, files, fields=None, field="file"):
        boundary = uuid.uuid4().hex
        parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
                 for name, value in {**self.hidden(), **(fields or {})}.items()]
        for name, content in files:
            parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
                         f"Content-Type: application/octet-stream\r\n\r\n".encode() + content + b"\r\n")
        parts.append(f"--{boundary}--\r\n".encode())
        return self._ask(self.path, b"".join(parts), {"Content-Type": f"multipart/form-data; boundary={boundary}"})
