"""Of each table of the site somebody has decided whether a backup carries its rows.

A new table fails here until it stands in a group below, or its model says `exclude_from_backup`.
"""

import pytest
from django.apps import apps
from django.db import connection

from portal.site.backups.tables import excluded_tables

# Why a backup has the rows → the tables.
CARRIED = {
    "Migrations and keys that rows refer to: what the tables are.": """
        auth_permission django_content_type django_migrations pagecache_generation
    """,
    "Accounts, their second factors and rights: people sign in as before.": """
        account_emailaddress accounts_user accounts_user_groups publishing_section_limited_users
        accounts_user_user_permissions newsroom_letterchoice auth_group auth_group_permissions
        mfa_authenticator profiles_representative
    """,
    "Accounts that their owners linked to an identity provider; the other two stay empty.": """
        socialaccount_socialaccount socialaccount_socialapp socialaccount_socialtoken
    """,
    "Records of what was done and decided: nobody could write them again.": """
        association_membership audit_auditentry bulk_bulkitem bulk_bulkjob django_admin_log
        products_withdrawalrequest publishing_changedecision publishing_correction
        publishing_forcedpublication publishing_remark publishing_revision publishing_transition
        work_milestonemove
    """,
    "What was sent or asked already: without it a letter would go out twice.": """
        freshness_confirmation infrastructure_expiryreminder newsroom_notifiedstep
        publishing_quotenotice reports_reportreminder
    """,
    "Links that people outside hold, by their hash: they lead on, and can be revoked.": """
        editing_previewanswer editing_previewlink people_invitation
    """,
    "Text that somebody typed and has not saved: too dear to lose.": """
        editing_autosave
    """,
    "Derived from other rows by long work or by triggers: there at once, as it was.": """
        directory_directoryentry publishing_externaladdress publishing_link scanning_scannedfile
        search_searchterm
    """,
    "Pages, and what belongs to them.": """
        articles_article articles_author articles_gallerypicture articles_source
        documents_documentkind
        documents_documentrelation documents_officialdocument indicators_indicator
        indicators_observation indicators_series indicators_target pictures_picture plans_goal
        plans_masterplan notices_notice procedures_procedure procedures_procedurepaper
        procedures_procedurestep promises_promise publishing_attachment publishing_attachmentversion
        publishing_bundle publishing_bundlemember publishing_changeset publishing_englishversion
        publishing_feature publishing_publication publishing_publication_topics
        publishing_redirect publishing_section publishing_topic questions_answer work_annualplan
        work_budgetline work_milestone work_participation work_progressnote work_project
        work_supportcall work_task
    """,
    "The department, its duties, its rules and lists.": """
        addresses_oldaddress addresses_withdrawalnotice branding_branding branding_menuword
        department_department department_page department_post department_receptiontime
        department_servicelink department_unit department_workitem department_workweek
        emergency_dutycontact emergency_emergency emergency_emergencynotice
        emergency_lifeline obligations_duty
        obligations_obligation obligations_specialday organisations_organisation ownership_ownership
        organisations_succession published_index_publisheditem search_abbreviation
        search_pickedresult search_unfoundsearch
    """,
    "Who follows by e-mail: letters go on, and those who stopped are not asked again.": """
        subscriptions_follower subscriptions_subscription
    """,
    "What citizens sent.": """
        consultations_consultation consultations_consultationcomment feedback_feedbackword
        feedback_pagefeedback questions_question
        work_application
    """,
    "Enterprises, and what they and the department settle.": """
        association_association association_associationpost association_personalmember
        briefings_actionitem events_agendaitem events_event events_eventannouncement
        events_eventseries events_registration events_slot events_slotrequest
        infrastructure_infrastructurelisting infrastructure_infrastructurematch
        infrastructure_listingcontact people_joinrequest products_product profiles_enterprise
        profiles_enterprise_sectors profiles_locality profiles_privatecontact profiles_sector
        reports_enterprisereport reports_releasedsum reports_releasedsum_reports
        servicepoints_servicepoint
        reports_reportingduty uploads_enterpriseupload uploads_uploadquota
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
        "accounts_usersession",
        "addresses_missingaddress",
        "audit_attempt",
        "backups_backuprun",
        "django_session",
        "django_tasks_database_dbtaskresult",
        "editing_presence",
        "health_diskreading",
        "health_examination",
        "health_openalert",
        "pagecache_cacheentry",
        "publicforms_usecount",
        "search_filetext",
        "sheets_sheetupload",
        "tasks_unsentletter",
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
