"""What is handed in at the desk stays in memory: Django would write larger files to the disk, unsealed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from clarion.desk.files import AT_ONCE


class Kept(FileUploadHandler):
    """Keeps files in memory up to what a form takes at once. Of more it knows the size, by which they are refused."""

    total = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.parts: list[bytes] = []
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.total += len(raw_data)
        if self.total <= settings.ATTACHMENT_LIMIT * AT_ONCE:
            self.parts.append(raw_data)
        else:
            self.parts.clear()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        return InMemoryUploadedFile(
            BytesIO(b"".join(self.parts)),
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


class KeptInMemory:
    """Lets nothing that is sent to the desk touch the disk before it is sealed. It stands before what reads forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.desk = reverse("desk:inbox")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(self.desk):
            request.upload_handlers = [Kept(request)]
        return self.get_response(request)
