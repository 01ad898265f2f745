"""Receipts, keys and letters that the tests of paper share."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from printing.keylist import KeyList, ReceiptKey
from printing.qr import ReceiptClaims
from printing.receipt import Receipt

TEHRAN = timezone(timedelta(hours=3, minutes=30))


@pytest.fixture(scope="session")
def signer() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture(scope="session")
def keys(signer: Ed25519PrivateKey) -> KeyList:
    return KeyList((ReceiptKey(signer.public_key().public_bytes_raw(), "دفتر ده‌بالا"),))


@pytest.fixture(scope="session")
def claims() -> ReceiptClaims:
    return ReceiptClaims(
        code="012345678901234567",
        office="IR-08-40123",
        finalised_at=datetime(2026, 11, 22, 11, 0, tzinfo=UTC),
        form_id="crop_damage",
        form_version="2026112201",
        digest=bytes(range(16)),
        amount=1_250_000,
    )


@pytest.fixture(scope="session")
def receipt() -> Receipt:
    return Receipt(
        code="482915037264018354",
        office="دفتر پیشخوان روستای ده‌بالا",
        office_code="IR-08-40123",
        service="گزارش خسارت محصول کشاورزی",
        form_id="crop_damage",
        form_version="2026112201",
        finalised_at=datetime(2026, 11, 22, 14, 30, tzinfo=TEHRAN),
        digest=bytes(range(32)),
        next_steps=("کارشناس زنگ می‌زند و زمین را می‌بیند.", "خسارت برآورد و پاسخ نوشته می‌شود."),
        ask="متصدی همین دفتر، تلفن \u2066۰۳۴-۴۴۳۱۲۳۴۵\u2069",
        expected=date(2026, 12, 6),
        fee="رایگان",
    )
