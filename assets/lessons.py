"""The learning corner: what a person may want to know about this machine, a few sentences each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assets.texts import T, Text


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to learn: a Phosphor icon's name, what it is called, and its sentences in order."""

    icon: str
    title: Text
    steps: tuple[Text, ...]


LESSONS: Final = (
    Lesson(
        "hand-tap",
        T("How do I use this machine?"),
        (
            T("Touch what you want, and lift your finger: what is under it then is taken."),
            T("“Continue” leads to the next page, “Back” to the one before. No answer is lost on the way."),
            T("On top you make the words larger, change the colours or the language, and have everything read out."),
            T("“End” wipes the screen. Nobody after you sees what you wrote."),
        ),
    ),
    Lesson(
        "keyboard",
        T("How do I write?"),
        (
            T("Touch the field: the letters come up by themselves. “Done” takes them away again."),
            T("If a letter is wrong, the key with the arrow deletes it."),
            T("Where options have numbers, you may also press the number."),
        ),
    ),
    Lesson(
        "pencil-line",
        T("What if I make a mistake?"),
        (
            T("Before anything is handed in, you see all your answers. “Change” leads to each of them."),
            T("If the machine does not understand something, it says what to put right. Nothing is lost."),
            T("If you do not know how to go on, call the assistant. The button is at the bottom of every page."),
        ),
    ),
    Lesson(
        "qr-code",
        T("What is the tracking code?"),
        (
            T("When your application is recorded, you get 18 digits. They are yours alone, like a key."),
            T("With them you ask here, or at any other office, what became of your application."),
            T("Keep the paper. If you lose it, the assistant can print it again with your identity card."),
        ),
    ),
    Lesson(
        "wifi-slash",
        T("What if there is no internet?"),
        (
            T("You can apply all the same: your application is recorded on this machine and locked."),
            T("As soon as there is a line it goes to the centre by itself, and only once."),
            T("The day that counts is the day on your paper, not the day on which it arrives."),
        ),
    ),
    Lesson(
        "shield-check",
        T("Who sees what I write?"),
        (
            T("Only the office that decides about your application reads it."),
            T("On this machine it is kept locked; what has been delivered is deleted here after some days."),
            T("Nobody here may ask you for the PIN of your bank card."),
        ),
    ),
)
