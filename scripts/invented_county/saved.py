"""Reports as web pages saved in one file (MHTML), with Python's email package."""

from email import policy
from email.message import EmailMessage

# One transparent pixel.
PIXEL = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


def mhtml(page, charset="utf-8", program="Blink", transfer="quoted-printable"):
    """The bytes of a saved page: the page itself, and a style sheet and a picture as it refers to them."""
    message = EmailMessage(policy=policy.SMTP)
    if program != "Word":
        message["From"] = f"<Saved by {program}>"
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = 'multipart/related; type="text/html"'
    message.set_boundary("----=_NextPart_01DA4B90.7F000001")
    html = part("text", "html", page.encode(charset, "xmlcharrefreplace"), transfer, "file:///C:/nb.htm")
    html.set_param("charset", "gb2312" if charset == "gb18030" else charset)
    message.attach(html)
    message.attach(part("text", "css", b"td{border:1px solid #000}", "quoted-printable", "file:///C:/nb.css"))
    message.attach(part("image", "gif", PIXEL, "base64", "file:///C:/logo.gif"))
    return message.as_bytes()


def part(kind, subtype, content, transfer, location):
    made = EmailMessage(policy=policy.SMTP)
    made.set_content(content, kind, subtype, cte=transfer)
    del made["MIME-Version"]
    made["Content-Location"] = location
    return made
