"""What all services promise: two whole languages, a case that can be followed, no warning from any tool."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pyxform
from lxml import etree

from assets import listing, read
from assets.services import CASE_STATUSES, HEALTH_FORM, SERVICES, Service, choice_icon
from assets.texts import Text, say
from forms.check import check_form
from forms.tracking import case_code, case_of, tracking_code
from forms.xlsform import to_xform
from tests.services.conftest import begin, form_of

if TYPE_CHECKING:
    from forms.entry import FormEntry

ENTITIES = "{http://www.opendatakit.org/xforms/entities}"
every_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.id)


def test_every_packaged_form_is_a_service_or_the_machines_own() -> None:
    services = [service.workbook.rpartition("/")[2] for service in SERVICES]
    assert sorted(listing("forms")) == sorted([*services, f"{HEALTH_FORM}.xlsx"])


@every_service
def test_no_check_has_anything_to_say(service: Service) -> None:
    files = [name.rpartition("/")[2] for name in service.media]
    assert check_form(read(service.workbook), name=service.form_id, media_files=files) == ()


@every_service
def test_every_text_stands_in_both_languages(service: Service) -> None:
    translations = form_of(service.form_id).itext.translations
    persian, english = translations["Persian (fa)"], translations["English (en)"]
    assert persian.keys() == english.keys()
    assert {text_id: forms.keys() for text_id, forms in persian.items()} == {
        text_id: forms.keys() for text_id, forms in english.items()
    }
    untranslated = [text_id for text_id, forms in persian.items() if forms == english[text_id]]
    left_out = [text_id for text_id, forms in persian.items() if ("-",) in forms.values()]
    assert untranslated + left_out == []


@every_service
def test_behind_every_question_stands_an_explanation_that_says_something_else(service: Service) -> None:
    entries = {language: begin(service.form_id, language=language) for language in ("fa", "en")}
    asked = [state.path for state in entries["fa"].nodes() if state.leaf and state.control and not state.readonly]
    assert len(asked) >= 7
    for (language, entry), path in product(entries.items(), asked):
        state = entry.node(path)
        assert state.guidance is not None, (language, path)
        said = [each.text for each in (state.label, state.hint) if each is not None]
        assert state.guidance.text not in said
        assert 1 <= len(re.findall(r"[.؟?!](?:\s|$)", state.guidance.text)) <= 3, state.guidance.text


@every_service
def test_the_form_begins_in_persian_and_speaks_english(service: Service) -> None:
    for language, letter in (("fa", "ا"), ("en", "e")):
        label = begin(service.form_id, language=language).node("/data/about").label
        assert label is not None
        assert letter in label.text


@every_service
def test_a_list_of_choices_has_pictures_for_all_or_for_none(service: Service) -> None:
    pictured = {
        state.path: {bool(choice_icon(service.form_id, state.path.rpartition("/")[2], c.value)) for c in state.choices}
        for state in begin(service.form_id).nodes()
        if state.choices
    }
    assert {True} in pictured.values()
    assert {True, False} not in pictured.values()


@every_service
def test_the_service_page_is_complete_in_persian(service: Service) -> None:
    texts = [value for value in vars(type(service))["__slots__"] if value]
    said = [text for name in texts for text in _texts(getattr(service, name))]
    assert len(said) >= 10
    assert [text.msgid for text in said if say(text, "fa") == text.msgid] == []


def _texts(value: object) -> list[Text]:
    found = value if isinstance(value, tuple) else (value,)
    return [text for text in found if isinstance(text, Text)]


@pytest.mark.parametrize("application", ["name_change", "damage", "bill", "anonymous_complaint"])
def test_the_submission_makes_a_case_that_the_tracking_code_finds(
    application: str, request: pytest.FixtureRequest
) -> None:
    entry: FormEntry = request.getfixturevalue(application)
    finalised = entry.finalise()
    root = etree.fromstring(finalised.xml)
    entity = next(element for element in root.iter() if etree.QName(element).localname == "entity")
    label = next(element for element in entity if etree.QName(element).localname == "label")
    assert entity.get("dataset") == "cases"
    assert entity.get("create") in {"1", "true"}
    assert len(entity.get("id") or "") == 36
    assert label.text == case_code(finalised.instance_id) == case_of(tracking_code(finalised.instance_id))
    assert root.findtext("{*}case_code") == label.text
    assert root.findtext("{*}case_status") in CASE_STATUSES
    assert root.findtext("{*}case_service") == entry.form.form_id
    assert root.findtext("{*}case_submitted") == "2026-11-22"


@every_service
def test_the_case_list_comes_with_the_form(service: Service) -> None:
    form = form_of(service.form_id)
    assert "jr://file-csv/cases.csv" in [source.src for source in form.instances.values()]
    saved = {bind.save_to for bind in form.binds.values() if bind.save_to}
    assert saved == {"code", "service", "status", "message", "submitted"}


@pytest.mark.system
@every_service
def test_other_clients_take_the_form(service: Service, tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("ODK Validate needs Java")
    jar = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
    form = tmp_path / f"{service.form_id}.xml"
    form.write_bytes(to_xform(read(service.workbook), name=service.form_id).xform)
    result = subprocess.run(["java", "-jar", jar, form], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    assert "Xform is valid!" in result.stdout + result.stderr
