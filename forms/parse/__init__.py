"""XForm XML → FormDef."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import XPath

from assets.texts import T
from forms.definition import FormDef, SubmissionInfo
from forms.errors import FormRefused
from forms.parse.actions import is_action, read_action
from forms.parse.audit import read_audit
from forms.parse.binds import read_binds
from forms.parse.body import BodyReader
from forms.parse.checking import check
from forms.parse.model import paths_of, read_primary, read_secondary
from forms.parse.names import ENTITIES, OPENROSA, XFORMS, XHTML, q
from forms.parse.printing import read_layout
from forms.parse.reading import read_xml, refused
from forms.parse.texts import read_itext
from forms.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from forms.definition import Action, ModelNode


_HAS_MORE_NODES = XPath("count(descendant-or-self::*) + count(descendant-or-self::*/@*) > $most")
MOST_NODES = 25_000  # read and planned in about a second; the largest published form has a thousand


def parse_xform(xform: bytes) -> FormDef:
    """Read an ODK XForm. Raises FormRefused naming every node that keeps it from running."""
    form = _read(xform)
    problems = form.problems + tuple(check(form))
    if any(problem.severity == "error" for problem in problems):
        raise FormRefused(problems)
    object.__setattr__(form, "problems", problems)
    return form


def _read(xform: bytes) -> FormDef:
    root = read_xml(xform)
    model = root.find(f"{q(XHTML, 'head')}/{q(XFORMS, 'model')}")
    body = root.find(q(XHTML, "body"))
    instance = model.find(q(XFORMS, "instance")) if model is not None else None
    primary = next(iter(instance), None) if instance is not None else None
    if model is None or body is None or primary is None:
        raise refused(T("The file is not an XForm: it has no model with an instance, or no body."))
    if _HAS_MORE_NODES(primary, most=MOST_NODES):
        raise refused(T("The form has more than {count} nodes.", count=MOST_NODES))
    problems: list[Problem] = []
    data = read_primary(primary)
    known = frozenset(paths_of(data))
    binds, by_id = read_binds(model, data.path, known, problems)
    reader = BodyReader(by_id, known, data.path, problems)
    controls = reader.read(body)
    actions = [*_model_actions(model, data.path, by_id, problems), *reader.actions]
    title = root.findtext(f"{q(XHTML, 'head')}/{q(XHTML, 'title')}") or ""
    return FormDef(
        form_id=_form_id(data, problems),
        version=_attribute(data, "version"),
        title=title.strip(),
        model=data,
        namespaces={prefix: uri for prefix, uri in (root.nsmap | primary.nsmap).items() if prefix},
        binds=binds,
        controls=controls,
        itext=read_itext(model, problems),
        instances=reader.tables | read_secondary(model, problems),
        actions=tuple(actions),
        submission=_submission(model),
        problems=tuple(problems),
        entities_version=model.get(q(ENTITIES, "entities-version")),
        audit=read_audit(model, data.path, known),
        printing=read_layout(model, body, data.path, known, controls),
        style=tuple((body.get("class") or "").split()),
    )


def _form_id(data: ModelNode, problems: list[Problem]) -> str:
    written = _attribute(data, "id") or (data.namespace if data.namespace not in (None, XFORMS) else None)
    if not written:
        text = T("The form has no id, so that no central service will take its submissions.")
        problems.append(Problem("warning", text, Place(node=data.path)))
    return written or data.name


def _attribute(node: ModelNode, name: str) -> str:
    attributes = dict(node.attributes)
    return attributes.get(name) or attributes.get(q(OPENROSA, name)) or ""


def _model_actions(model: _Element, root: str, by_id: dict[str, str], problems: list[Problem]) -> Iterator[Action]:
    structural = {q(XFORMS, name) for name in ("instance", "bind", "itext", "submission")}
    for element in model:
        if element.tag not in structural and is_action(element):
            action = read_action(element, None, root, lambda e: by_id.get(e.get("bind") or ""), problems)
            if action is not None:
                yield action


def _submission(model: _Element) -> SubmissionInfo:
    element = model.find(q(XFORMS, "submission"))
    if element is None:
        return SubmissionInfo()
    return SubmissionInfo(
        action=element.get("action"),
        public_key=element.get("base64RsaPublicKey"),
        auto_send=_truth(element.get(q(OPENROSA, "auto-send"))),
        auto_delete=_truth(element.get(q(OPENROSA, "auto-delete"))),
    )


def _truth(written: str | None) -> bool | None:
    return None if written is None else written.strip() == "true"
