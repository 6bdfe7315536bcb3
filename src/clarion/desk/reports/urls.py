from django.urls import path

from clarion.desk.reports import views

urlpatterns = [
    path("reports/", views.reports, name="reports"),
    path("reports/build/", views.build, name="build_report"),
    path("reports/<int:pk>/", views.review, name="review_report"),
    path("reports/<int:pk>/publish/", views.publish, name="publish_report"),
    path("reports/<int:pk>/discard/", views.discard, name="discard_report"),
    path("reports/<int:pk>/correct/", views.correct, name="correct_report"),
    path("reports/<int:pk>/files/<str:name>", views.file, name="report_file"),
]
