"""From `issue.yaml` to an `Issue`: what an issue is made of, checked before anything is set."""

from __future__ import annotations
