"""Messages after the torture tests of RFC 4475, each written anew for our address: (name, text, codes that are right; () = any
answer or none). `{to}` is HOST:PORT of the server, `{me}` ours, `{n}` unique."""

SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n"


def message(start="OPTIONS sip:x@{to} SIP/2.0", via="Via: SIP/2.0/UDP {me};branch=z9hG4bK{n};rport", sender="From: <sip:a@example.org>;tag=1",
            to="To: <sip:x@{to}>", call="Call-ID: {n}", cseq=None, more=(), length="Content-Length: 0", body=""):
    cseq = cseq or f"CSeq: 1 {start.split(' ', 1)[0]}"
    lines = [start, via, sender, to, call, cseq, *more, length]
    return "\r\n".join(line for line in lines if line is not None) + "\r\n\r\n" + body


MESSAGES = [
    ("folded and odd white space", "OPTIONS sip:x@{to} SIP/2.0\r\nTO :\r\n <sip:x@{to}>\r\nfrom   : \"A \\\\\\\" B\" \r\n  <sip:a@example.org>\r\n  ;\r\n  tag = 98\r\n"
     "MaX-fOrWaRdS: 0068\r\nCall-ID: {n}\r\nCseq: 0009\r\n  OPTIONS\r\nVia  : SIP  /   2.0\r\n /UDP\r\n    {me};branch=z9hG4bK{n};rport\r\nContent-length: 0\r\n\r\n", (200, 400)),
    ("wide range of characters in the method", message("!interesting-Method0123456789_*+`.%indeed'~ sip:x@{to} SIP/2.0"), (501,)),
    ("escaped characters in the URI", message("OPTIONS sip:sips%3Auser%40example.com@{to} SIP/2.0"), (200,)),
    ("an escaped null in a user", message("OPTIONS sip:null-%00-null@{to} SIP/2.0"), ()),
    ("percent that escapes nothing", message("RE%47IST%45R sip:x@{to} SIP/2.0"), (501, 400)),
    ("no space between name and bracket", message(sender="From: caller<sip:a@example.org>;tag=1"), (200,)),
    ("very long values", message(more=["Unknown-" + "long" * 20 + ": " + "unknown-" * 300], sender='From: "' + "amazingly " * 60 + '" <sip:a@example.org>;tag=1'), (200,)),
    ("another request after the first in one datagram", message() + message("MESSAGE sip:x@{to} SIP/2.0"), (200,)),
    ("semicolon in the user part", message("OPTIONS sip:user;par=u%40example.net@{to} SIP/2.0"), (200,)),
    ("unknown transports in Via", message(more=["Via: SIP/2.0/UNKNOWN t1.example.org;branch=z9hG4bKkdjuw", "Via: SIP/2.0/SCTP t3.example.com;branch=z9hG4bKxx"]), (200,)),
    ("a body of unknown type", message(more=["Content-Type: multipart/mixed;boundary=7a9cbec02ceef655"], length="Content-Length: 8", body="--7a9cbe"), (200,)),
    ("a response that nobody asked for", "SIP/2.0 200 = 2**3 * 5**2 \r\nVia: SIP/2.0/UDP {me};branch=z9hG4bK{n}\r\nCall-ID: {n}\r\nCSeq: 3 INVITE\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:b@c>;tag=2\r\nContent-Length: 0\r\n\r\n", ()),
    ("a response without a reason", "SIP/2.0 100\r\nVia: SIP/2.0/UDP {me};branch=z9hG4bK{n}\r\nCall-ID: {n}\r\nCSeq: 3 INVITE\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:b@c>\r\nContent-Length: 0\r\n\r\n", ()),
    ("stray separators", "INVITE sip:x@{to} SIP/2.0\r\nVia: SIP/2.0/UDP {me};;,;,,\r\nTo: <sip:x@{to}>;;tag=1\r\nFrom: <sip:a@b>;;,;,,tag=2\r\nCall-ID: {n}\r\nCSeq: 1 INVITE\r\n\r\n", ()),
    ("a length beyond the message", message(length="Content-Length: 9999", body=SDP), (400,)),
    ("a negative length", message(length="Content-Length: -999"), (400,)),
    ("numbers beyond their range", message(cseq="CSeq: 36893488147419103232 OPTIONS", more=["Max-Forwards: 300", "Expires: 10000000000000000000"]), (400,)),
    ("a quote that is not closed", message(to='To: "Mr. J. User <sip:x@{to}>'), ()),
    ("the URI in brackets", message("OPTIONS <sip:x@{to}> SIP/2.0"), (400, 416)),
    ("white space in the URI", message("OPTIONS sip:x@{to}; lr SIP/2.0"), ()),
    ("two spaces in the first line", message("OPTIONS  sip:x@{to}  SIP/2.0", cseq="CSeq: 1 OPTIONS"), ()),
    ("a space at the end of the first line", message("OPTIONS sip:x@{to} SIP/2.0  "), ()),
    ("headers in the URI", message("OPTIONS sip:x@{to}?Route=%3Csip:b.example.org%3E SIP/2.0"), ()),
    ("a broken date", message(more=["Date: Fri, 01 Jan 2010 16:00:00 EST"]), (200,)),
    ("a version that is not ours", message("OPTIONS sip:x@{to} SIP/7.0"), ()),
    ("CSeq of another method", message(cseq="CSeq: 8 INVITE"), (400,)),
    ("CSeq of another unknown method", message("NEWMETHOD sip:x@{to} SIP/2.0", cseq="CSeq: 8 INVITE"), (400,)),
    ("a status code beyond three digits", "SIP/2.0 4294967301 better not break the receiver\r\nVia: SIP/2.0/UDP {me};branch=z9hG4bK{n}\r\nCall-ID: {n}\r\nCSeq: 3 INVITE\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:b@c>;tag=2\r\n\r\n", ()),
    ("an empty branch", message(via="Via: SIP/2.0/UDP {me};branch=z9hG4bK;rport"), ()),
    ("hardly any header", "INVITE sip:x@{to} SIP/2.0\r\nCSeq: 193942 INVITE\r\nVia: SIP/2.0/UDP {me};branch=z9hG4bK{n};rport\r\nContent-Type: application/sdp\r\nContent-Length: 0\r\n\r\n", (400,)),
    ("an unknown scheme", message("OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0"), ()),
    ("a scheme of another world", message("OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0"), ()),
    ("unknown schemes in To and From", message(to="To: isbn:2983792873", sender="From: <http://www.example.com>;tag=1"), ()),
    ("extensions required", message(more=["Require: nothingSupportsThis, nothingSupportsThisEither"]), (420,)),
    ("an unknown body in an INVITE", message("INVITE sip:+390655501002@{to} SIP/2.0", more=["Contact: <sip:a@{me}>", "Content-Type: application/unknownformat"], length="Content-Length: 9", body="<audio/>\n"), (488, 400)),
    ("two values where one may be", message(more=["CSeq: 59 INVITE", "Call-ID: another", "Max-Forwards: 5", "From: <sip:b@c>;tag=3"]), (400,)),
    ("two lengths", message(more=["Content-Length: 13"], length="Content-Length: 5", body="abcdefgh"), (400,)),
    ("no hops left", message(more=["Max-Forwards: 0"]), (483,)),
    ("an address of everybody", message(via="Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK{n};rport"), ()),
    ("a request of 1996", "OPTIONS sip:x@{to} SIP/2.0\r\nVia: SIP/2.0/UDP {me}\r\nFrom: <sip:a@b>\r\nTo: <sip:x@{to}>\r\nCall-ID: {n}\r\nCSeq: 1 OPTIONS\r\n\r\n", ()),
    ("nothing but line ends", "\r\n\r\n\r\n", ()),
    ("not SIP at all", "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", ()),
    ("bytes", "\x00\x01\x02\x03\xff\xfe" * 50, ()),
]
