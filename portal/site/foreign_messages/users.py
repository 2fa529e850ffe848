"""Accounts, roles and passwords of django.contrib.auth."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

TEXTS = (
    _("Authentication and Authorization"),
    _("Personal info"),
    _("Permissions"),
    _("Important dates"),
    _("username"),
    _("password"),
    _("first name"),
    _("last name"),
    _("email address"),
    _("staff status"),
    _("Designates whether the user can log into this admin site."),
    _("active"),
    _(
        "Designates whether this user should be treated as active. Unselect this instead of "
        "deleting accounts."
    ),
    _("superuser status"),
    _("Designates that this user has all permissions without explicitly assigning them."),
    _("date joined"),
    _("last login"),
    _("group"),
    _("groups"),
    _(
        "The groups this user belongs to. A user will get all permissions granted to each of "
        "their groups."
    ),
    _("permission"),
    _("permissions"),
    _("codename"),
    _("content type"),
    _("user permissions"),
    _("Specific permissions for this user."),
    _("Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only."),
    _("A user with that username already exists."),
    _(
        "Enter a valid username. This value may contain only unaccented lowercase a-z and "
        "uppercase A-Z letters, numbers, and @/./+/-/_ characters."
    ),
    _(
        "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ "
        "characters."
    ),
    _("After you’ve created a user, you’ll be able to edit more user options."),
    _("Set password"),
    _("Reset password"),
    _("Set password: %s"),
    _("Change password: %s"),
    _("Password changed successfully."),
    _("Password-based authentication"),
    _("Password-based authentication was disabled."),
    _("Disable password-based authentication"),
    _("Enable password-based authentication"),
    _("This action will <strong>enable</strong> password-based authentication for this user."),
    _("Enable password-based authentication for this user by setting a password."),
    _(
        "Whether the user will be able to authenticate using a password or not. If disabled, "
        "they may still be able to authenticate using other backends, such as Single Sign-On "
        "or LDAP."
    ),
    _("Enabled"),
    _("Disabled"),
    _("No password set."),
    _("Raw passwords are not stored, so there is no way to see the user’s password."),
    _("Conflicting form data submitted. Please try again."),
    _("Password confirmation"),
    _("Enter the same password as before, for verification."),
    _("The two password fields didn’t match."),
    _("Enter a new password for the user <strong>%(username)s</strong>."),
    _("Email"),
    _("Old password"),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    ngettext_lazy(
        "Your password must contain at least %(min_length)d character.",
        "Your password must contain at least %(min_length)d characters.",
    ),
    _("The password is too similar to the %(verbose_name)s."),
    _("Your password can’t be too similar to your other personal information."),
    _("This password is too common."),
    _("Your password can’t be a commonly used password."),
    _("This password is entirely numeric."),
    _("Your password can’t be entirely numeric."),
    _("algorithm"),
    _("iterations"),
    _("salt"),
    _("hash"),
    _("variety"),
    _("memory cost"),
    _("time cost"),
    _("parallelism"),
    _("block size"),
    _("work factor"),
    _("checksum"),
    _("Forbidden"),
    _("CSRF verification failed. Request aborted."),
)
