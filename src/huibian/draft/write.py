"""Writes the manifest of a new issue, and proves that it says what was meant before anybody else reads it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from huibian import source
from huibian.characters import Oddity, oddities
from huibian.diagnostics import Diagnostics
from huibian.draft.folder import DraftSection, Manuscript
from huibian.draft.values import COLOPHON, KEYS, Values, label, whole
from huibian.manifest.schema import Manifest
from huibian.markedyaml import fit, load

DEFAULT_SECTION = "本月关注"

# Words that need no quotes, by whatever version of YAML: they begin with a letter, a Han or a digit, have nothing in
# them that could be a mark of YAML, and are no number, date or truth.
_NO_WORDS = r"(?!(?:true|false|yes|no|on|off|null|[yn]|[-+.\d_a-fox]+)$)"
_PLAIN = re.compile(rf"{_NO_WORDS}[^\W_][^\s:#\"'“”‘’：`]*(?: [^\W_][^\s:#\"'“”‘’：`]*)*", re.IGNORECASE)
_AS_TYPED = frozenset(("issue", "month", "printed", "copies"))  # what the schema has as numbers and dates
_SHOWN = 100  # characters of a comment


def manifest_text(
    values: Values,
    sections: Sequence[DraftSection],
    default: str,
    schema: str,
    said: Mapping[str, str],
    offered: Iterable[str],
) -> str:
    """The manifest.

    Args:
        values: What its keys say.
        sections: What was sent; a section of nothing that can be taken is commented out.
        default: The title of a section whose folder says nothing.
        schema: The address of its JSON Schema.
        said: Comments behind keys.
        offered: Keys of the colophon that the layout prints, to stand there as comments where they have no value.
    """
    lines = [f"# yaml-language-server: $schema={schema}"]
    lines += [f"{key}: {_value(key, values[key])}{_comment(said.get(key, ''))}" for key in KEYS if key in values]
    lines += ["sections:", *(line for section in sections for line in _section(section, default))]
    colophon = list(_colophon(values, frozenset(offered)))
    lines += ["colophon:", *colophon] if colophon else []
    return "\n".join((*lines, ""))


def _colophon(values: Values, offered: Collection[str]) -> Iterator[str]:
    for key in COLOPHON:
        if key in values:
            yield f"  {key}: {_value(key, values[key])}"
        elif key in offered:
            yield f"  # {key}: {label(key)}"


def prove(text: str, path: Path, values: Values, sections: Sequence[DraftSection], default: str) -> None:
    """Read a manifest back, and compare it with what it was to say.

    Raises:
        HuibianError: It is too big to be read (HB102).
        RuntimeError: It says something else: a fault of this module.
    """
    entries = [
        {
            "title": section.title or default,
            "articles": [{"file": each.file} | ({"title": each.title} if each.is_named else {}) for each in taken],
        }
        for section in sections
        if (taken := _taken(section))
    ]
    meant = fit(whole(values, entries), Manifest)
    diagnostics = Diagnostics()
    written = source.decode(text.encode(), path, limit=source.SETTINGS_LIMIT)
    read = load(written, Manifest, diagnostics, "HB110")
    if read is None or read[0] != meant or len(diagnostics):
        found = "; ".join(f"{each.span}: {each.message}" for each in diagnostics)
        msg = f"the manifest does not say what it was to say: {found}"
        raise RuntimeError(msg)


def scalar(text: str) -> str:
    """Words as YAML takes them for these words and nothing else."""
    if _PLAIN.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def _value(key: str, text: str) -> str:
    return text if key in _AS_TYPED else scalar(text)


def _section(section: DraftSection, default: str) -> Iterator[str]:
    mark = "" if _taken(section) else "# "
    yield f"  {mark}- title: {scalar(section.title or default)}"
    yield f"  {mark}  articles:"
    for manuscript in section.manuscripts:
        if manuscript.faults:
            fault = manuscript.faults[0]
            said = f"{fault.code} {fault.message}" + (f"：{fault.hint}" if fault.hint else "")
            yield f"      # - {_printable(scalar(manuscript.file))}{_comment(said)}"
        elif manuscript.is_named:
            yield f"      - file: {scalar(manuscript.file)}{_comment('文件里没有标题')}"
            yield f"        title: {scalar(manuscript.title)}"
        else:
            yield f"      - {scalar(manuscript.file)}{_comment(manuscript.title)}"


def _taken(section: DraftSection) -> list[Manuscript]:
    return [each for each in section.manuscripts if not each.faults]


def _comment(text: str) -> str:
    """A comment behind a value; nothing for no text."""
    shown = _printable(text).strip()
    return f"  # {shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}" if shown else ""


def _printable(text: str) -> str:
    """Text without the characters that no manifest may have, not even in a comment."""
    chars = list(text)
    for index, oddity in oddities(text):
        if oddity is not Oddity.VARIANT:
            chars[index] = " "
    return "".join(chars)
