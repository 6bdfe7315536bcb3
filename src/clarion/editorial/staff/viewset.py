"""Wagtail's pages for users, offering what the person at the desk may give."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from clarion.core.models import User
from clarion.editorial.staff.rules import groups_given_by, may_manage


class OfferingForm(forms.ModelForm):
    """Offers the groups that the person filling it in may give. Stands before one of Wagtail's forms."""

    def __init__(self, *args: Any, for_user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = groups_given_by(for_user)  # type: ignore[attr-defined]
        if not for_user.is_superuser:
            self.fields.pop("is_superuser", None)


class NewMemberForm(OfferingForm, UserCreationForm):
    """A new member of staff."""


class MemberForm(OfferingForm, UserEditForm):
    """A member of staff."""


class _ForTheActor:
    request: HttpRequest

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "for_user": self.request.user}  # type: ignore[misc]


class NewMember(_ForTheActor, CreateView):
    """Adds a member of staff."""


class EditMember(_ForTheActor, EditView):
    """Changes a member of staff, unless that would open a closed door."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_manage(request.user, self.object):  # type: ignore[arg-type]
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class StaffViewSet(UserViewSet):
    """The accounts of staff."""

    add_view_class = NewMember
    edit_view_class = EditMember

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return MemberForm if for_update else NewMemberForm
