"""A form's label without its markup: forms style their labels with Markdown and a little HTML."""

from __future__ import annotations

import html
import re

_MARKED = re.compile(r"[<>*_#\[\\&]")
_BREAK = re.compile(r"<br\s*/?>|</p>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_ESCAPED = re.compile(r"\\([*_#<\\])")


def plain(label: str) -> str:
    """Return `label` as plain text, its line breaks kept. https://xlsform.org/en/#styling-prompts"""
    if not _MARKED.search(label):
        return label.strip()
    text = _TAG.sub("", _BREAK.sub("\n", label))
    for pattern in (_STRONG, _EMPHASIS):
        text = pattern.sub(r"\2", text)
    text = _ESCAPED.sub(r"\1", _HEADING.sub("", _LINK.sub(r"\1", text)))
    return html.unescape(text).strip()
