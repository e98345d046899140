"""Reports as web pages saved in one file (MHTML), with Python's email package."""

from email import policy
from email.message import EmailMessage


def mhtml(page, charset="utf-8", encoding="quoted-printable", browser="Blink"):
    """The bytes of a saved page: the page itself, and a style sheet and a picture as it refers to them."""
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = f"<Saved by {browser}>"
    message["MIME-Version"] = "1.0"
    html = part("text", "html", page.encode(charset, "xmlcharrefreplace"), encoding, "https://www.example.invalid/nb.html")
    html.set_param("charset", charset)
    message["Content-Type"] = "multipart/related"
    message.set_param("type", "text/html")
    message.set_boundary("----=_NextPart_01DA4B90.7F000001")
    for piece in (html, part("text", "css", b"td{border:1px solid #000}", encoding, "cid:css@example.invalid"),
                  part("image", "gif", PIXEL, "base64", "https://www.example.invalid/logo.gif")):
        message.attach(piece)
    return message.as_bytes()


# One transparent pixel.
PIXEL = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


def part(kind, subtype, content, encoding, location):
    made = EmailMessage(policy=policy.SMTP)
    made.set_content(content, kind, subtype, cte="base64" if encoding == "base64" else "quoted-printable")
    del made["MIME-Version"]
    made["Content-Location"] = location
    return made
