"""What each role may do, through the pages of the admin; and that nothing of the register is in sight."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import GroupPagePermission, Workflow

from clarion.core.models import User
from clarion.editorial.roles import CONFIDENTIAL_ROOMS, ROLES
from clarion.editorial.setting_up import WORKFLOW, set_up
from clarion.pages.models import ContentPage, HomePage
from clarion.register.roles import Role, group_of

from .conftest import editor_of, member

pytestmark = pytest.mark.django_db

Desk = Callable[..., Client]
Act = Callable[[Client, ContentPage], bool]


def enters(client: Client, page: ContentPage) -> bool:
    return client.get("/admin/").status_code == 200


def writes(client: Client, page: ContentPage) -> bool:
    return client.post(f"/admin/pages/{page.pk}/edit/", editor_of(client, page)).status_code == 302


def begins(client: Client, page: ContentPage) -> bool:
    return client.get(f"/admin/pages/add/pages/contentpage/{page.pk}/").status_code == 200


def publishes(client: Client, page: ContentPage) -> bool:
    sent = editor_of(client, page) | {"title": "Published", "action-publish": "1"}
    client.post(f"/admin/pages/{page.pk}/edit/", sent)
    page.refresh_from_db()
    return page.title == "Published"


def deletes(client: Client, page: ContentPage) -> bool:
    client.post(f"/admin/pages/{page.pk}/delete/")
    return not ContentPage.objects.filter(pk=page.pk).exists()


def moves(client: Client, page: ContentPage) -> bool:
    return client.get(f"/admin/pages/{page.pk}/move/").status_code == 200


def adds_pictures(client: Client, page: ContentPage) -> bool:
    return client.get("/admin/images/add/").status_code == 200


def changes_topics(client: Client, page: ContentPage) -> bool:
    return client.get("/admin/snippets/pages/topic/").status_code == 200


def makes_accounts(client: Client, page: ContentPage) -> bool:
    return client.get("/admin/users/new/").status_code == 200


def changes_roles(client: Client, page: ContentPage) -> bool:
    return client.get("/admin/groups/").status_code == 200


def changes_the_workflow(client: Client, page: ContentPage) -> bool:
    return client.get("/admin/workflows/list/").status_code == 200


def _opens_settings(client: Client, name: str) -> bool:
    """Who may not is sent elsewhere."""
    answer = client.get(f"/admin/settings/{name}/", follow=True)
    return answer.status_code == 200 and answer.request["PATH_INFO"].startswith(f"/admin/settings/{name}/")


def changes_the_theme(client: Client, page: ContentPage) -> bool:
    return _opens_settings(client, "pages/theme")


def changes_the_menus(client: Client, page: ContentPage) -> bool:
    return _opens_settings(client, "pages/menus")


def changes_how_often_trackers_are_checked(client: Client, page: ContentPage) -> bool:
    return _opens_settings(client, "tracker/checkintervals")


def reads_outgoing_mail(client: Client, page: ContentPage) -> bool:
    return client.get("/admin/outgoing_mail/").status_code == 200


def reads_contact_messages(client: Client, page: ContentPage) -> bool:
    return client.get("/admin/contact_messages/").status_code == 200


TABLE: dict[Act, str] = {
    enters: "writer translator publisher administrator",
    writes: "writer translator publisher administrator",
    begins: "writer publisher administrator",
    publishes: "publisher administrator",
    deletes: "publisher administrator",
    moves: "publisher administrator",
    adds_pictures: "writer publisher administrator",
    changes_topics: "translator publisher administrator",
    makes_accounts: "administrator",
    changes_roles: "",
    changes_the_workflow: "administrator",
    changes_the_theme: "administrator",
    changes_the_menus: "administrator",
    changes_how_often_trackers_are_checked: "administrator",
    reads_outgoing_mail: "administrator",
    reads_contact_messages: "",
}


@pytest.mark.parametrize("role", [role.key for role in ROLES])
@pytest.mark.parametrize("act", TABLE, ids=lambda act: act.__name__)
def test_a_role_does_what_the_table_says_and_nothing_more(
    desk: Desk, page: ContentPage, role: str, act: Act
) -> None:
    assert act(desk(role), page) == (role in TABLE[act].split())


def test_no_group_sees_anything_of_the_register(db: None) -> None:
    held = Permission.objects.filter(content_type__app_label__in=CONFIDENTIAL_ROOMS, group__isnull=False)
    roles = {role.group for role in ROLES}
    assert not held.filter(group__name__in=roles).exists()


def test_no_role_names_a_permission_of_the_register() -> None:
    named = {label.partition(".")[0] for role in ROLES for label in role.permissions}
    assert not named & CONFIDENTIAL_ROOMS


def test_nobody_in_a_role_is_a_superuser(db: None) -> None:
    assert not any(member(role.key).is_superuser for role in ROLES)


def test_setting_up_again_changes_nothing(home: HomePage) -> None:
    before = set(GroupPagePermission.objects.values_list("group__name", "permission__codename"))
    held = set(Group.permissions.through.objects.values_list("group", "permission"))
    set_up()
    assert set(GroupPagePermission.objects.values_list("group__name", "permission__codename")) == before
    assert set(Group.permissions.through.objects.values_list("group", "permission")) == held
    assert [one.name for one in Workflow.objects.all()] == [WORKFLOW]


def test_what_an_organisation_added_to_a_role_stays(home: HomePage) -> None:
    writers = Group.objects.get(name="Writers")
    more = Permission.objects.get(codename="view_contactmessage")
    writers.permissions.add(more)
    set_up()
    assert more in writers.permissions.all()


@pytest.fixture(params=["a role of the register", "a group with a permission of its rooms"])
def legal_team(db: None, request: pytest.FixtureRequest) -> Group:
    """A group that sees something of the register."""
    if request.param == "a role of the register":
        return group_of(Role.LEAD)
    kind, _ = ContentType.objects.get_or_create(app_label="register", model="example")
    sees, _ = Permission.objects.get_or_create(content_type=kind, codename="view_example")
    group = Group.objects.create(name="Legal team")
    group.permissions.add(sees)
    return group


ACCOUNT = {
    "email": "new@commons.example",
    "first_name": "New",
    "last_name": "Member",
    "password1": "a long enough password",
    "password2": "a long enough password",
}


def test_an_administrator_makes_an_account_in_a_role(desk: Desk) -> None:
    writers = Group.objects.get(name="Writers")
    answer = desk("administrator").post("/admin/users/new/", {**ACCOUNT, "groups": [writers.pk]})
    assert answer.status_code == 302
    assert list(User.objects.get(email=ACCOUNT["email"]).groups.all()) == [writers]


def test_an_administrator_cannot_make_a_superuser(desk: Desk) -> None:
    desk("administrator").post("/admin/users/new/", {**ACCOUNT, "is_superuser": "on"})
    assert not User.objects.get(email=ACCOUNT["email"]).is_superuser


def test_an_administrator_cannot_put_anybody_into_the_legal_team(desk: Desk, legal_team: Group) -> None:
    administrator = desk("administrator")
    answer = administrator.post("/admin/users/new/", {**ACCOUNT, "groups": [legal_team.pk]})
    assert answer.status_code == 200
    assert not User.objects.filter(email=ACCOUNT["email"]).exists()
    writer = member("writer")
    administrator.post(f"/admin/bulk/core/user/assign_role/?id={writer.pk}", {"role": legal_team.pk})
    assert legal_team not in writer.groups.all()


@pytest.mark.parametrize("who", ["superuser", "legal"])
def test_an_administrator_cannot_take_over_an_account_that_sees_more(
    desk: Desk, legal_team: Group, who: str
) -> None:
    if who == "superuser":
        other = User.objects.create_superuser("root@commons.example", "a long enough password")
    else:
        other = User.objects.create_user("ann@commons.example", "a long enough password")
        other.groups.add(legal_team)
    administrator = desk("administrator")
    assert administrator.get(f"/admin/users/edit/{other.pk}/").status_code == 302
    administrator.post(f"/admin/users/edit/{other.pk}/", {**ACCOUNT, "email": other.email})
    administrator.post(f"/admin/users/delete/{other.pk}/")
    administrator.post(f"/admin/bulk/core/user/delete/?id={other.pk}")
    other.refresh_from_db()
    assert other.check_password("a long enough password")


def test_a_name_that_turns_the_line_around_is_refused(desk: Desk) -> None:
    answer = desk("administrator").post("/admin/users/new/", {**ACCOUNT, "first_name": "Ada‮adA"})
    assert "U+202E" in answer.content.decode()
    assert not User.objects.filter(email=ACCOUNT["email"]).exists()


def test_the_admins_own_api_publishes_nothing(desk: Desk, page: ContentPage) -> None:
    publisher = desk("publisher")
    publisher.post(f"/admin/pages/{page.pk}/edit/", editor_of(publisher, page) | {"title": "A draft"})
    publisher.post(f"/admin/api/main/pages/{page.pk}/action/publish/")
    page.refresh_from_db()
    assert page.has_unpublished_changes
    assert page.title != "A draft"
