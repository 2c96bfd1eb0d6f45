"""What the mark of a footnote looks like: ①, ② up to ㊿, then [51], [52]."""

from __future__ import annotations

NOTE_SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
"""The numbers in circles that Unicode has (the blocks "Enclosed Alphanumerics" and "Enclosed CJK Letters and Months");
all are set as wide as the first."""


def note_sign(number: int) -> str:
    """The sign of a number from 1 on."""
    return NOTE_SIGNS[number - 1] if number <= len(NOTE_SIGNS) else f"[{number}]"
