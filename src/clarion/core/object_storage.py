"""Files that the house keeps in S3-compatible storage. Needs the libraries of `clarion[scale]`."""

from __future__ import annotations

import os
import posixpath
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from mimetypes import guess_type
from tempfile import SpooledTemporaryFile
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.crypto import get_random_string
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from clarion.core.media_addresses import are_our_own

TROUBLES = (BotoCoreError, ClientError)
"""What the storage and the way to it can raise."""

_IN_MEMORY = 5 * 1024 * 1024
_KEPT_FOR = "max-age=86400, public"


def client() -> Any:
    """A connection as the settings say."""
    chosen = settings.OBJECT_STORAGE
    return boto3.client(
        "s3", endpoint_url=chosen.s3_endpoint or None, region_name=chosen.s3_region,
        aws_access_key_id=chosen.s3_access_key or None, aws_secret_access_key=chosen.s3_secret_key or None,
        config=_config(),
    )  # fmt: skip


def _config() -> Config:
    # Storage of one's own rarely has a name for each bucket, and knows no newer checksums than S3 once had.
    return Config(
        s3={"addressing_style": "path" if settings.OBJECT_STORAGE.s3_endpoint else "auto"},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        connect_timeout=5,
        read_timeout=30,
    )


class Bucket(S3Storage):
    """Files in a bucket to which no address leads. What goes wrong on the way is an `OSError`, as with a disk."""

    def __init__(self, **options: Any) -> None:
        self._process = os.getpid()
        super().__init__(**options)

    def get_default_settings(self) -> dict[str, Any]:
        chosen = settings.OBJECT_STORAGE
        return super().get_default_settings() | {
            "access_key": chosen.s3_access_key or None,
            "secret_key": chosen.s3_secret_key or None,
            "endpoint_url": chosen.s3_endpoint or None,
            "region_name": chosen.s3_region,
            "client_config": _config(),
            "file_overwrite": False,
            "default_acl": None,
        }

    @property
    def connection(self) -> Any:
        # Two processes must not speak over one connection, and baking forks.
        if self._process != os.getpid():
            self._process, self._connections = os.getpid(), threading.local()
        return super().connection

    @property
    def bucket(self) -> Any:
        return self.connection.Bucket(self.bucket_name)

    def url(self, name: str, *_: Any, **__: Any) -> str:
        raise ValueError("No address leads to this file.")

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _as_of_a_disk():
            return super().listdir(name)

    def exists(self, name: str) -> bool:
        with _as_of_a_disk():
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _as_of_a_disk():
            super().delete(name)

    def get_modified_time(self, name: str) -> datetime:
        with _as_of_a_disk():
            return super().get_modified_time(name)

    def fetch(self, name: str) -> Fetched:
        """A file as it arrives.

        Raises:
            FileNotFoundError: there is none of that name.
            OSError: the storage does not answer, or refuses.
        """
        with _as_of_a_disk():
            told = self.connection.meta.client.get_object(Bucket=self.bucket_name, Key=self._key(name))
        return Fetched(told["Body"], told["ContentLength"], told["ETag"], told["LastModified"])

    def look(self, name: str) -> Fetched:
        """What a file is, without its content.

        Raises:
            OSError: as `fetch`.
        """
        with _as_of_a_disk():
            told = self.connection.meta.client.head_object(Bucket=self.bucket_name, Key=self._key(name))
        return Fetched(None, told["ContentLength"], told["ETag"], told["LastModified"])

    def names(self) -> Iterator[str]:
        """The names of all files.

        Raises:
            OSError: as `fetch`.
        """
        root = f"{self.location}/" if self.location else ""
        pages = self.connection.meta.client.get_paginator("list_objects_v2")
        with _as_of_a_disk():
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=root):
                for one in page.get("Contents", ()):
                    yield one["Key"].removeprefix(root)

    def _key(self, name: str) -> str:
        return str(self._normalize_name(clean_name(name)))

    def _open(self, name: str, mode: str = "rb") -> File[Any]:
        if set(mode) - set("rb"):
            raise ValueError("Files in a bucket are saved whole, and opened to be read.")
        return BucketFile(self, name)

    def _save(self, name: str, content: File[Any]) -> str:
        with _as_of_a_disk():
            return str(super()._save(name, content))


class MediaBucket(Bucket):
    """Pictures and documents. Their addresses are ours, or those at which the bucket is public."""

    public_address: str

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {"public_address": ""}

    def url(self, name: str, *_: Any, **__: Any) -> str:
        if are_our_own() or not self.public_address:
            return settings.MEDIA_URL + filepath_to_uri(clean_name(name))
        return f"{self.public_address}/{filepath_to_uri(self._key(name))}"

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """A name in a folder of its own: between asking whether a name is free and taking it, another node may."""
        folder, file = posixpath.split(clean_name(name))
        return str(super().get_available_name(posixpath.join(folder, get_random_string(7), file), max_length))

    def get_object_parameters(self, name: str) -> dict[str, str]:
        # By its name, and not by what a browser that uploads says.
        told = {"ContentType": guess_type(name)[0] or self.default_content_type}
        return told if f"/{name}".find("/documents/") >= 0 else {**told, "CacheControl": _KEPT_FOR}


@dataclass(frozen=True)
class Fetched:
    """A file of a bucket: its content as a stream, its size, its entity tag, and when it was written."""

    body: Any
    size: int
    etag: str
    modified: datetime


class BucketFile(File[Any]):
    """A file of a bucket, fetched whole before it is read; it can be opened again after it was closed."""

    def __init__(self, storage: Bucket, name: str) -> None:
        self._storage = storage
        super().__init__(self._fetched(name), name)

    def open(self, mode: str | None = None, *_: Any, **__: Any) -> BucketFile:
        if self.closed:
            self.file = self._fetched(str(self.name))
        self.seek(0)
        return self

    def _fetched(self, name: str) -> Any:
        found = self._storage.fetch(name)
        file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - whoever reads it closes it
        with _as_of_a_disk():
            shutil.copyfileobj(found.body, file)
        file.seek(0)
        self.size = found.size
        return file


@contextmanager
def _as_of_a_disk() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            raise FileNotFoundError(f"The bucket says: {error}") from error
        raise OSError(f"The bucket says: {error}") from error
    except BotoCoreError as error:
        raise OSError(f"The bucket does not answer: {error}") from error
