"""The tracking code: a pure function of the instanceID that the form itself can compute, plus a check digit."""

from __future__ import annotations

from hashlib import sha256

from forms.identifiers import normalise

__all__ = ["case_code", "case_of", "grouped", "is_tracking_code", "normalise", "tracking_code"]

_CODE_DIGITS = 17  # 17 decimal digits, 56 bits before the letters fold: enough, and still fit to be read aloud
_FOLD = str.maketrans("abcdef", "012345")


def case_code(instance_id: str) -> str:
    """Return the 17 digits that a form computes for its case entity (without the check digit).

    The same as `translate(substr(digest(instanceID, 'SHA-256', 'hex'), 0, 17), 'abcdef', '012345')` in the form.
    """
    return sha256(instance_id.encode()).hexdigest()[:_CODE_DIGITS].translate(_FOLD)


def tracking_code(instance_id: str) -> str:
    """Return the 18 digits shown on paper and screen: the case's code and a Damm check digit."""
    code = case_code(instance_id)
    return code + _check_digit(code)


def is_tracking_code(text: str) -> bool:
    """Whether `text`, in any digits and spacing, is a code that could have been given out (no typing error)."""
    code = normalise(text)
    digits = len(code) == _CODE_DIGITS + 1 and code.isascii() and code.isdigit()
    return digits and code[-1] == _check_digit(code[:-1])


def case_of(code: str) -> str:
    """Return the 17 digits by which the case list knows the tracking code `code`."""
    return normalise(code)[:_CODE_DIGITS]


def grouped(code: str) -> str:
    """Return `code` in threes as people read it: "123 456 …"."""
    digits = normalise(code)
    return " ".join(digits[start : start + 3] for start in range(0, len(digits), 3))


def _check_digit(code: str) -> str:
    from stdnum import damm  # brings more than the first page may wait for

    return str(damm.calc_check_digit(code))
