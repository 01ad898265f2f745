"""What can go wrong with bundles; every error carries a `text` for the person who has to act.

BundleError
├── BundleRefused           a volume was not taken over; nothing changed
│   ├── NotABundle          no age file, or none of ours inside
│   ├── BundleCut           it ends too early, or a byte of it differs
│   ├── NotForUs            it was sealed for somebody else
│   ├── UnknownMaker        signed by nobody we know, or not signed at all
│   ├── BundleForbidden     something in it has no place in a bundle: a link, a path, a file too many
│   ├── BundleTooLarge      larger than it may be, or than it says
│   ├── OlderBundle         a newer one was taken over before: somebody brings an old stick again
│   └── NewerFormat         made by a newer version of the program
├── StickFull               no room for the next volume; those before it are whole
├── CarryingStopped         a person wanted something else; the volumes before are whole
├── NoCourier               no central has a partner to whom volumes could be sealed
├── StickUnusable           it was pulled out, may only be read, or its bytes cannot be had
├── CardRefused             what should name a partner and its keys does not
│   └── NameUnfit           a name that is no word, or none that a stick takes in a file's name
├── NoFarEnd                the folder that should hold a far end's keys has none
└── FarEndThere             the folder for a far end's new keys has some already
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assets.texts import T

if TYPE_CHECKING:
    from assets.texts import Text


class BundleError(Exception):
    """Anything that a bundle, or the stick under it, did not do."""

    text: Text


class BundleRefused(BundleError):
    """A volume was not taken over; nothing changed."""


class NotABundle(BundleRefused):
    """No age file, or no bundle inside."""

    text = T("This file is no bundle of Pishkhan. Nothing was taken from it.")


class BundleCut(BundleRefused):
    """The file ends too early, or a byte of it is not the one that was written."""

    text = T("This file on the stick is damaged or was cut short. Nothing was taken from it; copy it again.")


class NotForUs(BundleRefused):
    """Sealed for another reader."""

    text = T("This bundle was sealed for somebody else. Nothing was taken from it; it can only be opened there.")


class UnknownMaker(BundleRefused):
    """Signed by nobody we know."""

    text = T("Nobody known here has signed this bundle. Nothing was taken from it; the technician should look at it.")


class BundleForbidden(BundleRefused):
    """Something that has no place in a bundle."""

    text = T("There is something in this bundle that does not belong there. Nothing was taken from it.")


class BundleTooLarge(BundleRefused):
    """Larger than it may be, or than its manifest says."""

    text = T("This bundle is larger than it says or may be. Nothing was taken from it.")


class OlderBundle(BundleRefused):
    """A newer one was taken over before."""

    text = T("This bundle is older than what was taken over before. Nothing was taken from it; use the newest stick.")


class NewerFormat(BundleRefused):
    """Made by a newer version of the program."""

    text = T("This bundle was made by a newer version of the program. Nothing was taken from it; update here first.")


class StickFull(BundleError):
    """No room for the next volume; those before it are whole."""

    text = T("The stick is full. What is on it already is whole. Put in the next stick and export again.")


class StickUnusable(BundleError):
    """It was pulled out, may only be read, or its bytes cannot be had."""

    text = T("The stick could not be used. Nothing here was changed; try another one.")


class CarryingStopped(BundleError):
    """A person wanted something else; the volumes before are whole."""

    text = T("Writing to the stick was stopped. Nothing is lost here; carry it again when you like.")


class NoCourier(BundleError):
    """No central has a partner to whom volumes could be sealed."""

    text = T("No centre in the configuration has a courier card.")


class CardRefused(BundleError):
    """What should name a partner and its keys does not."""

    text = T("A courier card has three words: a name, a signing key, a sealing key. This is none.")


class NameUnfit(CardRefused):
    """A name that is no word, or none that a stick takes in a file's name."""

    text = T("The name on a courier card is one word of letters, digits, points and hyphens.")


class NoFarEnd(BundleError):
    """The folder that should hold a far end's keys has none."""

    text = T("This folder has no keys of a far end. Make them once with “pishkhan courier init”.")


class FarEndThere(BundleError):
    """The folder for a far end's new keys has some already."""

    text = T("This folder has keys of a far end already. Nothing was changed; name another folder.")
