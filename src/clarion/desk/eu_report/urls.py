from django.urls import path

from clarion.desk.eu_report.review import download, edition_part, part, rehearsal
from clarion.desk.eu_report.views import declare, detail, template_file

urlpatterns = [
    path("demands/<str:reference>/eu-report/", detail, name="eu_report_detail"),
    path("eu-report/", rehearsal, name="eu_report"),
    path("eu-report/<str:period>/parts/<int:number>/", part, name="eu_report_part"),
    path("eu-report/<str:period>/report.zip", download, name="eu_report_file"),
    path("reports/<int:pk>/parts/<int:number>/", edition_part, name="eu_report_edition_part"),
    path("eu-report/declaration/", declare, name="eu_report_declaration"),
    path("eu-report/declaration.toml", template_file, name="eu_report_template"),
]
