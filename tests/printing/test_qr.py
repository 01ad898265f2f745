"""The signed code: any office can check it without a line, and nothing but what was signed passes."""

from dataclasses import replace
from datetime import UTC, datetime

import base45
import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from printing.errors import (
    ExpiredKey,
    NotAReceipt,
    ReceiptRefused,
    RevokedKey,
    Tampered,
    UnknownKey,
    UnknownReceiptVersion,
)
from printing.keylist import KeyList, ReceiptKey
from printing.qr import PREFIX, ReceiptClaims, ReceiptStatus, shortened, sign_receipt, verify_receipt

# Handed out by the first version. It must verify for as long as its key is in the list.
FIRST_KEY = bytes.fromhex("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8")
FIRST_RECEIPT = (
    "PK1:RRQ+D9P60CO0$+AWKB8CKOEAD60/00J%RK BUO9YD05C93W5Q47+Q6*969K6DF3+F0736-PD0LEC9E2VCB$D93D U0NF6TF6"
    "%96PF6746-Z0100KB0*M0DY0W016C1PN1:Y1I+0J001H2N0127BNB2Z4A$977MVZYB2RKVJK1 NLZ8Z$UUPLZ8CK42EL90N7 LM+"
    "LQ38PIM26K67HU%ZPM9R31250SJGD2M5MXSJK1G-U3M1S+1"
)


def test_what_was_signed_is_what_is_read(signer: Ed25519PrivateKey, keys: KeyList, claims: ReceiptClaims) -> None:
    verified = verify_receipt(sign_receipt(claims, signer), keys)
    assert verified.claims == claims
    assert verified.signed_by == "دفتر ده‌بالا"


def test_a_receipt_of_the_first_version_still_verifies(claims: ReceiptClaims) -> None:
    keys = KeyList((ReceiptKey(FIRST_KEY, "دفتر ده‌بالا"),))
    assert verify_receipt(FIRST_RECEIPT, keys).claims == claims


def test_every_changed_character_is_refused(signer: Ed25519PrivateKey, keys: KeyList, claims: ReceiptClaims) -> None:
    text = sign_receipt(claims, signer)
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    for place, character in enumerate(text):
        other = alphabet[(alphabet.index(character) + 7) % len(alphabet)]
        with pytest.raises(ReceiptRefused):
            verify_receipt(text[:place] + other + text[place + 1 :], keys)


def test_every_flipped_bit_is_refused(signer: Ed25519PrivateKey, keys: KeyList, claims: ReceiptClaims) -> None:
    message = bytearray(base45.b45decode(sign_receipt(claims, signer)[len(PREFIX) :]))
    for place in range(len(message)):
        for bit in range(8):
            message[place] ^= 1 << bit
            with pytest.raises(ReceiptRefused):
                verify_receipt(PREFIX + base45.b45encode(bytes(message)).decode(), keys)
            message[place] ^= 1 << bit


@given(text=st.one_of(st.text(), st.binary(max_size=300).map(lambda raw: PREFIX + base45.b45encode(raw).decode())))
def test_any_other_text_is_refused_in_plain_words(keys: KeyList, text: str) -> None:
    with pytest.raises(ReceiptRefused) as refused:
        verify_receipt(text, keys)
    assert refused.value.text.msgid


def test_other_codes_are_told_apart(keys: KeyList) -> None:
    with pytest.raises(NotAReceipt):
        verify_receipt("https://example.org/", keys)
    with pytest.raises(UnknownReceiptVersion):
        verify_receipt("PK2:ABC", keys)


def test_a_device_that_nobody_listed_is_unknown(keys: KeyList, claims: ReceiptClaims) -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    with pytest.raises(UnknownKey):
        verify_receipt(sign_receipt(claims, stranger), keys)


def test_a_stolen_device_signs_nothing_that_counts(
    signer: Ed25519PrivateKey, keys: KeyList, claims: ReceiptClaims
) -> None:
    revoked = KeyList(tuple(replace(key, revoked=True) for key in keys.keys))
    with pytest.raises(RevokedKey):
        verify_receipt(sign_receipt(claims, signer), revoked)


def test_a_retired_key_holds_for_the_time_of_its_use(
    signer: Ed25519PrivateKey, keys: KeyList, claims: ReceiptClaims
) -> None:
    retired = KeyList(tuple(replace(key, valid_until=datetime(2027, 1, 1, tzinfo=UTC)) for key in keys.keys))
    assert verify_receipt(sign_receipt(claims, signer), retired).claims == claims
    later = replace(claims, finalised_at=datetime(2027, 1, 2, tzinfo=UTC))
    with pytest.raises(ExpiredKey):
        verify_receipt(sign_receipt(later, signer), retired)


def test_a_revoked_key_with_the_same_id_does_not_hide_a_good_one(
    signer: Ed25519PrivateKey, keys: KeyList, claims: ReceiptClaims, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key().public_bytes_raw()
    monkeypatch.setattr("printing.keylist.key_id", lambda _public: b"same")
    monkeypatch.setattr("printing.cose.key_id", lambda _public: b"same")
    crowded = KeyList((ReceiptKey(other, "دیگری", revoked=True), *keys.keys))
    assert verify_receipt(sign_receipt(claims, signer), crowded).signed_by == "دفتر ده‌بالا"


def test_another_devices_signature_under_our_key_id_is_tampering(
    keys: KeyList, claims: ReceiptClaims, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = keys.keys[0].key_id
    monkeypatch.setattr("printing.cose.key_id", lambda _public: ours)
    forged = sign_receipt(claims, Ed25519PrivateKey.from_private_bytes(bytes(32)))
    with pytest.raises(Tampered):
        verify_receipt(forged, keys)


def test_the_longest_claims_fit_a_symbol_of_version_10(signer: Ed25519PrivateKey, keys: KeyList) -> None:
    longest = ReceiptClaims(
        code="9" * 18,
        office="دفتر-" * 20,
        finalised_at=datetime(2099, 12, 31, tzinfo=UTC),
        form_id="a_very_long_form_identifier_" * 5,
        form_version="v" * 200,
        digest=bytes([255] * 16),
        amount=10**15,
        status=ReceiptStatus.DELIVERED,
    )
    text = sign_receipt(longest, signer)
    assert int(segno.make_qr(text, error="m", boost_error=False).version) <= 10
    assert verify_receipt(text, keys).claims.form_id == shortened(longest.form_id)


def test_nothing_personal_is_in_the_code(signer: Ed25519PrivateKey, claims: ReceiptClaims) -> None:
    message = base45.b45decode(sign_receipt(claims, signer)[len(PREFIX) :])
    fields = {"code", "office", "finalised_at", "form_id", "form_version", "digest", "amount", "status"}
    assert set(ReceiptClaims.__slots__) == fields
    assert len(message) < 170  # no room for a name
