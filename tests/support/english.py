"""English words in what an editor reads, beside names that have no other."""

from __future__ import annotations

import re

# What is written the same in every language: formats, programs, units, keys of a keyboard.
_NAMES = (
    "huibian pdf docx PDF DOCX PNG DPI JSON Schema YAML Markdown Word WPS LibreOffice VS Code Windows bash zsh fish "
    "PowerShell pwsh powershell Tab Ctrl GBK UTF GB em pt mm twip make EMF WMF RTF ODT HTML Unicode PyPI Debian"
)
_KNOWN = frozenset(_NAMES.split())
# Options, files and their endings, keys and values to be typed, codes, words to choose from.
_WRITTEN = re.compile(
    r"(?<!\w)--?[A-Za-z][\w-]*|[\w./~*?-]*\.[A-Za-z]\w*|[\w.-]*[_/=$\\][\w./:=$\\-]*|\bHB\d+|\b[a-z]+(?:\|[a-z]+)+"
)


def english_words(text: str, *names: str) -> list[str]:
    """The Latin words of a text that are neither names, nor among those given, nor something to be typed."""
    left = _WRITTEN.sub(" ", text)
    return [word for word in re.findall(r"[A-Za-z]{2,}", left) if word not in _KNOWN | set(names)]
