from django.urls import path

from clarion.desk.receiving.views import receive

urlpatterns = [path("receive/", receive, name="receive")]
