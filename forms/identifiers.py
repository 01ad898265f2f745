"""Iranian identifiers as strings: brought to one spelling, and checked where an official rule exists."""

from __future__ import annotations

import re
from typing import Final

_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})
# ZWNJ, ZWJ, bidi marks, embeddings and isolates, BOM: invisible, and copied along with numbers from web pages.
_INVISIBLE = dict.fromkeys(
    [0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)
_SEPARATORS = re.compile(r"[\s\-_/.،,]+")
_MOBILE = re.compile(r"(?:\+98|0098|98|0)?(9\d{9})", re.ASCII)
_LEGAL_WEIGHTS = (29, 27, 23, 19, 17)

BILL_SERVICES: Final = {
    "1": "water",
    "2": "power",
    "3": "gas",
    "4": "phone",
    "5": "mobile",
    "6": "municipal",
    "8": "tax",
    "9": "traffic",
}


def normalise_text(text: str) -> str:
    """Return `text` with ASCII digits and the Persian ی and ک, nothing else changed."""
    return text.translate(_DIGITS).translate(_LETTERS)


def normalise(text: str) -> str:
    """Return an identifier's one spelling: ASCII digits, Persian letters, no spaces, dashes or invisible marks."""
    return _SEPARATORS.sub("", normalise_text(text).translate(_INVISIBLE))


def is_national_id(text: str) -> bool:
    """Whether `text` is a national ID (10 digits with its check digit)."""
    number = normalise(text)
    if not _is_digits(number, 10) or len(set(number)) == 1:
        return False
    remainder = sum(int(number[i]) * (10 - i) for i in range(9)) % 11
    return int(number[9]) == (remainder if remainder < 2 else 11 - remainder)


def is_legal_id(text: str) -> bool:
    """Whether `text` is the national ID of a legal person (11 digits with its check digit)."""
    number = normalise(text)
    if not _is_digits(number, 11) or number[3:9] == "000000":
        return False
    shift = int(number[9]) + 2
    total = sum((shift + int(number[i])) * _LEGAL_WEIGHTS[i % 5] for i in range(10))
    return int(number[10]) == total % 11 % 10


def is_sheba(text: str) -> bool:
    """Whether `text` is an Iranian IBAN (IR and 24 digits, ISO 7064 mod 97)."""
    number = normalise(text).upper()
    if not number.startswith("IR") or not _is_digits(number[2:], 24):
        return False
    return int(number[4:] + "1827" + number[2:4]) % 97 == 1


def is_bill_id(text: str) -> bool:
    """Whether `text` is a bill ID: left zeros do not count, the last digit checks the rest."""
    bill = _without_left_zeros(text)
    return _is_digits(bill, 6, 13) and int(bill[-1]) == _cyclic_check(bill[:-1])


def bill_service(text: str) -> str | None:
    """Return what kind of service a bill ID is for (a value of BILL_SERVICES); None for a kind not known."""
    bill = _without_left_zeros(text)
    return BILL_SERVICES.get(bill[-2]) if len(bill) > 1 else None


def is_payment_id(text: str, bill: str) -> bool:
    """Whether `text` is a payment ID that belongs to the bill ID `bill`; left zeros of either do not count."""
    payment = _without_left_zeros(text)
    if not _is_digits(payment, 6, 13) or not is_bill_id(bill):
        return False
    own = int(payment[-2]) == _cyclic_check(payment[:-2])
    return own and int(payment[-1]) == _cyclic_check(_without_left_zeros(bill) + payment[:-1])


def payment_rials(text: str) -> int:
    """Return the amount in rials that a payment ID says; 0 for one too short to say any."""
    payment = _without_left_zeros(text)
    return int(payment[:-5]) * 1000 if _is_digits(payment, 6, 18) else 0


def is_card(text: str) -> bool:
    """Whether `text` looks like a bank card's number (16 digits, Luhn); a community rule: warn, never block."""
    number = normalise(text)
    if not _is_digits(number, 16):
        return False
    doubled = (int(digit) * (2 - i % 2) for i, digit in enumerate(number))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def is_mobile(text: str) -> bool:
    """Whether `text` looks like an Iranian mobile number in any of its spellings; warn, never block."""
    return _MOBILE.fullmatch(normalise(text)) is not None


def mobile_number(text: str) -> str | None:
    """Return a mobile number as 09xxxxxxxxx, None when it is not one."""
    match = _MOBILE.fullmatch(normalise(text))
    return f"0{match[1]}" if match else None


def is_postal_code(text: str) -> bool:
    """Whether `text` looks like a postal code; a community rule: warn, never block."""
    code = normalise(text)
    return _is_digits(code, 10) and not set(code[:4]) & {"0", "2"} and not re.search(r"(\d)\1{3}", code)


def _cyclic_check(digits: str) -> int:
    """Return the check digit of bills and payments: digits from right to left × 2…7, repeating, modulo 11."""
    remainder = sum(int(digit) * (2 + i % 6) for i, digit in enumerate(reversed(digits))) % 11
    return 0 if remainder < 2 else 11 - remainder


def _is_digits(text: str, shortest: int, longest: int | None = None) -> bool:
    return text.isascii() and text.isdigit() and shortest <= len(text) <= (longest or shortest)


def _without_left_zeros(text: str) -> str:
    return normalise(text).lstrip("0")
