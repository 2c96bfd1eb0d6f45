"""Lines in, finished pages out: pagination, contents, furniture and the proof that nothing is lost."""

from __future__ import annotations
