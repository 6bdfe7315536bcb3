"""`clarion doctor`: every setting explained, and what is wrong with this site, a line each with how to mend it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from clarion.commands.checks import Finding, examine
from clarion.core.complaint import Complaint


def run() -> int:
    """Prints the settings, then the findings.

    Returns:
        1 if something is wrong, 0 otherwise.
    """
    try:
        import django

        django.setup()
    except Complaint as complaint:
        # A setting that is wrong stops everything that stands on it, so it is the one finding.
        print(_line(Finding("settings", False, str(complaint), "Mend it, and ask again.")))
        return 1
    for line in _settings():
        print(line)
    print("\nFindings")
    sound = True
    for finding in examine():
        print(_line(finding), flush=True)
        sound = sound and finding.good
    print("\nAll is well." if sound else "\nSomething is wrong.", file=sys.stdout if sound else sys.stderr)
    return 0 if sound else 1


def _settings() -> Iterator[str]:
    from clarion.commands.settings_explained import explained

    concern = ""
    for one in explained():
        if one.concern != concern:
            concern = one.concern
            yield f"\n{concern}"
        yield f"  {one.variable} = {one.shown}   ({one.source})"
        yield f"      {one.meaning}"


def _line(finding: Finding) -> str:
    if finding.good:
        return f"  ✓ {finding.what}: {finding.found}"
    return f"  ✗ {finding.what}: {finding.found}\n      {finding.mend}"
