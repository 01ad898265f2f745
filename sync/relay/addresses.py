"""The addresses of the protocol as centrals have them: nothing else of a central is reached through a relay.

ODK Central: `/v1/key/TOKEN/projects/1/…`. KoboToolbox and Ona: `/formList`, `/USER/formList`, `/USER/forms/1/form.xml`,
`/USER/xformsManifest/1`, `/USER/xformsMedia/1/2.csv`, `/USER/submission`.
"""

from __future__ import annotations

import re

_STEP = r"/(?!\.)[A-Za-z0-9!$_.~@-]+"
_BASE = rf"({_STEP}){{0,5}}"
_NAME = r"(?!(?:\.|%2[eE]){1,2}(?:[/?]|$))[^/?\s]+"  # a step up, quoted or not, would lead out of what is named here
_OF_CENTRAL = rf"forms/{_NAME}(\.xml|/manifest|/attachments/{_NAME})"
_OF_OTHERS = rf"(forms/{_NAME}/form\.xml|xformsManifest/{_NAME}|xformsMedia/{_NAME}(/{_NAME})?)"
_QUERY = r"(\?\S*)?"
_SUBMISSION = re.compile(rf"{_BASE}/submission{_QUERY}")
_READ = re.compile(rf"{_BASE}/(formList|{_OF_CENTRAL}|{_OF_OTHERS}){_QUERY}")
_LIST = re.compile(r"/(formList|manifest|xformsManifest/[^/?]+)(\?|$)")


def takes_submissions(target: str) -> bool:
    """Tell whether `target` (path and query) is where a central takes submissions."""
    return _SUBMISSION.fullmatch(target) is not None


def may_be_read(target: str) -> bool:
    """Tell whether `target` is a list, a form or a file of one."""
    return _READ.fullmatch(target) is not None


def is_list(target: str) -> bool:
    """Tell whether `target` is a list, which names other addresses of its central."""
    return _LIST.search(target) is not None
