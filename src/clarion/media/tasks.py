"""What is done with images after they are kept."""

from __future__ import annotations

from django_tasks import task

from clarion.media.models import CreditedImage
from clarion.media.renditions import make_renditions


@task()
def make_sizes(pk: int) -> None:
    """Makes the sizes and formats of an image that pages offer. One that was deleted meanwhile has none."""
    if image := CreditedImage.objects.filter(pk=pk).first():
        make_renditions(image)
