"""Cookies, transport and content policy. Public pages set no cookie, load nothing foreign, run no inline code."""

from __future__ import annotations

from csp.constants import NONE, SELF, UNSAFE_INLINE

from clarion.config.settings.object_storage import CLARION_MEDIA_ORIGIN
from clarion.config.settings.site import BASE_URL, SITE

_OVER_TLS = BASE_URL.startswith("https://")
# The organisation's own bucket, where browsers may ask it.
_MEDIA = [CLARION_MEDIA_ORIGIN] if CLARION_MEDIA_ORIGIN else []

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _OVER_TLS
SESSION_COOKIE_NAME = "clarion_staff"
CSRF_COOKIE_SECURE = _OVER_TLS
CSRF_COOKIE_SAMESITE = "Strict"
SECURE_SSL_REDIRECT = _OVER_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _OVER_TLS else None
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 63_072_000 if _OVER_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _OVER_TLS
SECURE_HSTS_PRELOAD = _OVER_TLS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 60 * 60

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:", *_MEDIA],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        **({"upgrade-insecure-requests": True} if _OVER_TLS else {}),
    }
}

# Wagtail's editor has inline scripts and styles, and shows previews in frames of its own.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "style-src": [SELF, UNSAFE_INLINE],
    "script-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:", *_MEDIA],
    "font-src": [SELF, "data:"],
    "object-src": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "base-uri": [SELF],
    **({"upgrade-insecure-requests": True} if _OVER_TLS else {}),
}
PERMISSIONS_POLICY = ", ".join(
    [
        *(
            f"{feature}=()"
            for feature in ("accelerometer", "browsing-topics", "camera", "display-capture", "geolocation")
        ),
        *(
            f"{feature}=()"
            for feature in ("gyroscope", "magnetometer", "microphone", "midi", "payment", "serial", "usb")
        ),
        *(f"publickey-credentials-{act}=(self)" for act in ("create", "get")),
    ]
)

# The backend of allauth is Django's own plus signing in by e-mail address.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SECOND_FACTOR_REQUIRED = not SITE.demo

LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "clarion.core.accounts.StaffAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _OVER_TLS else "http"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE.name
# Addresses of staff come from an administrator, so that there is no unverified one.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# allauth and Wagtail would each have a door of their own for passwords; staff have one.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
