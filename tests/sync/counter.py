"""A counter for tests: a real store with a form in it, records to deliver, a clock that is told the time."""

from __future__ import annotations

import hashlib
import io
import random
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sync.agent import Agent
from sync.openrosa.address import Central
from sync.openrosa.client import OpenRosaClient
from sync.store import Store
from sync.store.records import KeptAt, RecordKey, Scope

if TYPE_CHECKING:
    from pathlib import Path

    from sync.report import RunReport
    from sync.store.records import FormKey, Submission

KEY = bytes(range(32))
CENTRAL = Central("demo", "http://127.0.0.1:1", connect_timeout=2, read_timeout=2)


def xform(form_id: str = "claim", version: str = "1", photos: int = 3, question: str = "Your name") -> bytes:
    uploads = "".join(f"<photo{n}/>" for n in range(photos))
    binds = "".join(f'<bind nodeset="/data/photo{n}" type="binary"/>' for n in range(photos))
    controls = "".join(
        f'<upload ref="/data/photo{n}" mediatype="image/*"><label>Photo</label></upload>' for n in range(photos)
    )
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">'
        f"<h:head><h:title>Claim</h:title><model><instance>"
        f'<data id="{form_id}" version="{version}"><name/>{uploads}<orx:meta><orx:instanceID/></orx:meta></data>'
        f'</instance><bind nodeset="/data/name" type="string"/>{binds}'
        '<bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/></model></h:head>'
        f'<h:body><input ref="/data/name"><label>{question}</label></input>{controls}</h:body></h:html>'
    ).encode()


@dataclass
class ToldClock:
    """Moves only when a test says so."""

    at: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    seconds: float = 0.0

    def now(self) -> datetime:
        return self.at + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def boot(self) -> str:
        return "one boot"

    def pass_by(self, wait: timedelta) -> None:
        self.seconds += wait.total_seconds()


@dataclass
class Counter:
    """The local half: what a citizen finalises is what must arrive."""

    store: Store
    clock: ToldClock
    seed: int = 7
    scope: Scope = field(default_factory=lambda: Scope("demo", "office-1", "device-1", "agent"))

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311
        self.clients: list[OpenRosaClient] = []

    def install(self, form_id: str = "claim", version: str = "1") -> FormKey:
        content = xform(form_id, version)
        digest = "md5:" + hashlib.md5(content, usedforsecurity=False).hexdigest()
        return self.store.forms.install(
            self.scope, form_id=form_id, version=version, name=form_id, hash=digest, xform=content
        ).key

    def finalise(self, form: FormKey, *photos: bytes, name: str = "Zahra") -> Submission:
        instance_id = f"uuid:{UUID(int=self.random.getrandbits(128), version=4)}"
        self.store.drafts.begin(
            self.scope, form, instance_id, kept_at=KeptAt.KIOSK, language="fa", savepoint=b"<data/>"
        )
        record = RecordKey(self.scope.central, instance_id)
        names = [f"photo-{n}.jpg" for n in range(len(photos))]
        for file, content in zip(names, photos, strict=True):
            self.store.attachments.add(self.scope, record, file, "image/jpeg", io.BytesIO(content))
        taken = "".join(f"<photo{n}>{file}</photo{n}>" for n, file in enumerate(names))
        xml = (
            f'<data xmlns:orx="http://openrosa.org/xforms" id="{form.form_id}" version="{form.version}">'
            f"<name>{name}</name>{taken}<orx:meta><orx:instanceID>{instance_id}</orx:instanceID></orx:meta></data>"
        ).encode()
        return self.store.submissions.finalise(
            self.scope, form, instance_id, xml=xml, attachments=names, instance_name=name, language="fa"
        )

    def agent(self, url: str, **changes: Any) -> Agent:
        cancelled = changes.pop("cancelled", lambda: False)
        progress = changes.pop("progress", lambda _code, _sent, _total: None)
        clock = changes.pop("clock", self.clock)
        client = OpenRosaClient(
            replace(CENTRAL, url=url, **changes),
            clock=clock.now,
            monotonic=time.monotonic,
            random=self.random,
            cancelled=cancelled,
        )
        self.clients.append(client)
        return Agent(self.store, client, self.scope, clock=clock, random=self.random, progress=progress)

    def run(self, url: str, **changes: Any) -> RunReport:
        return self.agent(url, **changes).run_once()

    def close(self) -> None:
        for client in self.clients:
            client.close()
        self.store.close()


def open_counter(folder: Path, seed: int = 7) -> Counter:
    clock = ToldClock()
    return Counter(Store.open(folder / "store", KEY, clock), clock, seed)
