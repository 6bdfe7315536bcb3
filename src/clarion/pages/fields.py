"""How composed content is kept: as JSON, whatever blocks there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.fields import StreamField


class BlocksField(StreamField):
    """Content made of blocks. Which blocks there are is a matter of code, not of the database.

    Migrations see the JSON that is stored, so that a new block, or another word of help on an old one, needs none; and
    one that has to change stored content finds all of it there, even blocks that are gone.
    """

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _, _, kwargs = super().deconstruct()
        del kwargs["block_lookup"]
        return name, "django.db.models.JSONField", [], kwargs

    def clone(self) -> BlocksField:
        _, _, _, kwargs = self.deconstruct()
        return BlocksField(self.stream_block, **kwargs)

    if TYPE_CHECKING:

        def __get__(self, instance: Any, owner: Any) -> Any: ...

        def __set__(self, instance: Any, value: Any) -> None: ...
