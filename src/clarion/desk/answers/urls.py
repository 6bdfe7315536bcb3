from django.urls import path

from clarion.desk.answers import composing, filing, telling

urlpatterns = [
    path("file-message/", filing.drop, name="file_message"),
    path("demands/<str:reference>/note/", filing.note, name="note"),
    path("demands/<str:reference>/file/", filing.reply, name="file_reply"),
    path("demands/<str:reference>/letter/", composing.letter, name="letter"),
    path("demands/<str:reference>/letter/<uuid:entry>/again/", composing.again, name="letter_again"),
    path("demands/<str:reference>/tell/", telling.tell, name="tell"),
    path("demands/<str:reference>/tell/<str:act>/", telling.act, name="telling_act"),
]
