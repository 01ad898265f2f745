"""The printer in one word, for the health report: a closed set, as its form knows it."""

from enum import StrEnum


class PrinterState(StrEnum):
    """How the printer was when it was last asked; a program that has just started has not asked yet."""

    NONE = "none"
    UNKNOWN = "unknown"
    READY = "ready"
    ATTENTION = "attention"
    FAULT = "fault"
