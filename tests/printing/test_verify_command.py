"""`pishkhan receipt verify` with everything a person may hold up."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image

from kiosk.cli.receipt import receipt as command
from printing.keylist import KeyListDamaged, parse_key_list, write_key_list
from printing.receipt import receipt_code, render_receipt

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from printing.keylist import KeyList
    from printing.receipt import Receipt


@pytest.fixture
def key_file(tmp_path: Path, keys: KeyList) -> Path:
    path = tmp_path / "keys.json"
    path.write_bytes(write_key_list(keys.keys))
    return path


def verify(source: str, key_file: Path, language: str = "en") -> Result:
    return CliRunner().invoke(command, ["verify", source, "--keys", str(key_file), "--language", language])


@pytest.mark.parametrize("kind", ["pdf", "png", "jpg", "text"])
def test_a_genuine_receipt_is_told_from_any_source(
    kind: str, tmp_path: Path, key_file: Path, receipt: Receipt, signer: Ed25519PrivateKey
) -> None:
    source = receipt_code(receipt, signer)
    if kind != "text":
        path = tmp_path / f"receipt.{kind}"
        path.write_bytes(_as(kind, render_receipt(receipt, "a4", "fa", signer)))
        source = str(path)
    result = verify(source, key_file)
    assert result.exit_code == 0, result.output
    assert "482 915 037" in result.output
    assert "genuine" in result.output


def test_a_changed_code_is_refused_in_the_language_asked_for(
    key_file: Path, receipt: Receipt, signer: Ed25519PrivateKey
) -> None:
    text = receipt_code(receipt, signer)
    result = verify(text[:-1] + ("A" if text[-1] != "A" else "B"), key_file, "fa")
    assert result.exit_code == 1
    assert "نپذیرید" in result.output


@pytest.mark.parametrize("content", [b"", b"no picture", b"%PDF-1.7 broken", b"\x89PNG\r\n\x1a\n"])
def test_a_file_without_a_code_is_refused_plainly(content: bytes, tmp_path: Path, key_file: Path) -> None:
    path = tmp_path / "something"
    path.write_bytes(content)
    result = verify(str(path), key_file)
    assert result.exit_code == 1
    assert "Traceback" not in result.output


def test_a_picture_without_a_code_says_how_to_take_a_better_one(tmp_path: Path, key_file: Path) -> None:
    path = tmp_path / "white.png"
    Image.new("L", (300, 300), 255).save(path)
    result = verify(str(path), key_file)
    assert result.exit_code == 1
    assert "closer" in result.output


def test_a_damaged_key_list_is_a_fault_of_use(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text('{"version": 1, "keys": [{"key": "00", "office": "x"}]}')
    assert verify("PK1:", path).exit_code == 2


def test_a_key_list_survives_writing_and_reading(keys: KeyList) -> None:
    assert parse_key_list(write_key_list(keys.keys)) == keys


@pytest.mark.parametrize("document", [b"", b"[]", b'{"version": 2, "keys": []}', b'{"version": 1, "keys": [{}]}'])
def test_what_is_no_key_list_is_refused(document: bytes) -> None:
    with pytest.raises(KeyListDamaged):
        parse_key_list(document)


def _as(kind: str, pdf: bytes) -> bytes:
    if kind == "pdf":
        return pdf
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].render(scale=2.5).to_pil()
    target = BytesIO()
    page.convert("L").save(target, "JPEG" if kind == "jpg" else "PNG")
    return target.getvalue()
