from django.urls import path

from clarion.desk.eu_report.views import declare, detail, template_file

urlpatterns = [
    path("demands/<str:reference>/eu-report/", detail, name="eu_report_detail"),
    path("eu-report/declaration/", declare, name="eu_report_declaration"),
    path("eu-report/declaration.toml", template_file, name="eu_report_template"),
]
