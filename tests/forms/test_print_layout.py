"""`print::…` columns and `print_settings`: read at conversion, carried by the XForm, understood by us alone."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
import pyxform
from lxml import etree
from openpyxl import Workbook

from forms.entry import FormEntry
from forms.errors import FormRefused
from forms.parse import parse_xform
from forms.printing import AS_IT_COMES, PrintHint
from forms.world import World
from forms.xlsform import Conversion, to_xform
from tests.forms.scenario import NOW

FORM = """
| survey | | | | | | | |
| | type | name | label | print::a4 | print::receipt | print::mask | print::order |
| | begin group | person | Person | | | yes | |
| | text | name | Name | w6 | yes | no | 2 |
| | text | card | Card | w4 | | last4 | 1 |
| | end group | | | | | | |
| | begin repeat | field | Field | no | | | |
| | text | crop | Crop | | | | |
| | end repeat | | | | | | |
| settings | form_id | version | namespaces |
| | c | 1 | esri="urn:esri" |
| print_settings | | | | |
| | letterhead::Persian (fa) | letterhead | footer | copies |
| | بنیاد | Foundation | Come again | 2 |
"""
SEEN = """
| survey | | | | | |
| | type | name | label | appearance | print::a4 | print::mask |
| | text | pin  | PIN  | masked     | | |
| | text | card | Card | masked w3  | | last4 |
| | text | code | Code | masked     | | no |
| | text | name | Name | w5 | w7 | |
| | begin group | work | Work | w4 | | |
| | text | job | Job | | | |
| | end group | | | | | |
"""
PLAIN = """
| survey | | | |
| | type | name | label |
| | text | name | Name |
"""


def converted(form: str = FORM) -> Conversion:
    return to_xform(form.encode(), name="c")


def test_a_form_says_what_stands_on_its_paper_and_how() -> None:
    layout = parse_xform(converted().xform).printing
    assert layout.hint("/data/person/name") == PrintHint(on_receipt=True, width=6, mask="yes", order=2.0)
    assert layout.hint("/data/person/card").mask == "last4"
    assert layout.hint("/data/field/crop").on_copy is False
    assert layout.copies == 2
    assert layout.words(layout.letterhead, "fa") == "بنیاد"
    assert layout.words(layout.letterhead, "en") == "Foundation"
    assert layout.words(layout.footer, "fa-IR") == "Come again"


def test_where_nothing_is_said_of_the_paper_the_screen_counts() -> None:
    layout = parse_xform(converted(SEEN).xform).printing
    assert layout.hint("/data/pin") == PrintHint(mask="yes")
    assert layout.hint("/data/card") == PrintHint(width=3, mask="last4")
    assert layout.hint("/data/code") == PrintHint()
    assert layout.hint("/data/name") == PrintHint(width=7)
    assert layout.hint("/data/work/job") == PrintHint()


def test_the_form_is_the_same_to_everybody_else() -> None:
    with_words, without = converted(), converted(_without_print())
    assert _bare(with_words.xform) == _bare(without.xform)
    assert [problem.text for problem in with_words.problems] == [problem.text for problem in without.problems]


def test_what_is_sent_has_nothing_of_it() -> None:
    form = parse_xform(converted().xform)
    entry = FormEntry.start(form, World(now=lambda: NOW))
    assert b"print" not in entry.finalise().xml


def test_a_form_that_says_nothing_prints_as_it_comes() -> None:
    conversion = converted(PLAIN)
    assert parse_xform(conversion.xform).printing == AS_IT_COMES
    assert b"print" not in conversion.xform


@pytest.mark.parametrize(
    ("column", "word"), [("a4", "w11"), ("receipt", "perhaps"), ("mask", "last5"), ("order", "first")]
)
def test_a_word_that_means_nothing_is_told_with_its_cell_and_changes_nothing(column: str, word: str) -> None:
    form = f"""
| survey | | | | |
| | type | name | label | print::{column} |
| | text | name | Name | {word} |
"""
    conversion = converted(form)
    (problem,) = conversion.problems
    assert (problem.severity, problem.place.row, problem.place.column) == ("warning", 2, f"print::{column}")
    assert parse_xform(conversion.xform).printing.hint("/data/name") == PrintHint()


def test_settings_that_mean_nothing_are_told() -> None:
    conversion = converted(PLAIN + "| print_settings | | |\n| | copies | colour |\n| | 900 | red |\n")
    assert {(problem.place.sheet, problem.place.column) for problem in conversion.problems} == {
        ("print_settings", "copies"),
        ("print_settings", "colour"),
    }
    assert parse_xform(conversion.xform).printing.copies == 1


def test_a_spreadsheet_says_the_same() -> None:
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in (["type", "name", "label", "print::a4"], ["text", "name", "Name", "w3"]):
        survey.append(row)
    sheet = book.create_sheet("print_settings")
    for settings in (["letterhead", "copies"], ["Office", 3]):
        sheet.append(settings)
    target = BytesIO()
    book.save(target)
    layout = parse_xform(to_xform(target.getvalue(), name="c").xform).printing
    assert (layout.hint("/data/name").width, layout.copies, dict(layout.letterhead)) == (3, 3, {"": "Office"})


def test_a_form_that_is_refused_is_refused_as_before() -> None:
    with pytest.raises(FormRefused):
        converted(FORM.replace("end group", "end grup"))


def _without_print() -> str:
    lines = [line for line in FORM.strip().splitlines() if "print_settings" not in line]
    lines = lines[: next(i for i, line in enumerate(lines) if "letterhead" in line)]
    return "\n".join(_cut(line) for line in lines)


def _cut(line: str) -> str:
    cells = line.split("|")
    return "|".join(cells[:5] + cells[-1:]) if "survey" in line or (cells[1].strip() == "" and len(cells) > 8) else line


def _bare(xform: bytes) -> str:
    """Return the form without what only we read."""
    root = etree.fromstring(xform)
    for element in root.iter():
        for name in [name for name in element.attrib if "urn:pishkhan" in str(name)]:
            del element.attrib[name]
    for bind in [bind for bind in root.iter("{*}bind") if set(bind.attrib) == {"nodeset"}]:
        parent = bind.getparent()
        assert parent is not None
        parent.remove(bind)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["esri"])
    return etree.tostring(root, method="c14n").decode()


VALIDATE = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"


@pytest.mark.skipif(shutil.which("java") is None, reason="ODK Validate needs Java")
def test_odk_validate_takes_the_form_as_any_other(tmp_path: Path) -> None:
    form = tmp_path / "form.xml"
    form.write_bytes(converted().xform)
    assert b"urn:pishkhan:print" in form.read_bytes()
    told = subprocess.run(["java", "-jar", VALIDATE, form], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "Xform is valid" in told.stdout
    form.write_bytes(converted().xform.replace(b'type="string"', b'type="string" relevant="nowhere("', 1))
    refused = subprocess.run(["java", "-jar", VALIDATE, form], capture_output=True, text=True, check=False)
    assert "Xform is valid" not in refused.stdout
