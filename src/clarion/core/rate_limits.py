"""Rate limits that need no cache server and keep no address of a visitor.

A key (an address, an e-mail) is stored as a keyed hash under a random salt that lives for the day and is deleted
on the day after the next one begins, so that old records cannot be traced even by somebody who holds the database
and the secret key.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, date, datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from clarion.core.models import DailySalt, RateRecord

LONGEST_PERIOD = timedelta(days=1)
SALTS_LIVE = 2 * LONGEST_PERIOD
"""From the beginning of a salt's day to its deletion, when the day after the next one begins."""


def allow(scope: str, key: str, limit: int, per: timedelta) -> bool:
    """Whether `key` may use `scope` once more; a yes is counted, a no is not.

    At most `limit` uses are allowed in any stretch of time as long as `per`, across processes and machines, and
    across midnight. Call it outside a transaction that may be rolled back: that would forget the use.

    Raises:
        ValueError: for a period over a day (salts do not live longer) or a limit below one.
    """
    if not timedelta(0) < per <= LONGEST_PERIOD:
        raise ValueError("A rate limit's period is more than nothing and at most a day.")
    if limit < 1:
        raise ValueError("A rate limit allows at least one use.")
    now = timezone.now()
    today = now.astimezone(UTC).date()
    since = (now - per).timestamp()
    with transaction.atomic():
        record, _ = RateRecord.objects.select_for_update().get_or_create(
            scope=scope, digest=_digest(scope, key, _salt(today)), defaults={"expires": now + LONGEST_PERIOD}
        )
        recent = [moment for moment in record.moments if moment > since]
        used = len(recent) + _used_yesterday(scope, key, today - timedelta(days=1), since)
        if used >= limit:
            return False
        record.moments = [*recent, now.timestamp()]
        record.expires = max(record.expires, now + per)
        record.save(update_fields=["moments", "expires"])
    return True


def visitor(request: HttpRequest) -> str:
    """The network a request comes from, as a key for `allow`: an IPv4 address, or the /64 of an IPv6 one.

    Behind `CLARION_TRUSTED_PROXIES` proxies, the address that the outermost of them saw. A single IPv6 host owns a
    /64, so that a finer key would limit nothing.
    """
    found = request.META.get("REMOTE_ADDR", "")
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if 0 < settings.TRUSTED_PROXIES <= len(forwarded):
        found = forwarded[-settings.TRUSTED_PROXIES]
    try:
        address = ip_address(found)
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Address(int(address) >> 64 << 64))
    return str(address)


def purge(now: datetime | None = None) -> int:
    """Deletes salts of days gone by and records that no longer limit anything. Returns the number of records."""
    now = now or timezone.now()
    DailySalt.objects.filter(day__lt=now.astimezone(UTC).date() - timedelta(days=1)).delete()
    return RateRecord.objects.filter(expires__lt=now).delete()[0]


def _used_yesterday(scope: str, key: str, yesterday: date, since: float) -> int:
    salt = DailySalt.objects.filter(day=yesterday).first()
    if salt is None:
        return 0
    record = RateRecord.objects.filter(scope=scope, digest=_digest(scope, key, bytes(salt.salt))).first()
    return sum(moment > since for moment in record.moments) if record else 0


def _salt(day: date) -> bytes:
    kept, made = DailySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
    if made:
        DailySalt.objects.filter(day__lt=day - timedelta(days=1)).delete()
    return bytes(kept.salt)


def _digest(scope: str, key: str, salt: bytes) -> str:
    secret = hmac.digest(settings.SECRET_KEY.encode(), salt, hashlib.sha256)
    return hmac.new(secret, f"{scope}\0{key}".encode(), hashlib.sha256).hexdigest()
