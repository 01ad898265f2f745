"""The machines' own form: whole in both languages, taken by other clients, and with nothing in it to ask a person."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import pyxform

from assets import read
from assets.services import HEALTH_FORM, service_of
from forms.check import check_form
from forms.xlsform import to_xform
from tests.services.conftest import form_of


def test_no_check_has_anything_to_say_and_it_is_no_service() -> None:
    assert check_form(read(f"forms/{HEALTH_FORM}.xlsx"), name=HEALTH_FORM, media_files=[]) == ()
    assert service_of(HEALTH_FORM) is None


def test_every_text_stands_in_both_languages() -> None:
    translations = form_of(HEALTH_FORM).itext.translations
    persian, english = translations["Persian (fa)"], translations["English (en)"]
    assert persian.keys() == english.keys()
    assert [text_id for text_id, forms in persian.items() if forms == english[text_id]] == []


def test_it_makes_no_case_and_takes_no_picture_sound_or_place() -> None:
    form = form_of(HEALTH_FORM)
    assert [bind.save_to for bind in form.binds.values() if bind.save_to] == []
    types = {bind.type for path, bind in form.binds.items() if not path.endswith("/device_signature")}
    assert types <= {"string", "int", "decimal", "dateTime", "select1", "select", ""}, types


@pytest.mark.system
def test_other_clients_take_the_form(tmp_path: Path) -> None:
    if shutil.which("java") is None:
        pytest.skip("ODK Validate needs Java")
    jar = Path(pyxform.__file__).parent / "validators/odk_validate/bin/ODK_Validate.jar"
    form = tmp_path / f"{HEALTH_FORM}.xml"
    form.write_bytes(to_xform(read(f"forms/{HEALTH_FORM}.xlsx"), name=HEALTH_FORM).xform)
    result = subprocess.run(["java", "-jar", jar, form], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
