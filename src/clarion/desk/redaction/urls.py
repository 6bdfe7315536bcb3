from django.urls import path

from clarion.desk.redaction.views import make, page, publish, review, summary, withdraw

urlpatterns = [
    path("demands/<str:reference>/copies/of/<uuid:source>/", make, name="copy-make"),
    path("demands/<str:reference>/copies/summary/", summary, name="copy-summary"),
    path("demands/<str:reference>/copies/<int:number>/", review, name="copy"),
    path("demands/<str:reference>/copies/<int:number>/publish/", publish, name="copy-publish"),
    path("demands/<str:reference>/copies/<int:number>/withdraw/", withdraw, name="copy-withdraw"),
    path("demands/<str:reference>/copies/<int:number>/pages/<int:place>/", page, name="copy-page"),
]
