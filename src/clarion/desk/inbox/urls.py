from django.urls import path

from clarion.desk.inbox.views import act_on_many, delete_filter, inbox, save_filter

urlpatterns = [
    path("", inbox, name="inbox"),
    path("many/", act_on_many, name="many"),
    path("filters/", save_filter, name="save_filter"),
    path("filters/<int:pk>/delete/", delete_filter, name="delete_filter"),
]
