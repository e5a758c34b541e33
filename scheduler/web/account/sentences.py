"""What Flask-Security says, in our words. The rest it never says: the forms' own checks come first."""

from scheduler.kernel.words import Sentence

GOOD, BAD = "info", "error"

_DEAD = Sentence("This link does not work any more. It was used already, or a newer letter has another one.")
_NOT_NOW = Sentence("This step belongs to signing in. Begin with your address and password.")

SENTENCES: dict[str, tuple[Sentence, str]] = {
    "ALREADY_CONFIRMED": (Sentence("This e-mail address is confirmed already."), GOOD),
    "ANONYMOUS_USER_REQUIRED": (Sentence("You are signed in already."), GOOD),
    "API_ERROR": (Sentence("This was not understood. Try again from the beginning."), BAD),
    "CHANGE_EMAIL_CONFIRMED": (
        Sentence("Your e-mail address was changed. Sign in with the new one."),
        GOOD,
    ),
    "CHANGE_EMAIL_EXPIRED": (Sentence("This link has expired. Change the address once more."), BAD),
    "CHANGE_EMAIL_SENT": (
        Sentence("A letter is on its way to %(email)s. The address is changed once you use the link in it."),
        GOOD,
    ),
    "CONFIRMATION_EXPIRED": (Sentence("This link has expired. Ask for a new letter here."), BAD),
    "CONFIRMATION_REQUEST": (
        Sentence("If %(email)s has an account that is not confirmed yet, a letter is on its way there."),
        GOOD,
    ),
    "CONFIRMATION_REQUIRED": (Sentence("Confirm your e-mail address first."), BAD),
    "CONFIRM_REGISTRATION": (
        Sentence("A letter is on its way to %(email)s. Use the link in it, then sign in here."),
        GOOD,
    ),
    "DISABLED_ACCOUNT": (Sentence("This account is closed. Write to the secretariat."), BAD),
    "EMAIL_CONFIRMED": (Sentence("Your e-mail address is confirmed. Sign in now."), GOOD),
    "GENERIC_AUTHN_FAILED": (
        Sentence(
            "Address and password do not belong together, or the address is not confirmed yet. If you are "
            "new here, the letter we sent you says how to confirm it."
        ),
        BAD,
    ),
    "INVALID_CONFIRMATION_TOKEN": (_DEAD, BAD),
    "INVALID_PASSWORD": (Sentence("This is not your password."), BAD),
    "INVALID_RECOVERY_CODE": (
        Sentence("This is none of your recovery codes, or it was used already."),
        BAD,
    ),
    "INVALID_REDIRECT": (Sentence("This was not understood. Try again from the beginning."), BAD),
    "INVALID_RESET_PASSWORD_TOKEN": (_DEAD, BAD),
    "PASSWORD_CHANGE": (Sentence("Your password was changed. All other browsers are signed out."), GOOD),
    "PASSWORD_IS_THE_SAME": (Sentence("The new password is the same as the present one."), BAD),
    "PASSWORD_RESET_EXPIRED": (Sentence("This link has expired. Ask for a new letter here."), BAD),
    "PASSWORD_RESET_NO_LOGIN": (Sentence("Your new password is set. Sign in with it now."), GOOD),
    "PASSWORD_RESET_REQUEST": (
        Sentence("If %(email)s has an account, a letter with a link is on its way there."),
        GOOD,
    ),
    "REAUTHENTICATION_REQUIRED": (
        Sentence("This concerns how you sign in. Show once more that it is you."),
        GOOD,
    ),
    "REAUTHENTICATION_SUCCESSFUL": (Sentence("Thank you. You can go on."), GOOD),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        Sentence("Your authenticator app is set up. Make recovery codes now, in case you lose it."),
        GOOD,
    ),
    "TWO_FACTOR_DISABLED": (Sentence("No code is asked for any more when you sign in."), GOOD),
    "TWO_FACTOR_INVALID_TOKEN": (
        Sentence("This code is wrong, or was used already. Take the one that the app shows now."),
        BAD,
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (Sentence("You are signed in."), GOOD),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (Sentence("There is no such second step."), BAD),
    "TWO_FACTOR_PERMISSION_DENIED": (_NOT_NOW, BAD),
    "TWO_FACTOR_SETUP_EXPIRED": (Sentence("That took too long. Begin once more."), BAD),
    "UNAUTHENTICATED": (Sentence("Sign in to go on."), GOOD),
    "WEBAUTHN_CREDENTIAL_DELETED": (Sentence("The passkey “%(name)s” was removed."), GOOD),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": (Sentence("This passkey is known already."), BAD),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": (
        Sentence("This passkey is for the other way of signing in: without a password, or after it."),
        BAD,
    ),
    "WEBAUTHN_EXPIRED": (Sentence("That took too long. Try again."), BAD),
    "WEBAUTHN_MISMATCH_USER_HANDLE": (Sentence("This passkey belongs to another account."), BAD),
    "WEBAUTHN_NAME_INUSE": (Sentence("You have a passkey called “%(name)s” already."), BAD),
    "WEBAUTHN_NAME_NOT_FOUND": (Sentence("You have no passkey called “%(name)s”."), BAD),
    "WEBAUTHN_NO_VERIFY": (Sentence("The passkey could not be checked. Try again."), BAD),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": (Sentence("This passkey is not known here."), BAD),
    "WEBAUTHN_REGISTER_SUCCESSFUL": (Sentence("The passkey “%(name)s” was added."), GOOD),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (Sentence("This passkey is not known here."), BAD),
}
