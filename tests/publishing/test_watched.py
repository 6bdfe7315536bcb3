"""What is noted of a change stays for days, where no erasure looks for it."""

from __future__ import annotations

from clarion.publishing.watched import watched


def test_changes_of_demands_and_people_are_not_noted() -> None:
    confidential = ("register_", "desk_", "contact_", "newsletter_", "core_", "account_", "log_leaf")
    noted = {table for table in watched() if table.startswith(confidential)}
    assert noted == {"register_publiccopy", "register_publicfile", "newsletter_mailinglist"}


def test_no_change_is_known_by_an_address_or_a_secret() -> None:
    columns = {f"{table}.{column}" for table, columns in watched().items() for column in columns}
    assert [
        one for one in columns if any(word in one for word in ("mail_", "email", "secret", "token"))
    ] == []


def test_pages_and_the_account_are_watched() -> None:
    assert {
        "wagtailcore_page",
        "news_articlepage",
        "transparency_tally",
        "editions_edition",
    } <= watched().keys()
