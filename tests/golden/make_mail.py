"""Writes the golden mails tests/golden/mail/NNN-name.eml. Binary parts are built here, so that they can be reviewed.

    python3 tests/golden/make_mail.py              # the mails
    python3 tests/golden/make_mail.py BINARY       # and their .json as `BINARY mail parse` reads them: review the diff
"""
import base64
import io
import json
import pathlib
import struct
import subprocess
import sys
import zipfile
import zlib

FOLDER = pathlib.Path(__file__).parent / "mail"
TEXT = "Bună ziua, mi-am pierdut pașaportul la Roma și aștept un răspuns. Vă mulțumesc!\n"
CEDILLA = TEXT.replace("ș", "ş").replace("ț", "ţ")
PDF = b"%PDF-1.4\n%%EOF\n"
CASES = []


def mail(name, body=b"", subject="Proba", sender="Ana Popescu <ana@example.org>", extra="", raw=None):
    """One case; `body` begins with the Content headers."""
    if raw is None:
        head = (f"From: {sender}\nTo: contact@example.org\nSubject: {subject}\nDate: Tue, 24 Nov 2026 08:15:00 +0200\n"
                f"Message-ID: <{len(CASES)}@example.org>\nMIME-Version: 1.0\n{extra}")
        body = body.encode() if isinstance(body, str) else body
        raw = head.encode("utf-8", "surrogateescape") + body
    CASES.append((name, raw))


def text(words=TEXT, charset="utf-8", label=None, encoding="8bit"):
    label = charset if label is None else label
    kind = f"; charset={label}" if label else ""
    return f"Content-Type: text/plain{kind}\nContent-Transfer-Encoding: {encoding}\n\n".encode() + words.encode(charset)


def coded(kind, data, rest=""):
    return f"Content-Type: {kind}\nContent-Transfer-Encoding: base64\n{rest}\n".encode() + base64.encodebytes(data)


def multi(kind, *parts, boundary="b1"):
    out = f"Content-Type: multipart/{kind}; boundary=\"{boundary}\"\n\n".encode()
    for part in parts:
        out += f"--{boundary}\n".encode() + part + b"\n"
    return out + f"--{boundary}--\n".encode()


def attribute(level, number, data):
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def prop(kind, number, data):
    return struct.pack("<HHII", kind, number, 1, len(data)) + data + b"\0" * (-len(data) % 4)


def tnef():
    out = struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00018004, b"Din Outlook\0")
    for short, long, data in (("CERERE~1.PDF", "cerere pașaport.pdf", PDF), ("NOTA.TXT", "notă.txt", b"nota")):
        props = struct.pack("<I", 1) + prop(0x1F, 0x3707, (long + "\0").encode("utf-16-le"))
        out += attribute(2, 0x00069002, b"\0" * 14) + attribute(2, 0x00018010, short.encode() + b"\0")
        out += attribute(2, 0x0006800F, data) + attribute(2, 0x00069005, props)
    return out


def packed_rtf(rtf, checksum=None):
    """PR_RTF_COMPRESSED with literals only ([MS-OXRTFCP]); its CRC begins with 0 and is not inverted."""
    out, next_place = bytearray(), 207
    for at in range(0, len(rtf) + 1, 8):
        piece = rtf[at:at + 8]
        out += bytes([0 if len(piece) == 8 else 1 << len(piece)]) + piece
        next_place = (next_place + len(piece)) % 4096
        if len(piece) < 8:
            out += struct.pack(">H", next_place << 4)
    crc = ~zlib.crc32(bytes(out), 0xFFFFFFFF) & 0xFFFFFFFF if checksum is None else checksum
    return struct.pack("<II4sI", len(out) + 12, len(rtf), b"LZFu", crc) + bytes(out)


