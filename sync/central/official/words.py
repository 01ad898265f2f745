"""Every text of the official's pages, by the name its template knows it by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from assets.services import CASE_STATUSES
from assets.texts import T, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assets.texts import InLanguage

WORDS: Final[Mapping[str, Text]] = {
    "all": T("All"),
    "applications": T("Applications"),
    "arrived": T("Arrived"),
    "answers": T("Answers"),
    "attachments": T("Photos and files"),
    "back": T("Back to the list"),
    "code": T("Tracking code"),
    "counter": T("Public service counter"),
    "disk": T("Room on the disk"),
    "decision": T("Decision"),
    "decision_hint": T("The citizen reads the status and the message at the counter after its next connection."),
    "edited": T("Corrected"),
    "history": T("What was decided before"),
    "language": T("Language"),
    "last_heard": T("Last heard"),
    "look": T("To look at"),
    "machine": T("Machine"),
    "machines": T("Machines"),
    "message": T("Message to the citizen"),
    "message_hint": T("Write it as you would say it to somebody in front of you. A rejection needs its reason."),
    "missing": T("has not come yet"),
    "next": T("Next page"),
    "no_answer": T("No answer"),
    "nothing_found": T("No application was found"),
    "nothing_found_hint": T("Look at the code once more, or show all applications."),
    "no_machine": T("No machine has reported yet"),
    "no_machine_hint": T("Each machine reports once a day, as soon as it has delivered something or asked for forms."),
    "nothing_yet": T("Nothing has arrived yet"),
    "nothing_yet_hint": T("Applications appear here as soon as a counter delivers them."),
    "office": T("Office"),
    "official_page": T("Official's desk"),
    "oldest": T("The oldest"),
    "password": T("Password"),
    "password_hint": T("It was shown when the service was started."),
    "photos": T("Photos"),
    "previous": T("Previous page"),
    "reason": T("Rejected, because…"),
    "save": T("Save the decision"),
    "saved": T("Saved. The counter gets it at its next connection."),
    "sealed": T("The answers are sealed. Only the holder of the private key opens them, on another machine."),
    "sealed_files": T("Download all of these into one folder; they are opened there with “pishkhan submission open”."),
    "report": T("What the machine reported"),
    "report_hint": T(
        "With “pishkhan audit verify --printed” the machine itself tells whether this mark is still its register's own."
    ),
    "search": T("Search"),
    "search_hint": T("The code, or a part of it"),
    "sender": T("Sent from"),
    "service": T("Service"),
    "show_all": T("Show all"),
    "sign_in": T("Sign in"),
    "sign_out": T("Sign out"),
    "status": T("Status"),
    "to_machines": T("Back to the machines"),
    "trouble": T("Something needs your attention"),
    "unreadable": T("The form could not be read; the answers are shown as they were sent."),
    "waiting": T("Waiting to be sent"),
    "welcome": T("Welcome"),
    "well": T("In order"),
}

LOOKS: Final[Mapping[str, Text]] = {
    "silent": T("Not heard for days"),
    "disk_full": T("Disk full, takes nothing new"),
    "backlog_long": T("Too much waits, takes nothing new"),
    "backlog_old": T("Has waited too long, takes nothing new"),
    "clock_wrong": T("Clock wrong"),
    "key_not_escrowed": T("Key not in escrow"),
    "printer": T("Printer does not print"),
    "update": T("The newer program did not stay"),
    "other_register": T("The register is not the one of before"),
    "other_key": T("Signs with another key than before"),
}

_DAYS_FROM = 48  # hours
WRONG_PASSWORD = T("The password is not right. Type it again as it was shown when the service was started.")
NO_REASON = T("Write the reason for the rejection: the citizen has a right to it.")
NO_STATUS = T("Choose a status.")
GONE = T("This application is not here. It may have been deleted.")
STALE = T("This page was open for too long. Nothing was saved; look at it again and save once more.")


def error_title(title: Text) -> Text:
    """Return the title of a page that has something to put right."""
    return T("Error: {title}", title=title)


def wait(seconds: int) -> Text:
    """Return what to do after too many wrong passwords."""
    return T("Too many tries. Wait {seconds} seconds, then try again.", seconds=seconds)


def too_long(limit: int) -> Text:
    """Return what to do with a message of more than `limit` characters."""
    return T("The message is too long. Shorten it to {limit} characters.", limit=limit)


def page_number(number: int) -> Text:
    """Return where in the list the reader is."""
    return T("Page {number}", number=number)


def look_words(code: str) -> Text:
    """Return what should be looked at; an unknown one by its code."""
    return LOOKS.get(code) or Text("{code}", (("code", code),))


def waited(hours: int) -> Text:
    """Return for how long the oldest has waited."""
    return T("{count} days", count=hours // 24) if hours >= _DAYS_FROM else T("{count} hours", count=hours)


def as_of(moment: InLanguage) -> Text:
    """Return of when a report tells that was long under way."""
    return T("As it stood on {moment}", moment=moment)


def free(megabytes: int) -> Text:
    """Return how much room is left."""
    return T("{count} MB", count=megabytes)


def status_words(status: str) -> Text:
    """Return what a status is called; an unknown one by its code."""
    return CASE_STATUSES.get(status, Text(status))
