"""Questions whose twenty choices have a picture each, turned page by page and switched bare; a process."""

from __future__ import annotations

import json
import sys
from hashlib import md5
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from forms.xlsform import to_xform
from tests.bench.turned_pages import Pages, measure

if TYPE_CHECKING:
    from sync.store import Store
    from sync.store.records import InstalledForm, Scope

_QUESTIONS, _CHOICES, _BLOCKS, _SIDE = 80, 20, 5, 240


def pictured(store: Store, scope: Scope) -> InstalledForm:
    """Install the form and its pictures."""
    pictures = {_name(number): _picture(number) for number in range(_CHOICES)}
    media = [store.forms.add_media(scope, name, _hash(data), BytesIO(data)) for name, data in pictures.items()]
    xform = to_xform(_form().encode(), name="tiles").xform
    return store.forms.install(scope, form_id="tiles", version="1", name="Tiles", hash="", xform=xform, media=media)


def _form() -> str:
    survey = "\n".join(f"| | select_one crops | q{each} | پرسش شمارهٔ {each} | yes |" for each in range(_QUESTIONS))
    choices = "\n".join(f"| | crops | c{each} | محصول {each} | {_name(each)} |" for each in range(_CHOICES))
    return (
        f"| survey | | | | |\n| | type | name | label | required |\n{survey}\n"
        f"| choices | | | | |\n| | list_name | name | label | media::image |\n{choices}\n"
        "| settings | | | | |\n| | form_id | version | | |\n| | tiles | 1 | | |\n"
    )


def _name(number: int) -> str:
    return f"c{number}.png"


def _picture(number: int) -> bytes:
    data = BytesIO()
    Image.effect_noise((_SIDE, _SIDE), 20 + number).convert("RGB").save(data, "png")
    return data.getvalue()


def _hash(data: bytes) -> str:
    return f"md5:{md5(data, usedforsecurity=False).hexdigest()}"


def main() -> int:
    """Print both lists of milliseconds as JSON."""
    pages = Pages(Path(sys.argv[1]), pictured)
    print(json.dumps(measure(pages, _BLOCKS)))
    pages.equipment.store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
