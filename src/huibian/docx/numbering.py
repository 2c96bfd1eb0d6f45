"""How the sections of a Word file number their pages, so that no consumer puts an empty page between two of them.

Odd and even pages have footers of their own (`evenAndOddHeaders`); a consumer that then meets an odd page after an odd
page, or an even one after an even one, leaves the side of the sheet between them empty. LibreOffice does so, and Word
is expected to, at the latest when it prints. On our pages the parts whose numbers are not seen (cover, contents,
colophon, blank pages) may each begin with 1; in the file they count on from one to the next, in step with the part
whose numbers are printed.

Where an odd count of pages stands before the body, the first page of the file has therefore an even number. LibreOffice
takes it for a right-hand page all the same, so that page numbers stand at the outer edge of the sheet as it would be
printed on both sides, where our pages have them on the side that the number asks for.
"""

from __future__ import annotations

from collections.abc import Sequence

from huibian.frame import PageNumber, Part


def first_numbers(parts: Sequence[Part]) -> list[PageNumber]:
    """The number of the first page of each part.

    A part that shows its numbers keeps them. What stands before it ends with a page of the other parity; what comes
    after it counts on.
    """
    seen = next((index for index, part in enumerate(parts) if part.folio is not None), 0)
    before = sum(part.pages for part in parts[:seen])
    number: int = parts[seen].first - before
    if number < 1:  # 0 is a page number to some consumers only
        number = 2 - number % 2
    numbers = []
    for part in parts:
        if part.folio is not None:
            number = part.first
        numbers.append(PageNumber(number))
        number += part.pages
    return numbers
