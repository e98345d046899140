"""PDF through other people's programs: print pages to PDF, distil, encrypt. Each returns the bytes of the file."""

import io
import os
import pathlib
import re
import subprocess
import tempfile
import zipfile

# Programs that stamp the current time take this one instead: 2026-01-20 09:00 UTC.
EPOCH = 1768899600
STAMP = "20260120090000"


def run(command, folder):
    """Runs a program in a folder of its own, at a fixed time and without the user's settings."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH), "TZ": "UTC", "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=300, check=False)
    return done.returncode, done.stderr.decode("utf-8", "replace")


def through(command, source, name, result):
    """Writes `source` as `name`, runs the command there, and returns the bytes of the file `result`."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / name).write_bytes(source)
        code, errors = run(command, folder)
        made = folder / result
        if not made.exists():
            raise RuntimeError(f"{command[0]} ended with {code} and wrote no {result}: {errors[-400:]}")
        return made.read_bytes()


def undated(pdf):
    """The same file with fixed dates and identifiers; lengths stay, so offsets stay right."""
    def fixed(match):
        return match[1] + (STAMP + "0" * 40).encode()[: len(match[2])] + match[3]

    pdf = re.sub(rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d{8,14})([^)]*\))", fixed, pdf)
    pdf = re.sub(rb"(<xmp:(?:Create|Modify|Metadata)Date>)([^<]*)(<)", lambda m: m[1] + b"2026-01-20T09:00:00Z".ljust(len(m[2]))[: len(m[2])] + m[3], pdf)
    pdf = re.sub(rb"(/DocChecksum\s*/)([0-9A-F]+)", lambda m: m[1] + b"0" * len(m[2]), pdf)
    return re.sub(rb"(/ID\s*\[\s*<)([0-9A-Fa-f]+)(>\s*<)([0-9A-Fa-f]+)(>)",
                  lambda m: m[1] + b"0" * len(m[2]) + m[3] + b"0" * len(m[4]) + m[5], pdf)


def chromium(page):
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir=profile",
               "--print-to-pdf=out.pdf", "page.html"]
    return undated(through(command, page.encode(), "page.html", "out.pdf"))


def wkhtmltopdf(page, *options):
    command = ["wkhtmltopdf", "-q", *options, "page.html", "out.pdf"]
    return undated(through(command, page.encode(), "page.html", "out.pdf"))


def weasyprint(page):
    import weasyprint as printer

    os.environ["SOURCE_DATE_EPOCH"] = str(EPOCH)
    return undated(printer.HTML(string=page).write_pdf())


def libreoffice(document, suffix, target="pdf"):
    """Converts a document with LibreOffice Writer."""
    command = ["soffice", f"-env:UserInstallation=file://{tempfile.gettempdir()}/invented-county-office", "--headless", "--convert-to", target,
               "--outdir", "out", f"report.{suffix}"]
    made = through(command, document, f"report.{suffix}", f"out/report.{target.split(':')[0]}")
    return undated(made) if target.startswith("pdf") else repacked(made) if target.startswith("docx") else made


def repacked(package, dates=False):
    """The same ZIP with fixed entry times; with `dates` also those in the document's properties."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if dates and name in ("docProps/core.xml", "meta.xml"):
                content = re.sub(rb">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?<", b">2026-01-20T09:00:00Z<", content)
            # OpenDocument wants its type first and as it is.
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(zipfile.ZipInfo(name, (2026, 1, 20, 9, 0, 0)), content, packing)
    return packed.getvalue()


def distilled(pdf):
    """Written again by Ghostscript."""
    command = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-dOmitInfoDate=true", "-dOmitID=true", "-dOmitXMP=true",
               "-sOutputFile=out.pdf", "in.pdf"]
    return undated(through(command, pdf, "in.pdf", "out.pdf"))


def encrypted(pdf, bits):
    """Encrypted by qpdf with an owner password and an empty user password, as offices do to forbid copying."""
    extra = ["--use-aes=y"] if bits == 128 else []
    weak = ["--allow-weak-crypto"] if bits < 256 else []
    command = ["qpdf", *weak, "--static-id", "--static-aes-iv", "--encrypt", "", "owner", str(bits), *extra,
               "--print=none" if bits > 40 else "--print=n", "--", "in.pdf", "out.pdf"]
    return through(command, pdf, "in.pdf", "out.pdf")


def as_layout_text(pdf):
    """What `pdftotext -layout` makes of it."""
    return through(["pdftotext", "-layout", "in.pdf", "out.txt"], pdf, "in.pdf", "out.txt").decode("utf-8")
