"""What an author is told of a form that the ministry alone reads."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from forms.check import check_form

FORM = """
| survey | | | | |
| | type | name | label::English (en) | save_to |
| | text | why | Why do you ask? | {saved} |
{entities}| settings | form_id | version | public_key | |
| | complaint | 1 | {key} | |
"""
ENTITIES = "| entities | list_name | label | | |\n| | cases | ${why} | | |\n"


def der(key: rsa.RSAPublicKey | ec.EllipticCurvePublicKey) -> str:
    return base64.b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


@pytest.fixture(scope="module")
def good() -> str:
    return der(rsa.generate_private_key(65537, 2048).public_key())


def said(key: str, *, entity: bool = False) -> list[tuple[str, str, str | None]]:
    form = FORM.format(key=key, saved="why" if entity else "", entities=ENTITIES if entity else "")
    found = check_form(form.encode(), name="complaint")
    return [
        (one.severity, one.text.msgid[:14], one.place.column)
        for one in found
        if "seal" in one.text.msgid or "public key" in one.text.msgid
    ]


def test_a_good_key_is_nothing_to_speak_of(good: str) -> None:
    assert said(good) == []


@pytest.mark.parametrize("key", ["no key", "AAAA", "short", "elliptic"])
def test_a_key_that_seals_nothing_is_an_error_at_its_cell(key: str) -> None:
    if key == "short":
        key = der(rsa.generate_private_key(65537, 1024).public_key())  # noqa: S505 - that it is short is the point
    elif key == "elliptic":
        key = der(ec.generate_private_key(ec.SECP256R1()).public_key())
    assert said(key) == [("error", "The public key", "public_key")]


def test_a_case_that_nobody_can_make_is_told(good: str) -> None:
    assert said(good, entity=True) == [("warning", "The answers ar", "public_key")]
