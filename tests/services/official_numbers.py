"""Official numbers by their published rules, written anew: what the services' constraints are held against."""

from __future__ import annotations

from forms.identifiers import normalise


def is_national_id(text: str) -> bool:
    """Whether `text` is a national ID (10 digits with its check digit)."""
    number = normalise(text)
    if not _is_digits(number, 10) or len(set(number)) == 1:
        return False
    remainder = sum(int(number[i]) * (10 - i) for i in range(9)) % 11
    return int(number[9]) == (remainder if remainder < 2 else 11 - remainder)


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


def is_payment_id(text: str, bill: str) -> bool:
    """Whether `text` is a payment ID that belongs to the bill ID `bill`; left zeros of either do not count."""
    payment = _without_left_zeros(text)
    if not _is_digits(payment, 6, 13) or not is_bill_id(bill):
        return False
    own = int(payment[-2]) == _cyclic_check(payment[:-2])
    return own and int(payment[-1]) == _cyclic_check(_without_left_zeros(bill) + payment[:-1])


def payment_rials(text: str) -> int:
    """Return the amount in rials that a payment ID says."""
    return int(_without_left_zeros(text)[:-5]) * 1000


def _cyclic_check(digits: str) -> int:
    """Return the check digit of bills and payments: digits from right to left × 2…7, repeating, modulo 11."""
    remainder = sum(int(digit) * (2 + i % 6) for i, digit in enumerate(reversed(digits))) % 11
    return 0 if remainder < 2 else 11 - remainder


def _is_digits(text: str, shortest: int, longest: int | None = None) -> bool:
    return text.isascii() and text.isdigit() and shortest <= len(text) <= (longest or shortest)


def _without_left_zeros(text: str) -> str:
    return normalise(text).lstrip("0")
