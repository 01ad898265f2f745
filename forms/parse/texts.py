"""itext, labels, hints and messages: words with outputs between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assets.texts import T
from forms.definition import Itext, Output, Parts, TextSource
from forms.parse.names import XFORMS, local, q
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

_ITEXT = re.compile(r"\s*jr:itext\(\s*(?:'([^']*)'|\"([^\"]*)\")\s*\)\s*\Z")
_TEXT, _VALUE = q(XFORMS, "text"), q(XFORMS, "value")
_SPACES = re.compile(r"[ \t\r\n]+")


def parts_of(element: _Element) -> Parts:
    """Return the words and outputs inside `element`; other markup gives its words."""
    if not len(element):
        words = (element.text or "").strip()
        return (words,) if words else ()
    parts: list[str | Output] = [element.text or ""]
    for child in element:
        if local(child.tag) == "output":
            parts.append(Output((child.get("value") or child.get("ref") or "").strip()))
        else:
            parts.extend(parts_of(child))
        parts.append(child.tail or "")
    return _joined(parts)


def _joined(parts: list[str | Output]) -> Parts:
    joined: list[str | Output] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    if joined and isinstance(joined[0], str):
        joined[0] = joined[0].lstrip()
    if joined and isinstance(joined[-1], str):
        joined[-1] = joined[-1].rstrip()
    return tuple(part for part in joined if part != "")


def itext_id(written: str) -> str | None:
    """Return the id in `jr:itext('id')`, None where it is computed or there is none."""
    match = _ITEXT.match(written)
    return (match[1] or match[2] or "") if match else None


def source_of(element: _Element | None) -> TextSource | None:
    """Return where the text of a label, hint or value element comes from; None without such an element."""
    if element is None:
        return None
    ref = element.get("ref")
    if ref is None:
        return TextSource(parts=parts_of(element))
    text_id = itext_id(ref)
    return TextSource(itext=text_id) if text_id is not None else TextSource(parts=parts_of(element), ref=ref.strip())


def message_of(written: str | None) -> TextSource | None:
    """Return where the text of a message attribute (`jr:constraintMsg`) comes from."""
    if written is None:
        return None
    text_id = itext_id(written)
    if text_id is not None:
        return TextSource(itext=text_id)
    words = _SPACES.sub(" ", written).strip()
    return TextSource(parts=(words,) if words else ())


def read_itext(model: _Element, problems: list[Problem]) -> Itext:
    """Read all translations; ids given twice in one language become errors."""
    translations: dict[str, dict[str, dict[str, Parts]]] = {}
    default = None
    for translation in model.iterfind(f"{q(XFORMS, 'itext')}/{q(XFORMS, 'translation')}"):
        language = translation.get("lang") or "default"
        marked = translation.get("default")
        if marked is not None and marked not in ("false()", "false"):
            default = default or language
        translations[language] = _read_translation(translation, language, problems)
    languages = tuple(translations)
    return Itext(translations, languages, default or (languages[0] if languages else None))


def _read_translation(translation: _Element, language: str, problems: list[Problem]) -> dict[str, dict[str, Parts]]:
    texts: dict[str, dict[str, Parts]] = {}
    for text in translation.iterchildren(_TEXT):
        text_id = text.get("id") or ""
        if text_id in texts:
            twice = T("The text {name} stands twice in the language {language}.", name=text_id, language=language)
            problems.append(Problem("error", twice, Place(node=text_id)))
        forms: dict[str, Parts] = {}
        for value in text.iterchildren(_VALUE):
            forms.setdefault(value.get("form") or "long", parts_of(value))
        texts[text_id] = forms
    return texts
