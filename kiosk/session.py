"""The citizen's session as a pure transition table: states, events, and nothing that knows a window or a clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, auto


class State(StrEnum):
    """Where the session stands; each state but IDLE_WARNING is one screen."""

    ATTRACT = auto()
    LANGUAGE = auto()
    HOME = auto()
    SERVICE = auto()
    WHO = auto()
    FILLING = auto()
    REVIEW = auto()
    SIGN = auto()
    FINALISING = auto()
    RECEIPT = auto()
    PRINT_TROUBLE = auto()
    FAREWELL = auto()
    CLEARING = auto()
    TRACK = auto()
    LEARN = auto()
    STAFF_PIN = auto()
    DESK = auto()
    PAPERS = auto()
    VERIFY = auto()
    TECHNICIAN = auto()
    IDLE_WARNING = auto()


class Event(StrEnum):
    """What happened, in words of the counter."""

    TOUCHED = auto()
    SETTLED = auto()
    SERVICE_CHOSEN = auto()
    BACK = auto()
    STARTED = auto()
    STARTED_UNASKED = auto()  # nobody is asked who she is
    WHO_SAID = auto()
    BACK_UNASKED = auto()
    NOT_OPENED = auto()
    ALL_ANSWERED = auto()
    CHANGE_ASKED = auto()
    ANSWERS_CONFIRMED = auto()
    CONSENTED = auto()
    RECORDED = auto()
    NOT_RECORDED = auto()
    PRINTER_FAILED = auto()
    PRINTER_LEFT = auto()
    DONE = auto()
    ENDED = auto()
    CLEARED = auto()
    TRACK_ASKED = auto()
    LEARN_ASKED = auto()
    STAFF_ASKED = auto()
    PIN_ACCEPTED = auto()
    TECHNICIAN_ACCEPTED = auto()
    PAPERS_ASKED = auto()
    VERIFY_ASKED = auto()
    REOPENED = auto()
    CORRECTION_BEGUN = auto()
    IDLED = auto()
    TIMED_OUT = auto()


class ImpossibleEvent(Exception):
    """An event that the table does not know in this state: a bug in the screens, never the citizen's doing."""


@dataclass(frozen=True, slots=True)
class Session:
    """The state, and where an idle warning came from."""

    state: State = State.ATTRACT
    warned_from: State | None = None


# Nothing has been entered here: an idle session simply falls back to the attract screen.
EMPTY_STATES = frozenset({State.LANGUAGE, State.HOME, State.LEARN})
# Here something personal is on the screen or in memory, or somebody has shown who she is by a PIN: the way out leads
# through CLEARING.
PERSONAL_STATES = frozenset(
    {
        State.SERVICE,
        State.WHO,
        State.FILLING,
        State.REVIEW,
        State.SIGN,
        State.RECEIPT,
        State.PRINT_TROUBLE,
        State.FAREWELL,
        State.TRACK,
        State.STAFF_PIN,
        State.DESK,
        State.PAPERS,
        State.VERIFY,
        State.TECHNICIAN,
    }
)

_TABLE: dict[tuple[State, Event], State] = {
    (State.ATTRACT, Event.TOUCHED): State.LANGUAGE,
    (State.LANGUAGE, Event.SETTLED): State.HOME,
    (State.LANGUAGE, Event.BACK): State.ATTRACT,
    (State.HOME, Event.SERVICE_CHOSEN): State.SERVICE,
    (State.HOME, Event.TRACK_ASKED): State.TRACK,
    (State.HOME, Event.LEARN_ASKED): State.LEARN,
    (State.HOME, Event.STAFF_ASKED): State.STAFF_PIN,
    (State.HOME, Event.BACK): State.LANGUAGE,
    (State.SERVICE, Event.STARTED): State.WHO,
    (State.SERVICE, Event.STARTED_UNASKED): State.FILLING,
    (State.SERVICE, Event.BACK): State.HOME,
    (State.WHO, Event.WHO_SAID): State.FILLING,
    (State.WHO, Event.BACK): State.SERVICE,
    (State.FILLING, Event.BACK): State.WHO,
    (State.FILLING, Event.BACK_UNASKED): State.SERVICE,
    (State.FILLING, Event.NOT_OPENED): State.HOME,
    (State.FILLING, Event.ALL_ANSWERED): State.REVIEW,
    (State.REVIEW, Event.CHANGE_ASKED): State.FILLING,
    (State.REVIEW, Event.BACK): State.FILLING,
    (State.REVIEW, Event.ANSWERS_CONFIRMED): State.SIGN,
    (State.SIGN, Event.BACK): State.REVIEW,
    (State.SIGN, Event.CONSENTED): State.FINALISING,
    (State.FINALISING, Event.RECORDED): State.RECEIPT,
    (State.FINALISING, Event.NOT_RECORDED): State.REVIEW,
    (State.RECEIPT, Event.PRINTER_FAILED): State.PRINT_TROUBLE,
    (State.PRINT_TROUBLE, Event.PRINTER_LEFT): State.RECEIPT,
    (State.RECEIPT, Event.DONE): State.FAREWELL,
    (State.TRACK, Event.BACK): State.HOME,
    (State.LEARN, Event.BACK): State.HOME,
    (State.STAFF_PIN, Event.PIN_ACCEPTED): State.DESK,
    (State.STAFF_PIN, Event.TECHNICIAN_ACCEPTED): State.TECHNICIAN,
    (State.STAFF_PIN, Event.BACK): State.HOME,
    (State.DESK, Event.REOPENED): State.FILLING,
    (State.DESK, Event.PAPERS_ASKED): State.PAPERS,
    (State.DESK, Event.VERIFY_ASKED): State.VERIFY,
    (State.PAPERS, Event.BACK): State.DESK,
    (State.VERIFY, Event.BACK): State.DESK,
    (State.DESK, Event.CORRECTION_BEGUN): State.REVIEW,
    (State.REVIEW, Event.NOT_OPENED): State.HOME,
    (State.CLEARING, Event.CLEARED): State.ATTRACT,
}


def step(session: Session, event: Event) -> Session:
    """Return the session after `event`.

    Raises ImpossibleEvent when the table has no such way.
    """
    if event is Event.IDLED:
        return _idled(session)
    if session.state is State.IDLE_WARNING:
        return _answered_warning(session, event)
    if event is Event.ENDED:
        return _ended(session)
    try:
        return replace(session, state=_TABLE[session.state, event])
    except KeyError:
        message = f"{event} in {session.state}"
        raise ImpossibleEvent(message) from None


def possible(session: Session, event: Event) -> bool:
    """Whether `event` has a way out of this session's state."""
    try:
        step(session, event)
    except ImpossibleEvent:
        return False
    return True


def _idled(session: Session) -> Session:
    if session.state in EMPTY_STATES:
        return Session(State.ATTRACT)
    if session.state is State.FAREWELL:
        return Session(State.CLEARING)
    if session.state in PERSONAL_STATES:
        return Session(State.IDLE_WARNING, warned_from=session.state)
    return session


def _answered_warning(session: Session, event: Event) -> Session:
    if event is Event.TOUCHED and session.warned_from is not None:
        return Session(session.warned_from)
    if event in (Event.TIMED_OUT, Event.ENDED):
        return Session(State.CLEARING)
    message = f"{event} in {session.state}"
    raise ImpossibleEvent(message)


def _ended(session: Session) -> Session:
    if session.state in EMPTY_STATES:
        return Session(State.ATTRACT)
    if session.state in PERSONAL_STATES:
        return Session(State.CLEARING)
    message = f"{Event.ENDED} in {session.state}"
    raise ImpossibleEvent(message)
