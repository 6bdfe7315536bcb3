from django.urls import path

from clarion.desk.papers.views import download, look, page

urlpatterns = [
    path("demands/<str:reference>/papers/<uuid:entry>/", look, name="paper"),
    path("demands/<str:reference>/papers/<uuid:entry>/pages/<int:number>/", page, name="paper-page"),
    path("demands/<str:reference>/papers/<uuid:entry>/download/", download, name="paper-download"),
]
