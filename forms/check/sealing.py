"""Forms that the ministry alone reads: a key that seals nothing, a case that no centre can make of sealed answers."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from assets.texts import T
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.check.subject import Subject
    from forms.definition import ModelNode

_SMALLEST = 2048  # bits


def check(subject: Subject) -> Iterator[Problem]:
    """Yield what is wrong with a form that is sealed when it is handed in."""
    form = subject.form
    if form is None or form.submission.public_key is None:
        return
    place = Place(sheet="settings", row=2, column="public_key") if subject.book else Place(node="submission")
    if not _seals(form.submission.public_key):
        words = T("The public key cannot be used: it must be an RSA key of 2048 bits or more, in base64, on one line.")
        yield Problem("error", words, place)
    if _declares_entity(form.model):
        words = T(
            "The answers are sealed, so the centre cannot make a case of them. Leave the entity out, and publish the "
            "form sealed_case beside this one."
        )
        yield Problem("warning", words, place)


def _seals(written: str) -> bool:
    try:
        key = load_der_public_key(base64.b64decode("".join(written.split()), validate=True))
    except (binascii.Error, ValueError, UnsupportedAlgorithm):
        return False
    return isinstance(key, RSAPublicKey) and key.key_size >= _SMALLEST


def _declares_entity(root: ModelNode) -> bool:
    meta = (node for node in root.children if _local(node) == "meta")
    return any(_local(child) == "entity" for node in meta for child in node.children)


def _local(node: ModelNode) -> str:
    return node.name.rpartition(":")[2]
