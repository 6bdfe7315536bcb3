"""The demonstration lets staff in without a second factor; so nobody elsewhere may reach it."""

from __future__ import annotations

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpResponse
from django.test import RequestFactory

from clarion.core.middleware import LoopbackOnly
from support.servers import clarion


@pytest.fixture
def door(settings):
    settings.CLARION_DEMO = True
    return LoopbackOnly(lambda request: HttpResponse("in"))


@pytest.mark.parametrize("peer", ["127.0.0.1", "127.8.8.8", "::1"])
def test_this_machine_is_let_in(door, peer):
    assert door(RequestFactory().get("/", REMOTE_ADDR=peer)).status_code == 200


@pytest.mark.parametrize("peer", ["192.168.1.20", "2001:db8::7", "172.17.0.1", ""])
def test_other_machines_are_refused(door, peer):
    assert door(RequestFactory().get("/", REMOTE_ADDR=peer)).status_code == 403


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Real-IP"])
def test_a_proxy_on_this_machine_opens_no_way_in(door, header):
    assert door(RequestFactory().get("/", headers={header: "127.0.0.1"})).status_code == 403


def test_a_real_site_has_no_such_door(settings):
    settings.CLARION_DEMO = False
    with pytest.raises(MiddlewareNotUsed):
        LoopbackOnly(lambda request: HttpResponse())


def test_a_public_address_is_refused_as_a_setting(tmp_path):
    ran = clarion(
        "manage", "check", cwd=tmp_path,
        CLARION_DEMO="true", CLARION_BASE_URL="https://www.example.org", CLARION_SECRET_KEY="x",
    )  # fmt: skip
    assert ran.returncode == 1
    assert "the demonstration" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_it_does_not_listen_where_others_can_reach_it(tmp_path):
    ran = clarion("serve", "--host", "0.0.0.0", cwd=tmp_path, CLARION_DEMO="true", CLARION_SECRET_KEY="x")  # noqa: S104
    assert ran.returncode == 1
    assert "does not listen on 0.0.0.0" in ran.stderr
