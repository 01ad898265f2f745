"""A form's label without its markup: forms style their labels with Markdown and a little HTML."""

from __future__ import annotations

import html
import re

from assets.texts import show_digits

_MARKED = re.compile(r"[<>*_#\[\\&]")
_BREAK = re.compile(r"<br\s*/?>|</p>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
# Numbers that a form has worked out, or that its author wrote in Latin digits; not parts of names, codes or addresses.
_NUMBER = re.compile(r"(?<![\w./:@#+-])-?\d+(?:\.\d+)?(?![\w/:@#-]|\.\w)", re.ASCII)
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


def in_figures_of(language: str, text: str) -> str:
    """Return `text` with its numbers as people write them in `language`: "1.5 هکتار" → "۱٫۵ هکتار"."""
    if show_digits("0", language) == "0":
        return text
    return _NUMBER.sub(lambda found: show_digits(found[0], language).replace(".", "٫"), text)
