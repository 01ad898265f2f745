"""How long each screen waits for a sign of life, and how long its warning then counts down."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session import State


@dataclass(frozen=True, slots=True)
class IdleTime:
    """Seconds until the warning (or, without one, the way back) and seconds that the warning counts down."""

    quiet: int
    countdown: int = 0


_TIMES = {
    State.LANGUAGE: IdleTime(45),
    State.HOME: IdleTime(60),
    State.SERVICE: IdleTime(60, 20),
    State.WHO: IdleTime(60, 20),
    State.FILLING: IdleTime(120, 30),
    State.REVIEW: IdleTime(120, 30),
    State.SIGN: IdleTime(90, 30),
    State.RECEIPT: IdleTime(45, 15),
    State.PRINT_TROUBLE: IdleTime(45, 15),
    State.FAREWELL: IdleTime(6),
    State.TRACK: IdleTime(60, 20),
    State.LEARN: IdleTime(180),
    State.STAFF_PIN: IdleTime(60, 20),
    State.DESK: IdleTime(180, 20),
    State.PAPERS: IdleTime(180, 20),
    State.VERIFY: IdleTime(180, 20),
    State.TECHNICIAN: IdleTime(120, 20),
}


def idle_time(state: State, *, unhurried: bool) -> IdleTime | None:
    """Return the idle time of `state`, None where it waits for ever.

    `unhurried` doubles it: large text or speech is on, and reading takes longer.
    """
    time = _TIMES.get(state)
    if time is None or not unhurried:
        return time
    return IdleTime(time.quiet * 2, time.countdown * 2)
