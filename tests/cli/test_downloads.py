from __future__ import annotations

import pytest

from huibian.cli.downloads import Downloads


def test_without_a_terminal_each_package_is_told_once() -> None:
    said: list[str] = []
    with Downloads(said.append) as downloads:
        for done in (0, 500_000, 1_000_000):
            downloads.tell("tiny-fonts", done, 97_000_000)
        downloads.tell("fonts-noto-cjk", 10, None)
    assert said == ["下载 tiny-fonts（约 97 MB） ……", "下载 fonts-noto-cjk ……"]


def test_on_a_terminal_a_bar_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # what rich takes for a terminal
    said: list[str] = []
    with Downloads(said.append) as downloads:
        downloads.tell("tiny-fonts", 500_000, 1_000_000)
    assert said == []
    assert "tiny-fonts" in capsys.readouterr().err
