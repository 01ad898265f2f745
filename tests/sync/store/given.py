"""What the tests of the store start from: a clock that is told the time, an office, a form, a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from sync.store.records import KeptAt, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sync.store import Store
    from sync.store.records import Draft, FormKey, InstalledForm, RecordKey, Submission

KEY = bytes(range(32))
VISITOR = Scope(central="ministry", office="office-7", device="device-3", actor="citizen")
ASSISTANT = Scope(central="ministry", office="office-7", device="device-3", actor="Zahra")
MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@dataclass
class ToldClock:
    """A clock that stands still until a test moves it."""

    wall: datetime = MORNING
    seconds: float = 1000.0
    boots: int = 1

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds

    def boot(self) -> str:
        return f"boot {self.boots}"

    def passes(self, **time: float) -> None:
        """Let time pass on both clocks."""
        self.wall += timedelta(**time)
        self.seconds += timedelta(**time).total_seconds()

    def reboots(self) -> None:
        """Start the machine anew: monotonic time begins again."""
        self.boots += 1
        self.seconds = 5.0


def install(
    store: Store, xform: bytes = b"<form/>", version: str = "1", media: Mapping[str, bytes] | None = None
) -> InstalledForm:
    files = [
        store.forms.add_media(VISITOR, name, f"md5:{name}", BytesIO(content)) for name, content in (media or {}).items()
    ]
    return store.forms.install(
        VISITOR, form_id="claim", version=version, name="Claim", hash="md5:0", xform=xform, media=files
    )


def begin(
    store: Store, form: FormKey, instance_id: str = "uuid:1", savepoint: bytes = b"<data/>", at: KeptAt = KeptAt.KIOSK
) -> Draft:
    return store.drafts.begin(VISITOR, form, instance_id, kept_at=at, language="fa", savepoint=savepoint)


def attach(store: Store, key: RecordKey, name: str, content: bytes) -> None:
    store.attachments.add(VISITOR, key, name, "image/jpeg", BytesIO(content))


def finalise(
    store: Store, form: FormKey, instance_id: str = "uuid:1", xml: bytes = b"<data/>", *names: str
) -> Submission:
    return store.submissions.finalise(
        VISITOR, form, instance_id, xml=xml, attachments=names, instance_name="Ali's claim", language="fa"
    )
