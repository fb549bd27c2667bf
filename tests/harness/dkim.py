"""Signs a message with DKIM (RFC 6376: relaxed/relaxed, rsa-sha256) by the openssl command: what a sender's server does."""
import base64
import hashlib
import pathlib
import re
import subprocess
import tempfile


class Signer:
    def __init__(self, domain, selector="s1"):
        self.domain, self.selector = domain, selector
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="aproape-dkim-"))
        self.key = self.folder / "key.pem"
        subprocess.run(["openssl", "genrsa", "-out", str(self.key), "2048"], check=True, capture_output=True)
        public = subprocess.run(["openssl", "rsa", "-in", str(self.key), "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout
        self.record = {(f"{selector}._domainkey.{domain}", "TXT"): "v=DKIM1; k=rsa; p=" + base64.b64encode(public).decode()}

    def sign(self, raw):
        head, _, body = raw.partition(b"\r\n\r\n")
        lines = re.sub(rb"[ \t]+", b" ", re.sub(rb"[ \t]+\r\n", b"\r\n", body))
        lines = lines.rstrip(b"\r\n") + b"\r\n" if lines.strip() else b""
        fields = dict((name.lower(), value) for name, value in re.findall(rb"^([^:\s]+):((?:.|\r\n[ \t])*)", head.replace(b"\r\n", b"\n"), re.M))
        fields = {name: value.replace(b"\n", b"\r\n") for name, value in fields.items()}
        names = [name for name in (b"from", b"to", b"subject", b"date", b"message-id") if name in fields]
        body_hash = base64.b64encode(hashlib.sha256(lines).digest()).decode()
        value = (f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={self.domain}; s={self.selector}; "
                 f"h={':'.join(n.decode() for n in names)}; bh={body_hash}; b=")

        def relaxed(name, text):
            return name + b":" + re.sub(rb"[ \t]+", b" ", text.replace(b"\r\n", b"")).strip()
        signed = b"".join(relaxed(name, fields[name]) + b"\r\n" for name in names) + relaxed(b"dkim-signature", value.encode())
        signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", str(self.key)], input=signed, check=True, capture_output=True).stdout
        return b"DKIM-Signature: " + value.encode() + base64.b64encode(signature) + b"\r\n" + raw
