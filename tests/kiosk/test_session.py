"""The session promises: no way into the attract screen keeps an answer, and idling never interrupts recording."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.idle import idle_time
from kiosk.session import EMPTY_STATES, PERSONAL_STATES, Event, ImpossibleEvent, Session, State, possible, step

events = st.lists(st.sampled_from(list(Event)), max_size=60)


def walk(*happened: Event) -> Session:
    session = Session()
    for event in happened:
        session = step(session, event)
    return session


WHOLE_WAY = (
    Event.TOUCHED,
    Event.SETTLED,
    Event.SERVICE_CHOSEN,
    Event.STARTED,
    Event.WHO_SAID,
    Event.ALL_ANSWERED,
    Event.ANSWERS_CONFIRMED,
    Event.CONSENTED,
    Event.RECORDED,
)


def test_the_whole_way_ends_at_the_receipt_and_then_clears() -> None:
    assert walk(*WHOLE_WAY).state is State.RECEIPT
    assert walk(*WHOLE_WAY, Event.DONE, Event.IDLED).state is State.CLEARING
    assert walk(*WHOLE_WAY, Event.DONE, Event.IDLED, Event.CLEARED) == Session(State.ATTRACT)


@given(events)
def test_nobody_reaches_attract_from_a_personal_screen_without_clearing(happened: list[Event]) -> None:
    session = Session()
    for event in happened:
        if not possible(session, event):
            continue
        before, session = session, step(session, event)
        if session.state is State.ATTRACT:
            assert before.state in EMPTY_STATES | {State.CLEARING, State.ATTRACT}


@given(events)
def test_a_warning_leads_back_where_it_came_from_or_clears(happened: list[Event]) -> None:
    session = Session()
    for event in happened:
        if possible(session, event):
            session = step(session, event)
        if session.state is State.IDLE_WARNING:
            assert session.warned_from in PERSONAL_STATES
            assert step(session, Event.TOUCHED) == Session(session.warned_from)
            assert step(session, Event.TIMED_OUT).state is State.CLEARING


def test_idling_never_interrupts_recording() -> None:
    recording = walk(*WHOLE_WAY[:-1])
    assert recording.state is State.FINALISING
    assert step(recording, Event.IDLED) == recording


def test_where_nothing_was_entered_idling_goes_to_attract_without_a_warning() -> None:
    assert walk(Event.TOUCHED, Event.IDLED).state is State.ATTRACT
    assert walk(Event.TOUCHED, Event.SETTLED, Event.IDLED).state is State.ATTRACT


def test_the_citizen_may_end_on_every_screen_where_she_is() -> None:
    for state in EMPTY_STATES | PERSONAL_STATES:
        assert step(Session(state), Event.ENDED).state in {State.ATTRACT, State.CLEARING}


def test_an_event_that_makes_no_sense_is_a_bug_and_says_so() -> None:
    with pytest.raises(ImpossibleEvent, match="recorded in attract"):
        step(Session(), Event.RECORDED)


def test_every_screen_with_something_personal_has_an_idle_time_and_a_warning() -> None:
    for state in PERSONAL_STATES - {State.FAREWELL}:
        time = idle_time(state, unhurried=False)
        assert time is not None
        assert time.countdown > 0
        doubled = idle_time(state, unhurried=True)
        assert doubled is not None
        assert (doubled.quiet, doubled.countdown) == (2 * time.quiet, 2 * time.countdown)
    assert idle_time(State.FINALISING, unhurried=False) is None


def test_each_pin_leads_to_its_own_page_and_the_technician_to_nobodys_data() -> None:
    door = walk(Event.TOUCHED, Event.SETTLED, Event.STAFF_ASKED)
    assert step(door, Event.PIN_ACCEPTED).state is State.DESK
    technician = step(door, Event.TECHNICIAN_ACCEPTED)
    assert technician.state is State.TECHNICIAN
    ways = {event: step(technician, event).state for event in Event if possible(technician, event)}
    assert ways == {Event.ENDED: State.CLEARING, Event.IDLED: State.IDLE_WARNING}
    time = idle_time(State.TECHNICIAN, unhurried=False)
    assert time is not None
    assert time.quiet == 120
