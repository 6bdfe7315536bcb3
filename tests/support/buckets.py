"""S3-compatible storage on this machine, spoken to over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

KEYS = {"s3_access_key": "a", "s3_secret_key": "b"}


@dataclass(frozen=True)
class BucketServer:
    """Where it answers, and a connection to it."""

    address: str
    client: Any

    def keys(self, bucket: str) -> set[str]:
        """The names of what a bucket holds."""
        return {one["Key"] for one in self.client.list_objects_v2(Bucket=bucket).get("Contents", [])}

    def empty(self, bucket: str) -> str:
        """Makes a bucket of that name, with nothing in it."""
        self.client.create_bucket(Bucket=bucket)
        for key in self.keys(bucket):
            self.client.delete_object(Bucket=bucket, Key=key)
        return bucket


@contextmanager
def bucket_server() -> Iterator[BucketServer]:
    """A server for as long as this lasts."""
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client(
        "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
    )
    try:
        yield BucketServer(address, client)
    finally:
        server.stop()
