"""Who may enter a room of the desk, and which demand an address means.

The admin has asked for the second factor before any of this is reached. What a person may then do is asked of the
register's own table, never of Django's permissions, which say yes to every superuser.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from clarion.core.models import User
from clarion.register.models import Demand
from clarion.register.roles import Action, may

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def actor_of(request: HttpRequest) -> User:
    """The member of staff who is signed in.

    Raises:
        PermissionDenied: nobody is.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def needs(action: Action) -> Callable[[View[P]], View[P]]:
    """Shuts a view to everybody whose roles do not allow the action."""

    def shut(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not may(actor_of(request), action):
                raise PermissionDenied
            response = view(request, *args, **kwargs)
            # What the desk shows is for one person: nothing between here and the browser keeps it.
            response["Cache-Control"] = "no-store, private"
            return response

        return guarded

    return shut


def demand_or_404(request: HttpRequest, reference: str) -> Demand:
    """The demand with this reference, if the person may see it.

    Raises:
        Http404: there is none, or it lies behind a wall: the two look the same from outside.
    """
    demands = Demand.objects.visible_to(actor_of(request)).select_related(
        "dossier", "assignee", "proposed_by", "decided_by"
    )
    found = demands.filter(reference=reference).first()
    if found is None:
        raise Http404(_("There is no such demand, or you may not see it."))
    return found
