"""What the central service refuses or cannot do.

CentralError
├── Refused                     the protocol's own refusals: status, Central's problem code, message
│   ├── Unreadable              400.1  the XML cannot be read at all
│   ├── BadHeader               400.6  a header of the protocol is missing or wrong
│   ├── MissingPart             400.7  a multipart POST without xml_submission_file
│   ├── BadValue                400.8  a value of the official's interface makes no sense
│   ├── NotAuthenticated        401.2  malformed token, wrong password, form not assigned (on POST)
│   ├── NoRights                403.1  unknown or revoked token, a record of somebody else
│   ├── NotFound                404.1  no such form, file, record
│   ├── UnknownPredecessor      404.5  a correction of a record that was never here
│   ├── UnknownVersion          404.6  no such version of the form
│   ├── DifferentXml            409.1  same instanceID, other bytes
│   ├── NotAccepting            409.2  the form is closed
│   ├── VersionTaken            409.6  same form and version, other definition
│   ├── InstanceTaken           409.8  a correction under an instanceID that exists
│   ├── OutOfDate               409.9  the record was edited since
│   ├── EditingClosed           409.12 a correction for a form that is no longer open
│   ├── Deleted                 409.18 the record was deleted in the office
│   ├── TooLarge                413    over the limit of a POST
│   ├── TooManyTries            429    the official's password was guessed at too often
│   └── Broken                  500    the real one fails on such bytes, and so does this one
├── DataNewer                   the data folder was written by a newer version of the program
├── FormUnusable                a form of the forms folder cannot be published
└── CentralNotStarted           a service started as a child process ended before it listened
"""

from __future__ import annotations


class CentralError(Exception):
    """Anything the central service says no to."""


class DataNewer(CentralError):
    """The data folder belongs to a newer version of the program; nothing in it was touched."""


class FormUnusable(CentralError):
    """A form cannot be published; the message names the file and says why."""


class CentralNotStarted(CentralError):
    """The child process ended before it said where it listens; the message is what it complained about."""


class Refused(CentralError):
    """An answer of the protocol other than success; `status` is HTTP's, `code` is Central's finer one."""

    code = 400.0

    @property
    def status(self) -> int:
        """Return the HTTP status, the whole part of `code`."""
        return int(self.code)


class Unreadable(Refused):
    """The XML cannot be read."""

    code = 400.1

    def __init__(self, length: int) -> None:
        super().__init__(f"Could not parse the given data ({length} chars) as XML.")


class BadHeader(Refused):
    """A header of the protocol is missing or has another value."""

    code = 400.6

    def __init__(self, field: str, value: str | None) -> None:
        got = "[nothing]" if value is None else value
        super().__init__(f"An expected header field ({field}) did not match the expected format (got: {got}).")


class MissingPart(Refused):
    """The multipart body lacks a part."""

    code = 400.7

    def __init__(self, field: str) -> None:
        super().__init__(f"Required multipart POST field {field} missing.")


class BadValue(Refused):
    """A field of the official's interface has a value that makes no sense."""

    code = 400.8

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"Unexpected {field} value; {reason}")


class NotAuthenticated(Refused):
    """Who is asking could not be established; Central also says this on POST for a form that is not assigned."""

    code = 401.2

    def __init__(self) -> None:
        super().__init__("Could not authenticate with the provided credentials.")


class NoRights(Refused):
    """The token is unknown or revoked, or the thing belongs to somebody else."""

    code = 403.1

    def __init__(self) -> None:
        super().__init__("The authentication you provided does not have rights to perform that action.")


class NotFound(Refused):
    """No such project, form, file or record."""

    code = 404.1

    def __init__(self) -> None:
        super().__init__("Could not find the resource you were looking for.")


class UnknownPredecessor(Refused):
    """The record that a correction names was never here."""

    code = 404.5

    def __init__(self, deprecated_id: str) -> None:
        super().__init__(
            f"You tried to update an existing submission, but we can't find that submission to update ({deprecated_id})"
        )


class UnknownVersion(Refused):
    """The submission names a version of the form that was never published here."""

    code = 404.6

    def __init__(self, version: str) -> None:
        super().__init__(f"The form version specified in this submission '{version}' does not exist.")


class DifferentXml(Refused):
    """The instanceID is taken by other bytes."""

    code = 409.1

    def __init__(self) -> None:
        super().__init__(
            "A submission already exists with this ID, but with different XML. Resubmissions to attach additional "
            "multimedia must resubmit an identical xml_submission_file."
        )


class NotAccepting(Refused):
    """The form is closed."""

    code = 409.2

    def __init__(self) -> None:
        super().__init__(
            "This form is not currently accepting submissions. Please talk to your program staff if this is unexpected."
        )


class VersionTaken(Refused):
    """The version of this form is published already with another definition."""

    code = 409.6

    def __init__(self, form_id: str, version: str) -> None:
        super().__init__(
            f"You tried to publish the form '{form_id}' with version '{version}', but a published form has already "
            "existed in this project with those identifiers."
        )


class InstanceTaken(Refused):
    """A correction came under an instanceID that is on record."""

    code = 409.8

    def __init__(self) -> None:
        super().__init__(
            "You tried to update a submission, but the instanceID you provided already exists on this server. Please "
            "try again with a unique instanceID."
        )


class OutOfDate(Refused):
    """The copy sent again, or corrected, is no longer the current one; Central prints `undefined` for a resend."""

    code = 409.9

    def __init__(self, deprecated_id: str = "undefined") -> None:
        super().__init__(
            f"You tried to update a submission, but the copy you were editing ({deprecated_id}) is now out of date. "
            "Please get the new version that has been submitted, and make your edits again."
        )


class EditingClosed(Refused):
    """Corrections are taken for open forms only."""

    code = 409.12

    def __init__(self) -> None:
        super().__init__("You are trying to edit a submission of a Form that is in Closing or Closed state.")


class Deleted(Refused):
    """The record was deleted in the office."""

    code = 409.18

    def __init__(self) -> None:
        super().__init__("This submission has been deleted. You may not resubmit it.")


class TooLarge(Refused):
    """The body is over the limit of one POST; a proxy in front of Central answers this in HTML."""

    code = 413.0

    def __init__(self) -> None:
        super().__init__("Request Entity Too Large")


class TooManyTries(Refused):
    """The official's password was wrong too often; the door opens again in `seconds`."""

    code = 429.0

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many tries. Please wait {seconds} seconds.")
        self.seconds = seconds


class Broken(Refused):
    """Bytes on which the real Central fails for ever (NUL, invalid UTF-8)."""

    code = 500.0

    def __init__(self) -> None:
        super().__init__("Internal Server Error")
