"""Every file that is written is what the schemas of ISO/IEC 29500 and Word ask for, by an auditor of other hands."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from huibian.docx.write import write_docx
from tests.support.bulletins import standard_docx
from tests.support.examples import composed
from tests.support.requirements import ROOT

MANIFESTS = sorted((ROOT / "examples").glob("*/*.yaml"))


def faults(docx: bytes, folder: Path) -> list[str]:
    """What the auditor finds."""
    file = folder / "audited.docx"
    file.write_bytes(docx)
    found = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365).validate(file)
    return [f"{fault.part_uri}: {fault.description}" for fault in found.errors]


def changed(docx: bytes, old: bytes, new: bytes) -> bytes:
    """The same file, with something else in its parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return packed.getvalue()


@pytest.mark.debian_fonts
@pytest.mark.parametrize("manifest", MANIFESTS, ids=lambda path: path.stem)
def test_an_auditor_finds_no_fault_in_the_examples(manifest: Path, tmp_path: Path) -> None:
    assert faults(write_docx(composed(manifest).document), tmp_path) == []


def test_the_auditor_sees_what_does_not_belong_in_a_file(tmp_path: Path) -> None:
    assert faults(standard_docx(), tmp_path) == []
    assert faults(changed(standard_docx(), b"<w:qFormat/>", b'<w:qFormat w:val="1"/>'), tmp_path)
    assert faults(changed(standard_docx(), b'relationships/theme"', b'relationships/other"'), tmp_path)
