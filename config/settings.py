"""Settings, read from the environment; without any, the safe choice.

Every variable is named once, in this file, and described in README.md ("Configuration"); a test
compares the two.
"""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import open_id
from config.openapi import DESCRIBED
from config.static_files import cache_headers

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# What is running, and where -------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY is not set. `make run` makes one in .local/.")
NARA_ORIGIN = env.str("NARA_ORIGIN", default="http://localhost:8000")
NARA_INSECURE_HTTP = env.bool("NARA_INSECURE_HTTP", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [NARA_ORIGIN]
NARA_TRUSTED_PROXIES = env.int("NARA_TRUSTED_PROXIES", default=0)

# The municipality -----------------------------------------------------------------------------
NARA_EXAMPLE = env.bool("NARA_EXAMPLE", default=False)
NARA_MUNICIPALITY_CODE = env.str("NARA_MUNICIPALITY_CODE", default="0126")
NARA_MUNICIPALITY_NAME = env.str("NARA_MUNICIPALITY_NAME", default="Huddinge")
NARA_MUNICIPALITY_ID = uuid.uuid5(uuid.NAMESPACE_OID, f"nara:{NARA_MUNICIPALITY_CODE}")
NARA_COUNTRY = env.str("NARA_COUNTRY", default="SE")
# Whom people turn to; nothing is invented: without one, the pages say that it is missing.
NARA_CONTACT_EMAIL = env.str("NARA_CONTACT_EMAIL", default="")
NARA_CONTACT_PHONE = env.str("NARA_CONTACT_PHONE", default="")
NARA_DATA_PROTECTION_EMAIL = env.str("NARA_DATA_PROTECTION_EMAIL", default="")
NARA_SECURITY_CONTACT = env.str("NARA_SECURITY_CONTACT", default="")
# Where a lack of accessibility is reported (law 2018:1937).
_DIGG = "https://www.digg.se/tdosanmalan"
NARA_ACCESSIBILITY_AUTHORITY = env.str("NARA_ACCESSIBILITY_AUTHORITY", default=_DIGG)
NARA_PROJECTED_SRID = env.int("NARA_PROJECTED_SRID", default=3006)
NARA_AREA_SNAP_METRES = env.int("NARA_AREA_SNAP_METRES", default=1500)
# A PMTiles file below our own layers of the map; without it the map shows areas and venues alone.
NARA_BASEMAP = env.str("NARA_BASEMAP", default="")
NARA_WEEKS_AHEAD = env.int("NARA_WEEKS_AHEAD", default=26)
NARA_GAP_SEAT_HOURS = env.float("NARA_GAP_SEAT_HOURS", default=25.0)
NARA_RETENTION_AUDIT_DAYS = env.int("NARA_RETENTION_AUDIT_DAYS", default=730)
NARA_RETENTION_PERSON_DAYS = env.int("NARA_RETENTION_PERSON_DAYS", default=730)
NARA_RETENTION_IMPORT_DAYS = env.int("NARA_RETENTION_IMPORT_DAYS", default=90)
NARA_RETENTION_IMPORT_FILE_HOURS = env.int("NARA_RETENTION_IMPORT_FILE_HOURS", default=24)
NARA_IMPORT_MAX_MB = env.int("NARA_IMPORT_MAX_MB", default=50)
NARA_RETENTION_BOOKING_DAYS = env.int("NARA_RETENTION_BOOKING_DAYS", default=365)
# A shift: staff log in with both steps once a day, not once a month.
NARA_SECOND_FACTOR_HOURS = env.float("NARA_SECOND_FACTOR_HOURS", default=12)
NARA_ENCRYPTION_KEYS = env.list("NARA_ENCRYPTION_KEYS", default=[])
NARA_TICKET_KEYS = env.list("NARA_TICKET_KEYS", default=[])
NARA_ATTENDANCE_KEYS = env.list("NARA_ATTENDANCE_KEYS", default=[])

# GDAL before 3.9 may follow addresses in spatial references; none is ever read from a visitor.
SILENCED_SYSTEM_CHECKS = ["gis.W001"]

# Rooms ----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.gis",
    "django.contrib.postgres",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "channels",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.headless",
    "people",
    "venues",
    "activities",
    "outreach",
    "config",
]
MIDDLEWARE = [
    # Above all: a file needs no thread. And above gzip: Django zips a streamed file by pieces, and
    # browsers read the first one only.
    "servestatic.middleware.ServeStaticMiddleware",
    "config.access_log.AccessLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.problems.ProblemMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

# Data -----------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url(
        "DATABASE_URL",
        default="postgis://nara@/nara",
        engine="django.contrib.gis.db.backends.postgis",
    )
}
# A connection that died with the database is noticed before it is used.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
_POOL = {"min_size": 1, "max_size": env.int("NARA_DATABASE_POOL", default=8)}
_POOL |= {"timeout": 10, "max_lifetime": 600}
DATABASES["default"].setdefault("OPTIONS", {}).update(pool=_POOL, prepare_threshold=1)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": 4}  # jobs at once: an import delays no reminder
REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "config.cache.RedisOrMemoryCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"SOCKET_CONNECT_TIMEOUT": 0.5, "SOCKET_TIMEOUT": 0.5},
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.core.RedisChannelLayer",
        "CONFIG": {
            "hosts": [{"address": REDIS_URL, "socket_connect_timeout": 0.5, "socket_timeout": 5}],
            "prefix": "nara",
        },
    }
}

