"""The store as one thread sees it: every table under its own name, over one connection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from sync.store.acts import Acts
from sync.store.attachments import Attachments
from sync.store.audit import Audit
from sync.store.cases import Cases
from sync.store.checkpoints import Checkpoints
from sync.store.corrections import Corrections
from sync.store.desk import Desk
from sync.store.device import Device
from sync.store.drafts import Drafts
from sync.store.durable import make_folder, sweep_temporary
from sync.store.errors import StoreDamaged
from sync.store.file import StoreFile
from sync.store.forms import Forms
from sync.store.media import MediaFolder
from sync.store.print_orders import PrintOrders
from sync.store.private_keys import PrivateKeys
from sync.store.queue import Queue
from sync.store.reports import Reports
from sync.store.retention import Retention
from sync.store.settings import Settings
from sync.store.sqlcipher import faults_told
from sync.store.staff import StaffBook
from sync.store.submissions import Submissions

if TYPE_CHECKING:
    from pathlib import Path

    from sync.store.clock import Clock


class Store:
    """One connection to the store; use it only in the thread that made it."""

    def __init__(self, file: StoreFile) -> None:
        """Connect to an opened store file for the calling thread."""
        self.file = file
        self._opened_it = False
        self._connection = file.connect()
        acts = Acts(self._connection, file.clock)
        with faults_told(file.folder):
            for name in ("attachments", "media"):
                make_folder(file.folder / name)
        self.attachments = Attachments(file.folder / "attachments", acts)
        self.device = Device.load_or_create(acts)
        self.forms = Forms(acts, MediaFolder(file.folder / "media", acts))
        self.drafts = Drafts(acts, file, self.attachments)
        self.submissions = Submissions(acts, self.attachments, self.device)
        self.reports = Reports(acts, self.attachments, self.device)
        self.private_keys = PrivateKeys(acts)
        self.queue = Queue(acts)
        self.retention = Retention(acts, self.attachments, self.device)
        self.desk = Desk(self._connection)
        self.cases = Cases(acts)
        self.corrections = Corrections(acts)
        self.audit = Audit(self._connection, self.device)
        self.checkpoints = Checkpoints(acts, self.device)
        self.staff = StaffBook(acts, file.clock)
        self.prints = PrintOrders(acts)
        self.settings = Settings(acts)

    @classmethod
    def open(cls, folder: Path, key: bytes, clock: Clock, *, beside: bool = False) -> Self:
        """Open the store in `folder` with its raw 32-byte `key`, making it when there is none.

        The kiosk opens it once in a process and alone (StoreLocked). A command opens it with `beside`, while the
        counter may be open; it never makes a store (StoreMissing). Raises StoreNewer, WrongKey, StoreDamaged,
        StoreFault, StoreFull.
        """
        file = StoreFile(folder, key, clock, beside=beside)
        try:
            store = cls(file)
        except BaseException:
            file.close()
            raise
        store._opened_it = True
        try:
            if not beside:
                store._clear_up_after_a_crash()
        except BaseException:
            store.close()
            raise
        return store

    def for_thread(self) -> Store:
        """Return a store over the same opened file for the calling thread; close it there."""
        return Store(self.file)

    def check(self) -> None:
        """Read every page and every row's place; raises StoreDamaged. Takes time in proportion to the store's size."""
        bad_pages = self._connection.rows("pragma cipher_integrity_check")
        if bad_pages or [row[0] for row in self._connection.rows("pragma integrity_check")] != ["ok"]:
            raise StoreDamaged

    def close(self) -> None:
        """Close this thread's connection; the one that opened the store also gives its locks back, so close it last."""
        self._connection.close()
        if self._opened_it:
            self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _clear_up_after_a_crash(self) -> None:
        """Remove half-written files and finish a shredding that was cut off, unless a command works beside us."""
        if self.file.alone():
            with faults_told(self.file.folder):
                sweep_temporary(self.file.folder)
                sweep_temporary(self.file.folder / "media")
            self.attachments.sweep()
            self.forms.hide_media()
        self.file.share()
        self._connection.shred()
