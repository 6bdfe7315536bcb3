"""Looking for garbage, as Python does now and then, without looking through all that is loaded."""

from __future__ import annotations

import gc


def spare_what_is_loaded() -> None:
    """Leaves what a process has loaded so far out of later searches for garbage.

    Code, templates and models are hundreds of thousands of objects that stay as long as the process. To look through
    them takes a fifth of a second, in which nobody is answered; and it writes on pages that forked processes share.
    """
    gc.collect()
    gc.freeze()
