"""Campaigns: figures in them, who gets them, and that everybody gets one copy whatever is cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django_tasks_db.models import DBTaskResult

from clarion.mail.models import OutboxMessage
from clarion.newsletter import campaigns, periodic
from clarion.newsletter.campaigns import CannotSend
from clarion.newsletter.models import Campaign, CampaignState, MailingList, State, Subscriber
from clarion.newsletter.tasks import post_campaign
from clarion.transparency.models import Tally

SignedIn = Callable[[str], Client]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

FIGURE = '<embed embedtype="figure" figure="takedown-requests-received.2017" format="phrase"/>'
BODY = (
    f"<h2>Numbers</h2><p>We received {FIGURE}&nbsp;&amp; read <b>each</b>.<br/>All.</p>"
    '<ol><li>one</li><li><a href="https://example.org/?a=1&amp;b=2">two</a></li></ol><ul><li>three</li></ul>'
)


@pytest.fixture(autouse=True)
def _no_subscribers_of_the_demonstration() -> None:
    Subscriber.objects.all().delete()
    OutboxMessage.objects.all().delete()


@pytest.fixture
def updates() -> MailingList:
    return MailingList.objects.create(slug="letters", name="Letters")


def _campaign(updates: MailingList, language: str = "en", body: str = BODY) -> Campaign:
    return Campaign.objects.create(
        subject="What <we> saw", mailing_list=updates, language=language, body=body
    )


def _subscribers(updates: MailingList, count: int, language: str = "en", **more: object) -> list[str]:
    made = [
        Subscriber(
            email=f"{language}{number}@example.org", email_key=f"{language}{number}-{len(more)}@example.org",
            language=language, **{"state": State.CONFIRMED, **more},
        )
        for number in range(count)
    ]  # fmt: skip
    for one in made:
        one.save()
        one.lists.add(updates)
    return [one.email for one in made]


def _sent_to() -> list[str]:
    return sorted(OutboxMessage.objects.filter(kind=campaigns.KIND).values_list("recipient", flat=True))


def test_a_figure_stands_in_html_and_text_in_the_language_with_a_whole_address(updates: MailingList) -> None:
    english = campaigns.words_of(_campaign(updates))
    assert "684 takedown requests</a>" in english.html
    assert f'href="{django_settings.BASE_URL}/en/transparency/' in english.html
    assert 'href="/' not in english.html
    assert "class=" not in english.html
    lines = english.text.split("\n\n")
    assert lines[0] == "Numbers"
    assert lines[1].startswith("We received 684 takedown requests (http")
    assert lines[1].endswith("& read each. All.")
    assert lines[2:] == ["1. one", "2. two (https://example.org/?a=1&b=2)", "- three"]
    assert "٦٨٤" in campaigns.words_of(_campaign(updates, "ar")).text


def test_those_who_confirmed_on_the_list_in_the_language_get_it_with_a_way_out(updates: MailingList) -> None:
    wanted = _subscribers(updates, 3)
    _subscribers(updates, 1, "fr")
    _subscribers(updates, 1, state=State.UNSUBSCRIBED)
    Subscriber.objects.create(
        email="other@example.org", email_key="other@example.org", language="en", state=State.CONFIRMED
    )
    campaign = _campaign(updates)
    campaigns.start(campaign=campaign, actor=None)
    post_campaign.func(campaign.pk)
    assert _sent_to() == wanted
    message = OutboxMessage.objects.filter(kind=campaigns.KIND).first()
    assert message is not None
    assert message.subject == "What <we> saw"
    assert "684 takedown requests" in message.text
    assert "684 takedown requests</a>" in message.html
    assert message.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    campaign.refresh_from_db()
    assert (campaign.state, campaign.written_to) == (CampaignState.SENT, 3)


def test_nobody_gets_two_copies_or_none_when_sending_is_cut_off(
    updates: MailingList, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = _subscribers(updates, 5)
    campaign = _campaign(updates)
    campaigns.start(campaign=campaign, actor=None)
    monkeypatch.setattr(campaigns, "AT_ONCE", 2)
    real, calls = campaigns.send_all, []

    def cut_off(kind: str, letters: object) -> object:
        messages = real(kind, letters)  # type: ignore[arg-type]
        calls.append(messages)
        if len(calls) == 2:
            raise OSError("cut off")
        return messages

    monkeypatch.setattr(campaigns, "send_all", cut_off)
    with pytest.raises(OSError, match="cut off"):
        post_campaign.func(campaign.pk)
    assert len(_sent_to()) == 2
    DBTaskResult.objects.all().delete()
    periodic.go_on_sending()
    assert DBTaskResult.objects.filter(task_path=post_campaign.module_path).count() == 1
    post_campaign.func(campaign.pk)
    post_campaign.func(campaign.pk)
    assert _sent_to() == wanted


def test_what_was_settled_stays_when_a_figure_moves(updates: MailingList) -> None:
    _subscribers(updates, 1)
    campaign = _campaign(updates)
    campaigns.start(campaign=campaign, actor=None)
    Tally.objects.all().delete()
    campaign.refresh_from_db()
    assert "684 takedown requests" in campaigns.words_of(campaign).text


def test_what_cannot_be_sent_says_why(updates: MailingList) -> None:
    def refused(campaign: Campaign) -> str:
        with pytest.raises(CannotSend) as caught:
            campaigns.start(campaign=campaign, actor=None)
        return caught.value.reason

    assert refused(_campaign(updates)) == "nobody"
    _subscribers(updates, 1)
    assert refused(_campaign(updates, body=FIGURE.replace("requests", "wishes"))) == "fault"
    campaign = _campaign(updates)
    campaigns.start(campaign=campaign, actor=None)
    assert refused(campaign) == "begun"


def test_a_publisher_looks_at_it_tests_it_and_sends_it_once(
    updates: MailingList, signed_in: SignedIn
) -> None:
    wanted = _subscribers(updates, 2)
    campaign = _campaign(updates)
    client = signed_in("Site publishers")
    at = f"/admin/campaigns/inspect/{campaign.pk}/"
    assert "Send to 2 subscribers" in client.get(at).content.decode()
    assert "684 takedown requests" in client.get(f"/admin/campaigns/{campaign.pk}/letter/").content.decode()
    client.post(f"/admin/campaigns/{campaign.pk}/test/")
    assert _sent_to() == ["bob@commons.example"]
    for _ in range(2):
        assert client.post(f"/admin/campaigns/{campaign.pk}/send/").status_code == 302
    post_campaign.func(campaign.pk)
    assert _sent_to() == sorted([*wanted, "bob@commons.example"])
    assert "Send to" not in client.get(at).content.decode()


def test_what_has_been_sent_is_neither_changed_nor_deleted(updates: MailingList, signed_in: SignedIn) -> None:
    _subscribers(updates, 1)
    campaign = _campaign(updates)
    client = signed_in("Site publishers")
    assert client.get(f"/admin/campaigns/edit/{campaign.pk}/").status_code == 200
    campaigns.start(campaign=campaign, actor=None)
    changed = {"subject": "Else", "mailing_list": updates.pk, "language": "en", "body": "{}"}
    for action in ("edit", "delete"):
        answer = client.post(f"/admin/campaigns/{action}/{campaign.pk}/", changed)
        assert answer["Location"] == f"/admin/campaigns/inspect/{campaign.pk}/"
    campaign.refresh_from_db()
    assert campaign.subject == "What <we> saw"


def test_a_copy_of_what_was_sent_is_a_draft_that_nobody_got(
    updates: MailingList, signed_in: SignedIn
) -> None:
    _subscribers(updates, 1)
    campaign = _campaign(updates)
    campaigns.start(campaign=campaign, actor=None)
    post_campaign.func(campaign.pk)
    client = signed_in("Site publishers")
    body = '{"blocks": [{"key": "a", "text": "Again.", "type": "unstyled"}], "entityMap": {}}'
    typed = {"subject": "Again", "mailing_list": updates.pk, "language": "en", "body": body}
    client.post(f"/admin/campaigns/copy/{campaign.pk}/", typed)
    copy = Campaign.objects.get(subject="Again")
    assert (copy.is_draft, copy.html, copy.written_to, copy.last_written_to) == (True, "", 0, 0)
    assert "Again." in campaigns.words_of(copy).text


def test_whoever_may_not_send_sends_nothing(updates: MailingList, signed_in: SignedIn) -> None:
    _subscribers(updates, 1)
    campaign = _campaign(updates)
    client = signed_in("Writers")
    for action in ("letter", "test", "send"):
        answer = client.post(f"/admin/campaigns/{campaign.pk}/{action}/")
        assert answer.status_code in {302, 403}
        assert answer.get("Location", "/admin/") == "/admin/"
    campaign.refresh_from_db()
    assert campaign.is_draft
    assert _sent_to() == []