# Who comes in ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_PASSWORDS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_PASSWORDS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_PASSWORDS}.CommonPasswordValidator"},
]
SESSION_ENGINE = "people.session_store"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
ACCOUNT_ADAPTER = "people.accounts.AccountAdapter"
# Staff are let in by the municipality. The age: one's own consent (law 2018:218, ch. 2 s. 4).
NARA_SIGN_UP = env.bool("NARA_SIGN_UP", default=True)
NARA_SIGN_UP_AGE = env.int("NARA_SIGN_UP_AGE", default=13)
# SMS: without a gateway nobody logs in or is told by telephone, and no page offers it.
NARA_SMS_GATEWAY = env.str("NARA_SMS_GATEWAY", default="")
NARA_SMS_DIR = env.str("NARA_SMS_DIR", default="")
NARA_SMS_PREFIXES = env.list("NARA_SMS_PREFIXES", default=["+46"])
ACCOUNT_LOGIN_METHODS = {"email", *(["phone"] if NARA_SMS_GATEWAY else [])}
ACCOUNT_SIGNUP_FIELDS = ["email*", *(["phone"] if NARA_SMS_GATEWAY else [])]
ACCOUNT_SIGNUP_FORM_CLASS = "people.sign_up_form.SignUpFields"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
# A whole school shares one network address; each person still gets three codes a minute.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "120/m/ip,3/m/key",
    "signup": "120/m/ip",
    "verify_phone": "120/m/ip,1/20s/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = NARA_TRUSTED_PROXIES
ACCOUNT_EMAIL_NOTIFICATIONS = True
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{NARA_ORIGIN}/login?verify={{key}}",
    "account_reset_password": f"{NARA_ORIGIN}/login",
    "account_reset_password_from_key": f"{NARA_ORIGIN}/login?reset={{key}}",
    "account_signup": f"{NARA_ORIGIN}/signup",
    "socialaccount_login_error": f"{NARA_ORIGIN}/login",
}
# Freja eID, BankID through a broker, a school's log-in: whatever speaks OpenID Connect.
NARA_OPENID_PROVIDERS = open_id.providers(env.str("NARA_OPENID_PROVIDERS", default=""))
SOCIALACCOUNT_ADAPTER = "people.open_id.OpenIDAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "people.open_id.OpenIDProvider",
        "APPS": open_id.apps(NARA_OPENID_PROVIDERS),
        "OAUTH_PKCE_ENABLED": True,
    }
}
HEADLESS_ADAPTER = "people.open_id.HeadlessAdapter"
MFA_ADAPTER = "people.accounts.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_TOTP_ISSUER = "Nära"
MFA_TOTP_TOLERANCE = 1  # one step of 30 s: clocks differ, and people need time to type (RFC 6238)

# Mail -----------------------------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
NARA_MAIL_DIR = env.str("NARA_MAIL_DIR", default="")
if NARA_MAIL_DIR:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = NARA_MAIL_DIR
# Nobody is woken: from and until which hour, local time, messages wait unless it would be too late.
NARA_QUIET_FROM = env.int("NARA_QUIET_FROM", default=21)
NARA_QUIET_UNTIL = env.int("NARA_QUIET_UNTIL", default=7)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Nära <nara@localhost>")

# The API --------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["people.api.guards.BrowserSession"],
    "DEFAULT_PERMISSION_CLASSES": ["people.api.guards.NamesItsDeed"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "people.api.schema.DoorSchema",
    "DEFAULT_THROTTLE_CLASSES": ["people.api.throttles.ReadRate", "people.api.throttles.WriteRate"],
    "DEFAULT_THROTTLE_RATES": {
        "read": env.str("NARA_READ_RATE", default="3000/min"),
        "write": env.str("NARA_WRITE_RATE", default="120/min"),
    },
    "NUM_PROXIES": NARA_TRUSTED_PROXIES,
    "EXCEPTION_HANDLER": "config.problems.problem_handler",
}
SPECTACULAR_SETTINGS = DESCRIBED

# Languages and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "sv"
# The frontend writes it when somebody chooses a language, so that the next page comes in it.
LANGUAGE_COOKIE_NAME = "nara.language"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska")), ("ar", _("Arabiska"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
TIME_ZONE = env.str("NARA_TIME_ZONE", default="Europe/Stockholm")

# What is served as files ----------------------------------------------------------------------
NARA_FRONTEND_DIR = Path(env.str("NARA_FRONTEND_DIR", default=str(BASE_DIR / "frontend" / "build")))
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
SERVESTATIC_ROOT = NARA_FRONTEND_DIR if NARA_FRONTEND_DIR.is_dir() else None
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_INDEX_FILE = False
SERVESTATIC_ADD_HEADERS_FUNCTION = cache_headers
SERVESTATIC_ALLOW_ALL_ORIGINS = False

# Safety ---------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = not NARA_INSECURE_HTTP
SECURE_HSTS_SECONDS = 0 if NARA_INSECURE_HTTP else int(timedelta(days=365).total_seconds())
SECURE_HSTS_INCLUDE_SUBDOMAINS = not NARA_INSECURE_HTTP
SECURE_HSTS_PRELOAD = not NARA_INSECURE_HTTP
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not NARA_INSECURE_HTTP
SECURE_REFERRER_POLICY = "same-origin"
if NARA_TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "manifest-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF, *open_id.origins(NARA_OPENID_PROVIDERS)],
        "frame-ancestors": [NONE],
    }
}

# Logs: what happened, never to whom -----------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # Said by every command that loads the tasks; of interest to nobody.
    "loggers": {
        f"procrastinate.{part}": {"level": "WARNING"} for part in ("periodic", "blueprints", "jobs")
    },
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
