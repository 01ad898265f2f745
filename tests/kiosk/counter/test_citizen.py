"""What the counter promises the person in front of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T, say
from forms.tracking import is_tracking_code
from kiosk.screens.attract import AttractScreen
from kiosk.screens.home import HomeScreen
from kiosk.screens.question import QuestionScreen
from kiosk.screens.receipt import ReceiptScreen
from kiosk.screens.review import ReviewScreen
from kiosk.screens.sign import SignScreen
from kiosk.screens.who import WhoScreen
from kiosk.session import Event, State
from sync.store.records import Status

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.kiosk.counter.page import CounterPage
    from tests.sync.store.given import ToldClock


def test_an_application_is_recorded_and_the_code_is_shown_without_any_line(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.fill_claim()
    code = counter.hand_in()
    recorded = counter.store.submissions.by_code(code)
    assert is_tracking_code(code)
    assert recorded is not None
    assert recorded.status is Status.COMPLETE
    assert b"<name>Zahra</name>" in counter.store.submissions.xml(recorded.key)
    assert counter.savepoints() == []


def test_every_answer_is_on_the_disk_before_the_next_question_shows(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    assert counter.question() == "kind"
    (saved,) = counter.savepoints()
    assert b"<name>Zahra</name>" in saved


def test_a_required_question_is_not_passed_and_says_how_to_put_it_right(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.go_on()
    assert counter.question() == "name"
    assert counter.screen(QuestionScreen).summary.isVisible()
    assert counter.shell.windowTitle().startswith(say(T("Error: {title}", title="x"), "fa").split(":")[0])


def test_back_loses_no_answer_from_the_first_to_the_last_page(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.fill_claim()
    seen = []
    counter.go_back()
    while counter.state is State.FILLING:
        seen.append(counter.question())
        counter.go_back()
    assert seen == ["loss", "animal", "name"]
    assert counter.state is State.WHO
    assert b"<name>Zahra</name>" in counter.savepoints()[0]


def test_change_leads_to_the_question_and_straight_back(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.fill_claim()
    counter.press(counter.screen(ReviewScreen).changes["/data/loss"])
    assert counter.question() == "loss"
    counter.type("7")
    counter.go_on()
    assert counter.state is State.REVIEW
    assert "۳۷" in counter.words()


def test_the_forms_own_consent_is_asked_after_the_check_and_only_there(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.fill_claim()
    assert "/data/agree" not in counter.screen(ReviewScreen).changes
    counter.go_on()
    assert "اجازه می‌دهم؟" in counter.words()
    counter.go_on()
    assert counter.state is State.SIGN
    assert counter.screen(SignScreen).errors.isVisible()


def test_the_language_changes_in_the_middle_and_nothing_else_does(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    counter.choose(2)
    counter.press(counter.shell.header.language)
    assert counter.question() == "kind"
    assert "Which animal?" in counter.words()
    tiles = counter.screen(QuestionScreen).blocks["/data/animal[1]/kind"].control.tiles  # type: ignore[attr-defined]
    assert [tile.isChecked() for tile in tiles] == [False, True]
    assert b"<kind>cow</kind>" in counter.savepoints()[0]


def test_end_shreds_what_was_not_handed_in_and_asks_for_a_new_process(counter: CounterPage, qtbot: pytest.Item) -> None:
    del qtbot
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    cleared: list[bool] = []
    counter.counter.cleared.connect(lambda: cleared.append(True))
    counter.press(counter.shell.header.end)
    assert cleared == [True]
    assert counter.savepoints() == []


def test_an_idle_page_is_covered_and_comes_back_as_it_was(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.type("Zahra")
    counter.counter.idle.idled.emit()
    assert counter.stands_in(State.IDLE_WARNING)
    warning = counter.counter.warning
    assert warning is not None
    assert warning.geometry() == counter.shell.rect()
    counter.press(warning.yes)
    assert counter.state is State.FILLING
    counter.go_on()
    assert b"<name>Zahra</name>" in counter.savepoints()[0]


def test_nobody_answering_the_warning_wipes_everything(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    counter.counter.idle.idled.emit()
    counter.counter.idle.ran_out.emit()
    assert counter.state is State.CLEARING
    assert counter.savepoints() == []


def test_idling_where_nothing_was_entered_greets_the_next_person(counter: CounterPage) -> None:
    counter.go_home()
    counter.counter.idle.idled.emit()
    assert isinstance(counter.shell.screen_shown, AttractScreen)


def test_a_printer_that_is_not_there_keeps_nobody_from_the_code(counter: CounterPage, paper: Path) -> None:
    paper.rmdir()
    counter.begin_claim()
    counter.fill_claim()
    counter.counter.happen(Event.ANSWERS_CONFIRMED)
    counter.press(counter.screen(SignScreen).consent)
    counter.go_on()
    counter.comes_to(State.PRINT_TROUBLE)
    assert say(T("The paper did not come out."), "fa") in counter.words()
    counter.go_back()
    assert is_tracking_code(counter.screen(ReceiptScreen).code.accessibleName())
    paper.mkdir()
    counter.press(counter.screen(ReceiptScreen).print)
    counter.qtbot.waitUntil(lambda: len(list(paper.glob("*.pdf"))) == 1)


def test_a_full_disk_is_said_at_the_question_and_loses_nothing(counter: CounterPage) -> None:
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    counter.go_back()
    counter.go_back()
    assert counter.question() == "name"
    connection = counter.store._connection
    (pages,) = connection.rows("pragma page_count")[0]
    connection.rows(f"pragma max_page_count = {pages}")
    counter.paste("x" * 20_000)
    counter.go_on()
    assert counter.question() == "name"
    assert say(T(STORE_FULL), "fa") in counter.words()
    assert b"<name>Zahra</name>" in counter.savepoints()[0]
    connection.rows("pragma max_page_count = 1000000")
    counter.go_on()
    assert counter.question() == "kind"


STORE_FULL = "The disk is full. Everything saved so far is safe; the last answer is not saved. Make room, try again."


def test_a_draft_cut_off_by_a_power_cut_is_gone_after_half_an_hour(
    counter: CounterPage, clock: ToldClock, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    counter.pull_the_plug()
    clock.passes(minutes=31)
    again = request.getfixturevalue("counter_on")(tmp_path / "store")
    assert isinstance(again.shell.screen_shown, AttractScreen)
    again.store.drafts.sweep(again.counter.equipment.scope("program"), clock.now())
    assert again.savepoints() == []


def test_a_service_that_cannot_be_opened_is_said_so_and_the_counter_goes_on(counter: CounterPage) -> None:
    counter.go_home()
    counter.press(counter.screen(HomeScreen).tiles[0])
    counter.go_on()
    counter.store._connection.rows("pragma query_only = 1")  # the disk turned read-only
    counter.press(counter.screen(WhoScreen).tiles["citizen"])
    assert counter.stands_in(State.HOME)
    assert say(T("This service cannot be opened at the moment."), "fa") in counter.words()
    counter.store._connection.rows("pragma query_only = 0")


def test_a_store_that_refuses_keeps_nobodys_answers_on_the_screen(
    counter: CounterPage, caplog: pytest.LogCaptureFixture
) -> None:
    counter.begin_claim()
    counter.type("Zahra")
    counter.go_on()
    cleared: list[bool] = []
    counter.counter.cleared.connect(lambda: cleared.append(True))
    counter.store._connection.rows("pragma query_only = 1")
    counter.press(counter.shell.header.end)
    counter.store._connection.rows("pragma query_only = 0")
    assert cleared == [True]
    assert "could not be shredded" in caplog.text


def test_a_call_for_help_ends_with_the_page_it_was_made_on(counter: CounterPage) -> None:
    counter.go_home()
    counter.press(counter.shell.footer.help)
    assert say(T("Help is needed here"), "fa") in counter.words()
    counter.counter.idle.idled.emit()
    assert isinstance(counter.shell.screen_shown, AttractScreen)
    assert say(T("Help is needed here"), "fa") not in counter.words()