def rich_tnef(rtf, checksum=None):
    props = struct.pack("<I", 1) + prop(0x102, 0x1009, packed_rtf(rtf, checksum))
    return struct.pack("<IH", 0x223E9F78, 1) + attribute(1, 0x00069003, props)


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name.replace("__", "."), (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


def encrypted_zip():
    data = bytearray(zipped(secret__txt=b"x"))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def path_zip():
    return zipped(aa_evil=b"x").replace(b"aa_evil", b"../evil")


NESTED = (b"From: Ion <ion@example.org>\nSubject: =?utf-8?q?Mesaj_original_=C8=99ters?=\nMessage-ID: <vechi@example.org>\n\n"
          b"textul vechi\n")
STATUS = (b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; ana@example.org\n"
          b"Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown user\n")
HTML = "<p>Bun\u0103 ziua, <b>Rom\u00e2nia</b></p><script>alert(1)</script>"


def html(words=HTML):
    return b"Content-Type: text/html; charset=utf-8\n\n" + words.encode()


def charsets():
    mail("utf8", text())
    for charset in ("windows-1250", "iso-8859-2", "iso-8859-16"):
        words = TEXT if charset.endswith("16") else CEDILLA
        mail(charset, text(words, charset))
        mail(charset + "-no-label", text(words, charset, ""))
        mail(charset + "-wrong-label", text(words, charset, "iso-8859-1"))
        mail(charset + "-as-utf8", text(words, charset, "utf-8"))
    mail("utf8-no-label", text(label=""))
    mail("utf8-as-latin1", text(label="iso-8859-1"))
    mail("cp1250-alias", text(CEDILLA, "windows-1250", "cp1250"))
    mail("unknown-charset", text(label="x-nimic"))
    mail("x-unknown", text(label="x-unknown"))
    mail("latin1-french", text("déjà vu à l'été\n", "iso-8859-1"))
    mail("koi8", text("Здравствуйте, я потерял паспорт в Бухаресте\n", "koi8-r"))
    mail("utf16-base64", coded("text/plain; charset=utf-16", TEXT.encode("utf-16")))


def headers():
    mail("word-q", text(), "=?utf-8?q?Pa=C8=99aport_pierdut?=")
    mail("word-unclosed", text(), "=?utf-8?q?Pa=C8=99aport")
    mail("word-unpadded", text(), "=?utf-8?B?UGHImWFwb3J0IG5vdQ?=")
    mail("word-cut-character", text(), "=?utf-8?q?Pa=C8?= =?utf-8?q?=99aport?=")
    mail("word-1250", text(), "=?windows-1250?q?Pa=BAaport?=")
    mail("word-in-name", text(), sender="=?utf-8?q?=C8=98tefan_Ionescu?= <stefan@example.org>")
    mail("raw-8bit-subject", text(), "Pașaport nou")
    mail("name-with-comma", text(), sender='"Popescu, Ana" <ana@EXAMPLE.org>')
    mail("nul-in-header", text(), "Pasa\0port")
    mail("folded", text(), "un subiect\n foarte lung")
    mail("many-recipients", text(), extra="Cc: Grup: a@example.org, B <b@example.org>;\n")
    mail("broken-ids", text(), extra="In-Reply-To: <a@example.org> \"text\" <c@example.org>\nReferences: <x @example.org>\n <y@example.org>\n")
    mail("double-type", b"Content-Type: text/plain; charset=utf-8\n" + html("fara <b>html</b>"))
    mail("no-sender", raw=b"Subject: fara expeditor\n\ntext\n")
    mail("bad-date", raw=b"From: a@example.org\nDate: ieri\nSubject: data\n\ntext\n")
    mail("mbox-line", raw=b"From ana@example.org Tue Nov 24 08:15:00 2026\nFrom: ana@example.org\nSubject: mbox\n\ntext\n")
    mail("bare-cr", raw=b"From: ana@example.org\rSubject: cr\r\runu\rdoi\r")
    mail("mixed-line-ends", raw=b"From: ana@example.org\r\nSubject: amestec\n\nunu\r\ndoi\r\n")
    mail("empty", raw=b"")
    mail("body-only", raw=b"\nnumai text\n")


def bodies():
    mail("alternative", multi("alternative", text("simplu\n"), html()))
    mail("html-only", html())
    mail("empty-plain", multi("alternative", text("\n"), html()))
    mail("related", multi("related", html('<img src="cid:i1">poza'), coded("image/png; name=p.png", b"\x89PNG", "Content-ID: <i1@x>\n")))
    mail("attachment", multi("mixed", text("vezi\n"), coded("application/pdf", PDF, "Content-Disposition: attachment; filename=a.pdf\n")))
    mail("two-texts", multi("mixed", text("unu\n"), text("doi\n")))
    mail("unnamed", multi("mixed", text("x\n"), coded("image/jpeg", b"\xff\xd8")))
    mail("no-boundary", b"Content-Type: multipart/mixed\n\n--q\nContent-Type: text/plain\n\nunu\n--q\nContent-Type: text/plain\n\ndoi\n--q--\n")
    mail("unused-boundary", b"Content-Type: multipart/mixed; boundary=z\n\nnumai text\n")
    mail("cut-off", multi("mixed", text("unu\n"), coded("application/pdf; name=a.pdf", PDF))[:-30])
    mail("flowed", b"Content-Type: text/plain; format=flowed; charset=utf-8\n\nUn rand \nlung.\n> citat \n> doi\n-- \nAna\n")
    mail("quoted-printable", b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nPa=C8=99a=\nport\n")
    mail("base64-no-padding", b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nU2FsdXQ\n")
    mail("calendar", b"Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Programare\n"
                     b"DTSTART:20261201T090000Z\nLOCATION:Roma\nEND:VEVENT\nEND:VCALENDAR\n")
    mail("nested", multi("mixed", text("vezi\n"), b"Content-Type: message/rfc822\n\n" + NESTED))
    mail("forwarded-inline", text("Spre stiinta\n\n---------- Forwarded message ---------\nDe la: Ion <ion@example.org>\nSubiect: x\n\nbuna\n"))
    mail("signed", multi("signed", text("semnat\n"), coded("application/pkcs7-signature; name=smime.p7s", b"\x30\x80")))
    mail("smime-encrypted", coded("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", b"\x30\x80"))
    mail("pgp-encrypted", multi("encrypted", b"Content-Type: application/pgp-encrypted\n\nVersion: 1\n",
                                b"Content-Type: application/octet-stream; name=encrypted.asc\n\n-----BEGIN PGP MESSAGE-----\n"))


def names_and_files():
    def named(name, parameters, kind="application/pdf", data=PDF):
        mail(name, multi("mixed", text("x\n"), coded(kind, data, f"Content-Disposition: attachment; {parameters}\n")))
    named("rfc2231", "filename*=utf-8''pa%C8%99aport.pdf")
    named("rfc2231-pieces", 'filename*0="foarte "; filename*1="lung.pdf"')
    named("path-name", 'filename="../../etc/x.pdf"')
    named("windows-path", 'filename="C:\\temp\\x.pdf"')
    named("long-name", f"filename={'x' * 1000}.pdf")
    named("turned-name", "filename*=utf-8''a%E2%80%AEfdp.exe")
    named("zip-encrypted", "filename=s.zip", "application/zip", encrypted_zip())
    named("zip-path", "filename=p.zip", "application/zip", path_zip())
    named("zip-bomb", "filename=b.zip", "application/zip", zipped(zero__bin=bytes(3_000_000)))
    named("program", "filename=factura.pdf", data=b"MZ\x90\0")
    mail("winmail", multi("mixed", text("x\n"), coded("application/ms-tnef; name=winmail.dat", tnef())))
    mail("winmail-broken", multi("mixed", text("x\n"), coded("application/ms-tnef; name=winmail.dat", b"nimic")))


def automatic():
    report = 'report; report-type={}'
    mail("dsn", multi(report.format("delivery-status"), text("nelivrat\n"), STATUS, b"Content-Type: message/rfc822\n\n" + NESTED),
         "Undelivered Mail Returned to Sender", "MAILER-DAEMON@example.org")
    mail("mdn", multi(report.format("disposition-notification"), text("citit\n"),
                      b"Content-Type: message/disposition-notification\n\nDisposition: manual-action; displayed\n"))
    mail("arf", multi(report.format("feedback-report"), text("spam\n"), b"Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n"))
    mail("vacation", text(), extra="Auto-Submitted: auto-replied (vacation)\n")
    mail("exchange-oof", text(), "Automatic reply: Proba", extra="X-Auto-Response-Suppress: All\n")
    mail("german-oof", text(), "=?utf-8?q?Automatische_Antwort=3A_Pass?=")
    mail("exchange-normal", text(), extra="X-Auto-Response-Suppress: DR, OOF, AutoReply\n")
    mail("list", text(), extra="List-Id: <stiri.example.org>\n")
    mail("newsletter", text(), extra="Precedence: bulk\nList-Unsubscribe: <https://example.org/u>\n")
    mail("own-loop", text(), extra="X-Aproape-Loop: t.1\n")


def rich_text():
    def winmail(name, data):
        mail(name, multi("mixed", coded("application/ms-tnef; name=winmail.dat", data)))
    plain = rb"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0\fcharset238 Arial;}}\f0 Bun\'e3 ziua,\par pa\'baaport pierdut la Roma.\par}"
    winmail("winmail-rtf", rich_tnef(plain))
    winmail("winmail-rtf-damaged", rich_tnef(plain, checksum=1))
    winmail("winmail-rtf-html", rich_tnef(rb"{\rtf1\ansi\ansicpg1250\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\par\htmlrtf0 "
                                          rb"Bun\'e3 ziua{\*\htmltag84 <br>}\htmlrtf\line\htmlrtf0 Ana{\*\htmltag72 </p>}}"))


def older_forms():
    mail("uuencoded-body", b"\nAtasat:\nbegin 644 ../scan.pdf\n%)5!$1BT`\n`\nend\nMultumesc\n")
    mail("utf7-body", b"Content-Type: text/plain; charset=utf-7\n\nPa+Ahk-aport\n")
    mail("utf7-subject", text(), "=?utf-7?q?Pa+Ahk-aport?=")
    mail("1250-as-8859-2", text("„Paşaport” pierdut în staţie\n", "windows-1250", "iso-8859-2"))
    mail("gb18030", text("我丢了护照\n", "gb18030", "gb2312"))
    mail("koi8-no-label", text("Здравствуйте, я потерял паспорт в Бухаресте\n", "koi8-r", ""))
    mail("forwarded-outlook-german", text("Bitte um Bearbeitung\n\nVon: Ion <ion@example.org>\nGesendet: Montag\nAn: x@example.org\nBetreff: x\n\nbuna\n"))
    mail("sendmail-bounce", text("   ----- The following addresses had permanent fatal errors -----\n<ana@example.org>\n\n"
                                 "   ----- Transcript of session follows -----\n550 5.1.1 <ana@example.org>... User unknown\n"),
         "Returned mail: see transcript for details", "MAILER-DAEMON@example.org")


for group in (charsets, headers, bodies, names_and_files, automatic, rich_text, older_forms):
    group()
FOLDER.mkdir(exist_ok=True)
for number, (name, raw) in enumerate(CASES):
    path = FOLDER / f"{number:03}-{name}.eml"
    path.write_bytes(raw)
    if len(sys.argv) > 1:
        line = subprocess.run([sys.argv[1], "mail", "parse", path.name], cwd=FOLDER, check=True, stdout=subprocess.PIPE).stdout
        path.with_suffix(".json").write_text(json.dumps(json.loads(line), ensure_ascii=False, indent=1) + "\n")
