"""Forms filled in by a test, in the words of the domain: `asked`, `answer`, `value_of`, `add`, `sent`."""

from __future__ import annotations

import random
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from pyxform.xls2xform import convert

from forms.entry import FormEntry
from forms.parse import parse_xform
from forms.world import World

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forms.definition import FormDef
    from forms.state import Changes, NodeState

TEHRAN = timezone(timedelta(hours=3, minutes=30))
NOW = datetime(2026, 11, 22, 8, 30, tzinfo=TEHRAN)
DEVICE = {"deviceid": "counter-7", "username": "zahra", "phonenumber": "021", "email": "office@example.org"}

_HEAD = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:ev="http://www.w3.org/2001/xml-events" xmlns:jr="http://openrosa.org/javarosa"'
    ' xmlns:orx="http://openrosa.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms"'
    ' xmlns:entities="http://www.opendatakit.org/xforms/entities"><h:head><h:title>Form</h:title>'
)


def world(resources: Mapping[str, bytes] | None = None, *, seed: int = 1) -> World:
    """An outside that is the same at every run."""
    return World(lambda: NOW, random.Random(seed), DEVICE, resources or {})  # noqa: S311 - the same at every run


def xform(data: str, binds: str = "", body: str = "", model: str = "") -> bytes:
    """A small XForm: what stands in the root, the binds, the body, and what else stands in the model."""
    meta = "" if "<meta" in data else "<meta><instanceID/></meta>"
    uid = '<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>' if meta else ""
    instance = f'<instance><data id="form" version="1">{data}{meta}</data></instance>'
    return f"{_HEAD}<model>{instance}{model}{binds}{uid}</model></h:head><h:body>{body}</h:body></h:html>".encode()


def question(name: str, tag: str = "input", inside: str = "", **attributes: str) -> str:
    """One question of the body with its name as label."""
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<{tag} ref="/data/{name}"{written}><label>{name.rpartition("/")[2]}</label>{inside}</{tag}>'


def bind(name: str, **attributes: str) -> str:
    """One bind; `<` and quotes in expressions are written for XML here."""
    escaped = {key: value.replace("&", "&amp;").replace("<", "&lt;") for key, value in attributes.items()}
    written = "".join(f' {key.replace("__", ":")}="{value}"' for key, value in escaped.items())
    return f'<bind nodeset="/data/{name}"{written}/>'


def form_of(table: str) -> FormDef:
    """The form that a Markdown table in the way of XLSForm describes."""
    converted = convert(xlsform=table, file_type=".md", validate=False, pretty_print=False)
    return parse_xform(converted.xform.encode())


class Scenario:
    """One form being filled in; names stand for `/data/name`."""

    def __init__(
        self, form: FormDef, resources: Mapping[str, bytes] | None = None, language: str | None = None
    ) -> None:
        self.world = world(resources)
        self.entry = FormEntry.start(form, self.world, language=language)

    @classmethod
    def of(cls, table: str, resources: Mapping[str, bytes] | None = None, language: str | None = None) -> Scenario:
        """Begin the form of a Markdown table."""
        return cls(form_of(table), resources, language)

    @classmethod
    def of_xform(cls, xml: bytes, resources: Mapping[str, bytes] | None = None) -> Scenario:
        """Begin an XForm."""
        return cls(parse_xform(xml), resources)

    def ref(self, name: str) -> str:
        return name if name.startswith("/") else f"/data/{name}"

    def node(self, name: str) -> NodeState:
        return self.entry.node(self.ref(name))

    def answer(self, name: str, raw: str) -> Changes:
        return self.entry.answer(self.ref(name), raw)

    def add(self, name: str) -> Changes:
        return self.entry.add_repeat(self.ref(name))

    def remove(self, name: str) -> Changes:
        return self.entry.remove_repeat(self.ref(name))

    def value_of(self, name: str) -> str:
        return self.node(name).value

    def asked(self, name: str) -> bool:
        return self.node(name).relevant

    def choices_of(self, name: str) -> list[str]:
        return [choice.value for choice in self.node(name).choices]

    def label_of(self, name: str) -> str:
        label = self.node(name).label
        return label.text if label is not None else ""

    def pages(self) -> list[str]:
        """The references on each page, as a person walks through them."""
        return [" ".join(page.refs) for page in self.entry.pages()]

    def sent(self) -> str:
        """The XML that would be sent."""
        return self.entry.submission().xml.decode()

    def state(self) -> list[NodeState]:
        return list(self.entry.nodes())
