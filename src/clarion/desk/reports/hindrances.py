"""Why an edition is not built or published, in the words of the desk."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HINDRANCES: dict[str, Promise] = {
    "published_already": _("This period is published already. Correct it with another edition."),
    "nothing_published": _("Nothing is published for this period that could be corrected."),
    "no_reason": _("A correction needs a reason: readers see it beside what changed."),
    "second_person": _("Whoever built an edition does not publish it: a second person looks at it first."),
    "unnamed_builder": _(
        "Nobody is named who built this draft. Build it again, and let a second person publish it."
    ),
    "not_fetched": _(
        "The files of this edition are on another machine, and the store that machines share does not give them. "
        "Try again later."
    ),
    "published_stays": _("What is published stays. Correct it with another edition."),
    "not_allowed": _("Your role does not allow it."),
    "not_over": _("This period is not over yet."),
    "overlap": _(
        "This period cuts %(other)s, which is published: some days would be counted in both. "
        "Choose another period, or say that it may."
    ),
    "at_once": _("Somebody else is building this period at this moment. Try again."),
    "files_changed": _("%(name)s is not as it was built. Build the edition again."),
    "undecided": _("Not decided yet: %(number)s. Decide them, or count them as pending."),
    "no_key": _("Nothing can be signed: the log has no key. Ask whoever runs the server."),
    "nothing_known": _("Nothing is known of this period: no demand, and no published history."),
}
"""By the `key` of an `EditionError`."""
