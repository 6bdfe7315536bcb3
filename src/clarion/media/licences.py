"""The licences a picture can carry: SPDX identifiers, names and addresses (https://spdx.org/licenses/)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence: `code` is its SPDX identifier, or `public-domain` where no licence is needed."""

    code: str
    name: str
    url: str


def _creative_commons(terms: str, version: str) -> Licence:
    return Licence(
        code=f"CC-{terms.upper()}-{version}",
        name=f"CC {terms.upper()} {version}",
        url=f"https://creativecommons.org/licenses/{terms}/{version}/",
    )


LICENCES: dict[str, Licence] = {
    licence.code: licence
    for licence in (
        Licence("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        Licence("public-domain", "Public domain", "https://creativecommons.org/publicdomain/mark/1.0/"),
        *(
            _creative_commons(terms, version)
            for terms in ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")
            for version in ("4.0", "3.0", "2.5", "2.0")
        ),
        Licence(
            "GFDL-1.2-or-later", "GFDL 1.2 or later", "https://www.gnu.org/licenses/old-licenses/fdl-1.2.html"
        ),
    )
}
