"""One report of the archive while it is written: what careless offices do to it is done here."""

import random
from dataclasses import dataclass, field

from .. import forms, prose
from ..report import KINDS, ORDINALS, Report, Section, Style, chinese_year, contradicted, print_cells, TITLES
from . import words
from .figures import SEED


@dataclass
class Draft:
    """What the office is about to publish. `shown` are the figures that it prints, `said` those its prose states."""

    office: object
    year: int
    form: str
    style: Style
    shown: dict
    before: dict  # the figures that it printed last year, or None
    said: dict = field(default_factory=dict)
    sentences: list = field(default_factory=list)  # of section one, behind the others
    statement: str = ""  # instead of what section one says of requests
    opening: str = ""  # instead of the first sentence of section one
    period: int = 0
    authors: dict = field(default_factory=dict)  # section → whose words it takes over
    without_fee: bool = False
    dropped: str = ""
    contradiction: tuple = None
    glued: bool = False
    expected: list = field(default_factory=list)

    def expect(self, rule, fields=(), says="", **values):
        """Notes that checking this report must find this."""
        self.expected.append({"rule": rule, "fields": list(fields), "says": says, **values})

    @property
    def name(self):
        return self.office.name(self.year)

    def author(self, kind):
        return self.authors.get(kind, words.Author(self.office, self.year))

    def facts(self):
        known = words.facts(self.office, self.year, self.printed_figures(), self.before) | self.said
        return known | {"name": self.name, "short": self.name, "chinese": chinese_year(self.year)}

    def printed_figures(self):
        """What is shown, with the contradiction: the prose repeats what the table prints."""
        field, by = self.contradiction or ("", 0)
        return {f: v + by if f == field else v for f, v in self.shown.items()}

    def bodies(self):
        """The prose of the three sections that have any."""
        writer = self.author("overview")
        requests, documents = words.statements(writer.rng("statements"), self.facts(), self.form, not self.glued)
        overview = writer.overview(self.statement or requests, documents, self.office.self_name)
        overview[-1] += "".join(self.sentences)
        overview[0] = self.opening or overview[0]
        other = words.Author(self.office, self.year).other("2019" if self.without_fee else self.form, self.office.self_name)
        return {"overview": overview, "problems": self.author("problems").problems(), "other": other}

    def report(self):
        """The report as it is printed."""
        bodies, rng = self.bodies(), random.Random(f"{SEED}/{self.office.key}/headings")
        names = prose.headings(rng, self.year)
        sections = [Section(kind, f"{ordinal}、{names[kind]}", bodies.get(kind, [])) for ordinal, kind in zip(ORDINALS, KINDS)]
        figures = self.printed_figures()
        shown = {f: figures[f] for f in forms.fields(self.form)}
        printed, values = print_cells(shown, self.form, self.style)
        lines, _ = TITLES[self.style.title]
        return Report(self.office_as_agency(), self.name, self.year, self.form, self.style, [line.format(**self.facts()) for line in lines],
                      [words.Author(self.office, self.year).intro(self.name, self.period or self.year)],
                      [s for s in sections if s.kind != self.dropped], printed,
                      values | dict.fromkeys(forms.absent_fields(self.form)), contradicted(values, self.form, self.contradiction))

    def office_as_agency(self):
        """The sites print who publishes."""
        return NamedAgency(self.name)


@dataclass(frozen=True)
class NamedAgency:
    name: str
