"""What a check looks at: the form at every stage that it reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.definition import FormDef
    from forms.workbook import Workbook
    from forms.xlsform import Conversion


@dataclass(frozen=True, slots=True)
class Subject:
    """A form under examination; a stage that was not reached is None.

    book: None for a form that came as XForm XML. media: names of the files that are there, None where nobody looked.
    """

    book: Workbook | None = None
    conversion: Conversion | None = None
    form: FormDef | None = None
    media: frozenset[str] | None = None
