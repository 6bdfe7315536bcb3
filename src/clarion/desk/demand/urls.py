from django.urls import path

from clarion.desk.demand.views import show

urlpatterns = [path("demands/<str:reference>/", show, name="demand")]
