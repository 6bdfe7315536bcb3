from django.urls import path

from clarion.desk.demand.views import show, take_step

urlpatterns = [
    path("demands/<str:reference>/", show, name="demand"),
    path("demands/<str:reference>/steps/<slug:key>/", take_step, name="step"),
]
