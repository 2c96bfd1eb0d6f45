"""An issue before it is printed: its pages as pictures in files, and in the browser while it is written."""

from __future__ import annotations
