"""Read what a server said in the body of an answer: an OpenRosa envelope, JSON of ODK Central, or a web page."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from sync.openrosa import xml
from sync.openrosa.errors import BadAnswer

_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body")


@dataclass(frozen=True, slots=True)
class Answer:
    """The body's kind, the server's own sentence (never shown to a citizen), and ODK Central's error code."""

    kind: Literal["openrosa", "json", "html", "empty", "other"]
    message: str = ""
    code: str = ""


def read_answer(body: bytes) -> Answer:
    """Tell what `body` is by looking at it: the content type is often wrong when a proxy answers."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if not start:
        return Answer("empty")
    if start.startswith(_HTML_STARTS):
        return Answer("html")
    if start.startswith(b"{"):
        return _json(body)
    if start.startswith(b"<"):
        return _envelope(body)
    return Answer("other")


def _json(body: bytes) -> Answer:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return Answer("other")
    if not isinstance(said, dict):
        return Answer("other")
    return Answer("json", str(said.get("message", "")), str(said.get("code", "")))


def _envelope(body: bytes) -> Answer:
    try:
        root = xml.parse(body, what="the answer")
    except BadAnswer:
        return Answer("other")
    if xml.local(root).lower() == "html":
        return Answer("html")
    if xml.local(root) != "OpenRosaResponse":
        return Answer("other")
    message = next((child for child in root.iter(etree.Element) if xml.local(child) == "message"), None)
    return Answer("openrosa", (message.text or "").strip() if message is not None else "")
