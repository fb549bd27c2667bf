"""Mails as citizens send them, and the sinks that take ours. Standard library only: an independent reader."""
import email
import email.message
import email.policy
import itertools
import smtplib
import socket
import ssl
import threading

_count = itertools.count(1)
CENTRE = "contact@informatiiconsulare.ro"


def message(subject="Pașaport pierdut la Roma", text="Bună ziua, mi-am pierdut pașaportul la Roma.\n",
            sender="daniela.craciun@example.org", name="Daniela Crăciun", to=CENTRE, attachments=(), headers=(), html=None):
    mail = email.message.EmailMessage(policy=email.policy.SMTP)
    mail["From"] = email.headerregistry.Address(name, addr_spec=sender)
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = "Tue, 24 Nov 2026 10:00:00 +0200"
    if not any(key.lower() == "message-id" for key, _ in headers):
        mail["Message-ID"] = f"<test.{next(_count)}.{threading.get_ident()}@example.org>"
    for key, value in headers:
        mail[key] = value
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    for filename, content, kind in attachments:
        main, sub = kind.split("/")
        mail.add_attachment(content, maintype=main, subtype=sub, filename=filename)
    return mail


def send(server, mail, sender=None, to=(CENTRE,), door="smtp"):
    """Delivers through the real door; raises smtplib's errors."""
    kind = smtplib.LMTP if door == "lmtp" else smtplib.SMTP
    host, port = server.address(door)
    with kind(host, port, timeout=60) as client:
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        client.sendmail(sender if sender is not None else "daniela.craciun@example.org" if isinstance(mail, bytes)
                        else mail["From"].addresses[0].addr_spec, list(to), raw, mail_options=["BODY=8BITMIME"])


class Sink:
    """A relay that takes our mail and keeps it. `script` answers RCPT by address: a code, or None for 250."""

    def __init__(self, port=0):
        self.listener = socket.create_server(("127.0.0.1", port))
        self.port = self.listener.getsockname()[1]
        self.messages = []      # (envelope sender, [recipients], parsed message, raw)
        self.answer = {}        # address -> "550 5.1.1 no such user"
        self.greeting = "220 sink ESMTP"
        self.tls = None         # an ssl.SSLContext: STARTTLS is offered
        self.utf8 = True        # SMTPUTF8 is offered
        self.mail_lines = []    # MAIL commands as they came
        self.encrypted = 0      # messages that came by TLS
        self.closed = False
        self.guard = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def _accept(self):
        while not self.closed:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(client,), daemon=True).start()

    def _talk(self, client):
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # many small answers: none waits for an ACK
        stream = client.makefile("rwb")

        def say(line):
            stream.write(line.encode() + b"\r\n")
            stream.flush()
        try:
            say(self.greeting)
            sender, recipients = None, []
            while line := stream.readline():
                words = line.decode("utf-8", "replace").strip()
                verb = words[:4].upper()
                if verb == "EHLO":
                    say("250-sink")
                    say("250-8BITMIME")
                    if self.utf8:
                        say("250-SMTPUTF8")
                    if self.tls and not isinstance(client, ssl.SSLSocket):
                        say("250-STARTTLS")
                    say("250 ENHANCEDSTATUSCODES")
                elif verb == "STAR" and self.tls:
                    say("220 2.0.0 go")
                    client = self.tls.wrap_socket(client, server_side=True)
                    stream = client.makefile("rwb")
                elif verb == "HELO":
                    say("250 sink")
                elif verb == "MAIL":
                    self.mail_lines.append(words)
                    sender, recipients = words[words.index("<") + 1:words.index(">")], []
                    say("250 2.1.0 ok")
                elif verb == "RCPT":
                    address = words[words.index("<") + 1:words.index(">")]
                    answer = self.answer.get(address)
                    if answer is None:
                        recipients.append(address)
                    say(answer or "250 2.1.5 ok")
                elif verb == "DATA":
                    say("354 go")
                    raw = bytearray()
                    while (part := stream.readline()) != b".\r\n":
                        if not part:
                            return
                        raw += part[1:] if part.startswith(b".") else part
                    parsed = email.message_from_bytes(bytes(raw), policy=email.policy.default)
                    with self.guard:
                        self.encrypted += isinstance(client, ssl.SSLSocket)
                        self.messages.append((sender, recipients, parsed, bytes(raw)))
                    say("250 2.0.0 taken")
                elif verb == "QUIT":
                    say("221 2.0.0 bye")
                    return
                else:
                    say("250 2.0.0 ok")
        except (OSError, ValueError):
            pass
        finally:
            client.close()

    def to(self, address):
        with self.guard:
            return [parsed for _, recipients, parsed, _ in self.messages if address in recipients]

    def close(self):
        self.closed = True
        try:
            self.listener.shutdown(socket.SHUT_RDWR)  # a thread waiting in accept() would keep the port open
        except OSError:
            pass
        self.listener.close()
