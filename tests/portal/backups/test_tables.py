"""Of each table of the site somebody has decided whether a backup carries its rows.

A new table fails here until it stands in a group below, or its model says `exclude_from_backup`.
"""

import pytest
from django.apps import apps
from django.db import connection

from portal.backups.tables import excluded_tables

# Why a backup has the rows → the tables.
CARRIED = {
    "Migrations and keys that rows refer to: what the tables are.": """
        django_content_type django_migrations auth_permission portal_generation
    """,
    "Accounts, their second factors and rights: people sign in as before.": """
        account_emailaddress auth_group auth_group_permissions mfa_authenticator
        portal_user portal_user_groups portal_user_sections portal_user_user_permissions
        enterprises_representative
    """,
    "Records of what was done and decided: nobody could write them again.": """
        django_admin_log portal_auditentry portal_bulkitem portal_bulkjob portal_changedecision
        portal_correction portal_forcedpublication portal_revision portal_transition
        enterprises_membership enterprises_withdrawalrequest projects_milestonemove
    """,
    "What was sent or asked already: without it a letter would go out twice.": """
        enterprises_confirmation enterprises_expiryreminder enterprises_reportreminder
        portal_quotenotice
    """,
    "Links that people outside hold, by their hash: they lead on, and can be revoked.": """
        enterprises_invitation portal_previewanswer portal_previewlink
    """,
    "Text that somebody typed and has not saved: too dear to lose.": """
        portal_autosave
    """,
    "Derived from other rows by long work or by triggers: there at once, as it was.": """
        enterprises_directoryentry portal_externaladdress portal_link portal_searchterm
    """,
    "Pages, and what belongs to them.": """
        news_article news_author news_documentkind news_documentrelation news_officialdocument
        news_source portal_answer portal_attachment portal_attachmentversion portal_bundle
        portal_bundlemember portal_changeset portal_englishversion portal_feature portal_picture
        portal_publication portal_publication_topics portal_redirect portal_section portal_topic
        projects_annualplan projects_budgetline projects_goal projects_indicator
        projects_masterplan projects_milestone projects_observation projects_participation
        projects_progressnote projects_project projects_promise projects_series
        projects_supportcall projects_target projects_task
    """,
    "The department, its duties, its rules and lists.": """
        portal_abbreviation portal_department portal_duty portal_dutycontact portal_emergency
        portal_emergencynotice portal_obligation portal_organisation portal_page
        portal_pickedresult portal_post portal_publisheditem portal_receptiontime
        portal_servicelink portal_specialday portal_succession portal_unfoundsearch portal_unit
        portal_workitem portal_workweek
    """,
    "What citizens sent.": """
        portal_consultation portal_consultationcomment portal_question projects_application
    """,
    "Enterprises, and what they and the department settle.": """
        enterprises_actionitem enterprises_agendaitem enterprises_association
        enterprises_associationpost enterprises_enterprise enterprises_enterprise_sectors
        enterprises_enterprisereport enterprises_event enterprises_eventannouncement
        enterprises_eventseries enterprises_infrastructurelisting enterprises_infrastructurematch
        enterprises_joinrequest enterprises_listingcontact enterprises_locality
        enterprises_personalmember enterprises_privatecontact enterprises_product
        enterprises_registration enterprises_releasedsum enterprises_releasedsum_reports
        enterprises_reportingduty enterprises_sector enterprises_slot enterprises_slotrequest
    """,
}


def carried_tables():
    return [table for tables in CARRIED.values() for table in tables.split()]


@pytest.mark.django_db
def test_each_table_is_carried_or_excluded_and_never_both():
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    decided = [*carried_tables(), *excluded_tables()]
    assert sorted(decided) == sorted(tables)


def test_these_tables_come_back_empty():
    assert sorted(excluded_tables()) == [
        "account_emailconfirmation",
        "django_session",
        "django_tasks_database_dbtaskresult",
        "portal_presence",
        "portal_sheetupload",
        "portal_usecount",
    ]
    assert all(excluded_tables().values())


def test_no_carried_row_refers_to_one_that_does_not_come_back():
    """Such a row could not be restored: its foreign key would lead nowhere."""
    excluded = excluded_tables()
    broken = [
        str(field)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in excluded
        for field in model._meta.concrete_fields
        if field.remote_field and field.related_model._meta.db_table in excluded
    ]
    assert broken == []
