"""The group of those who read and answer contact messages."""

from django.db import migrations

PERMISSIONS = {
    "view_contactmessage": "Can view contact message",
    "answer_contactmessage": "Can answer contact messages",
}


def begin(apps, schema_editor):
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="contact", model="contactmessage"
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Policy team")
    for codename, name in PERMISSIONS.items():
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=content_type, codename=codename, defaults={"name": name}
        )
        group.permissions.add(permission)
    wagtail_admin, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailadmin", model="admin"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=wagtail_admin, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
