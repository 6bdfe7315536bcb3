from django.urls import path

from clarion.desk.dashboard.views import dashboard

urlpatterns = [path("dashboard/", dashboard, name="dashboard")]
