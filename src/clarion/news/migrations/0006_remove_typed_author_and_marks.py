from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('news', '0005_move_authors_and_places'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='articlepage',
            name='author',
        ),
        migrations.RemoveField(
            model_name='articlepage',
            name='featured_on',
        ),
    ]
