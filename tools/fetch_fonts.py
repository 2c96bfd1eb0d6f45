"""What `make fonts` runs: fetches the free faces, and writes the names by which LibreOffice finds them."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from huibian import fontcatalogue as catalogues
from huibian import resources
from huibian.cli.main import run
from huibian.output import write_all
from tools import fontconfig


def main(arguments: Sequence[str] = ()) -> int:
    """Fetch what is missing and write the alias file; returns the exit code of `huibian fonts --get`."""
    code = run(["fonts", "--get", *arguments])
    folder = resources.faces_folder()
    catalogue = catalogues.read(resources.fonts_folder() / "catalogue.yaml")
    write_all({folder / "fontconfig.conf": fontconfig.aliases(catalogue, folder / "free")})
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
