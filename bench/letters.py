"""The mails of the comparison with peers: per twenty, eleven plain, four with HTML, three with a PDF of 30 to 60 kB, one in
an old charset, one reply to an earlier mail of the set. The same seed gives the same bytes."""
import email.message
import email.policy
import random
from dataclasses import dataclass

CENTRE = "contact@informatiiconsulare.ro"
KINDS = ["plain"] * 11 + ["html"] * 4 + ["pdf"] * 3 + ["legacy", "reply"]
MATTERS = ["Reînnoirea pașaportului", "Acte pierdute înainte de zbor", "Certificat de naștere din străinătate", "Procură pentru vânzare",
           "Stadiul dosarului de cetățenie", "Titlu de călătorie", "Taxe și programare", "Căsătorie la consulat"]
SENTENCES = ["Locuiesc de mai mulți ani aici și nu pot veni în țară.", "Am depus toate actele, dar nu am primit niciun răspuns.",
             "Vă rog să îmi spuneți ce documente mai trebuie.", "Programarea pe care o am este abia luna viitoare.",
             "Soția mea are certificatul în original, tradus și legalizat.", "La ghișeu mi s-a spus să vă scriu la această adresă.",
             "Poliția locală mi-a dat o declarație de pierdere.", "Zborul este sâmbătă dimineață și nu îl pot amâna.",
             "Copilul s-a născut în străinătate și are nevoie de pașaport.", "Vă mulțumesc pentru înțelegere și aștept răspunsul dumneavoastră."]


@dataclass
class Letter:
    kind: str
    sender: str
    message_id: str
    subject: str
    raw: bytes


def text_of(rnd, sentences):
    return "\n".join(" ".join(rnd.choice(SENTENCES) for _ in range(2)) for _ in range(sentences // 2)) + "\n"


def letters(count, seed=1):
    """`count` letters, each one from one of count/3 senders."""
    rnd, made = random.Random(seed), []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        answered = rnd.choice(made) if kind == "reply" and made else None
        mail = email.message.EmailMessage(policy=email.policy.SMTP)
        sender = answered.sender if answered else f"cetatean{rnd.randrange(max(1, count // 3))}@example.org"
        subject = f"Re: {answered.subject}" if answered else f"{rnd.choice(MATTERS)} ({seed}/{number})"
        message_id = f"<letters.{seed}.{number}@example.org>"
        mail["From"] = email.headerregistry.Address("Șerban Țiriac-Probă", addr_spec=sender)
        mail["To"], mail["Subject"], mail["Message-ID"] = CENTRE, subject, message_id
        mail["Date"] = f"Mon, 2 Nov 2026 {8 + number // 3600 % 12:02}:{number // 60 % 60:02}:{number % 60:02} +0200"
        if answered:
            mail["In-Reply-To"] = mail["References"] = answered.message_id
        body = text_of(rnd, rnd.randrange(8, 40))
        if kind == "legacy":
            old = body.replace("ș", "ş").replace("ț", "ţ")
            mail.set_content(old, charset=("windows-1250", "iso-8859-2")[number // 20 % 2], cte="quoted-printable")
        else:
            mail.set_content(body, cte="8bit")
        if kind == "html":
            mail.add_alternative("<html><body><p>" + body.replace("\n", "</p>\n<p>") + "</p></body></html>\n", subtype="html", cte="8bit")
        if kind == "pdf":
            scan = b"%PDF-1.4\n" + rnd.randbytes(rnd.randrange(30_000, 60_000))
            mail.add_attachment(scan, maintype="application", subtype="pdf", filename=f"act-{number}.pdf")
        made.append(Letter("plain" if kind == "reply" and not answered else kind, sender, message_id, subject, mail.as_bytes()))
    return made
