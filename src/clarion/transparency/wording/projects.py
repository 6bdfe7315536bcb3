"""Names of projects: `en.wikipedia` is the English Wikipedia, in every language by its own name."""

from __future__ import annotations

from clarion.transparency.wording.words import worded

_SIMPLE = "simple"
"""The subdomain of the projects in simple English, which is no language of CLDR."""


def project_name(project: str, code: str) -> str:
    """The name of a project; one that no vocabulary knows keeps its code."""
    words = worded(code)
    if own := words.project.get(project) or words.family.get(project):
        return own
    spoken, _, family = project.partition(".")
    if family not in words.family:
        return project
    simple = words.project[_SIMPLE] if spoken == _SIMPLE else ""
    name = simple or words.language.language_name(spoken)
    return words.project["of_language"].format(language=name, family=words.family[family])
