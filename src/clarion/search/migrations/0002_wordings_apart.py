"""Parts the words of an entry from the entry itself. `reindex` then writes every entry anew."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('site_search', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='wording', serialize=False, to='site_search.entry')),
                ('address', models.CharField(max_length=1000)),
                ('digest', models.CharField(help_text='Changes with the document it was made from.', max_length=64)),
                ('title', models.TextField()),
                ('summary', models.TextField(blank=True)),
                ('text', models.TextField(blank=True)),
            ],
        ),
        migrations.RemoveField(
            model_name='entry',
            name='address',
        ),
        migrations.RemoveField(
            model_name='entry',
            name='date',
        ),
        migrations.RemoveField(
            model_name='entry',
            name='digest',
        ),
        migrations.RemoveField(
            model_name='entry',
            name='summary',
        ),
        migrations.RemoveField(
            model_name='entry',
            name='text',
        ),
        migrations.RemoveField(
            model_name='entry',
            name='title',
        ),
        migrations.AlterField(
            model_name='posting',
            name='weight',
            field=models.PositiveSmallIntegerField(help_text='In thousandths; see clarion.search.weights.'),
        ),
    ]
