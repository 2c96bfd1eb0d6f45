"""Takes a Word file, gives its contents: the first paragraph is the title.

Places are paragraphs: `line` counts those that are not empty, and tables, from 1 for the title; `column` counts the
characters of a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from huibian import source
from huibian.diagnostics import Diagnostic, HuibianError, Severity, Span
from huibian.frame import Role
from huibian.image import read_image
from huibian.text.inlines import Inlines, cleaned, joined
from huibian.text.model import Block, Content, Inline, Picture, plain
from huibian.text.patterns import is_numbered, numbered, picture_caption
from huibian.text.pictures import HINT
from huibian.text.plain import LEVELS
from huibian.text.signs import bullet
from huibian.text.tally import Tally
from huibian.text.word.notes import Notes
from huibian.text.word.numbering import Label, Numbering
from huibian.text.word.package import Package, open_package
from huibian.text.word.runs import Drawn, Paragraph, Scribe
from huibian.text.word.styles import Kind, Styles
from huibian.text.word.tables import read_table
from huibian.text.word.xml import Element, W, children, is_on, number, text_of, value
