from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('media', '0002_image_texts'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='creditedimage',
            name='translated_titles',
        ),
    ]
