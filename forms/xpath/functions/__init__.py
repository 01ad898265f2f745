"""Every function of the language by name."""

from forms.xpath.functions import arithmetic, crypto, geo, logic, moments, nodesets, outside, selects, strings
from forms.xpath.functions.signature import Function

FUNCTIONS: dict[str, Function] = {
    **arithmetic.FUNCTIONS,
    **crypto.FUNCTIONS,
    **geo.FUNCTIONS,
    **logic.FUNCTIONS,
    **moments.FUNCTIONS,
    **nodesets.FUNCTIONS,
    **outside.FUNCTIONS,
    **selects.FUNCTIONS,
    **strings.FUNCTIONS,
}

__all__ = ["FUNCTIONS", "Function"]
