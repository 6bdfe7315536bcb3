"""Pictures from Wikimedia Commons, with all that has to be said of them."""

from clarion.media.commons.adding import Added, add_from_commons, look_up
from clarion.media.commons.found import FoundFile
from clarion.media.commons.problem import CommonsProblem

__all__ = ["Added", "CommonsProblem", "FoundFile", "add_from_commons", "look_up"]
