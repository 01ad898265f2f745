"""A central as the agent meets it: it lists forms and judges what is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.sync.counter import xform
from tests.sync.openrosa.answers import form_list, head_of_submission, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.sync.openrosa.scripted import Asked, Reply


def central(post: Callable[[Asked], Reply], *forms: str) -> Callable[[Asked], Reply]:
    """Answer as a central that lists `forms` (the claim when none) and judges each POST with `post`."""
    offered = forms or (listed("claim", "1", xform(), "http://127.0.0.1/unused"),)

    def answer(asked: Asked) -> Reply:
        if asked.method == "HEAD":
            return head_of_submission()
        return post(asked) if asked.method == "POST" else form_list(*offered)

    return answer
