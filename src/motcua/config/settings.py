"""Django's settings, made from the typed Environment. Django itself is configured here and nowhere else."""

import logging.config
import os

from motcua.config.databases import database
from motcua.config.environment import Environment
from motcua.config.logging import logging_config
from motcua.config.postgres import ensure_running
from motcua.config.security import CSP, SAFE_HEADERS
from motcua.config.wiring import FACTS, message_sender

ENV = Environment.read()

# Checks that read code only (types, contracts) must not need a running database.
NO_DATABASE = os.environ.get("MOTCUA_NO_DATABASE") == "1"

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
DEMO = ENV.demo
DEMO_PASSWORD = ENV.demo_password  # only used when DEMO
ALLOWED_HOSTS = list(ENV.hosts)
CSRF_TRUSTED_ORIGINS = list(ENV.trusted_origins)
PUBLIC_URL = ENV.public_url
MOTCUA_AUTHORITY_NAME = ENV.authority_name
TRACKING_KEY = f"tracking:{ENV.secret_key}".encode()  # makes and checks the secrets printed on receipts
TRUSTED_PROXIES = ENV.proxies
PACKS = ENV.packs
FILES_DIR = ENV.var / "files"
FACT_LISTENERS = FACTS
MESSAGE_SENDER = message_sender(ENV.var / "messages.jsonl")
FACTS_HEARD = frozenset(name for name, listeners in FACTS.items() if listeners)

OUR_APPS = [
    "motcua.apps.reports",
    "motcua.apps.notices",
    "motcua.apps.dossiers",
    "motcua.apps.letters",
    "motcua.apps.payments",
    "motcua.apps.processes",
    "motcua.apps.catalogue",
    "motcua.apps.files",
    "motcua.apps.people",
    "motcua.apps.office",
    "motcua.apps.ledger",
    "motcua.web.desk",
    "motcua.web.leaders",
    "motcua.web.portal",
    "motcua.web.ui",
    "motcua.jobs",
]
INSTALLED_APPS = [
    *OUR_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.config.security.SafeHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "motcua.web.ui.access.AccessMiddleware",
    "motcua.web.ui.null_characters.NullCharactersMiddleware",
]
ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "motcua.web.ui.context.page",
            ],
        },
    }
]
COTTON_DIR = "cotton"

DATABASES = {
    "default": database(
        "postgresql:///nowhere" if NO_DATABASE else ensure_running(),
        pool_size=ENV.pool_size,
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "office.Officer"
LOGIN_URL = "/dang-nhap"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 10 * 3600  # a working day, then sign in again
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
CSRF_COOKIE_HTTPONLY = True  # htmx takes the token from the form
CSRF_FAILURE_VIEW = "motcua.web.ui.refusals.csrf_refused"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
CONTENT_SECURITY_POLICY = CSP
EXTRA_HEADERS = SAFE_HEADERS

UPLOAD_LIMIT = ENV.upload_megabytes * 1024 * 1024  # bytes of one request's files
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 60
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["motcua.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = ENV.var / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns at each start without it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_DIR}},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENV.stamped
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not ENV.stamped
WHITENOISE_AUTOREFRESH = DEBUG

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "motcua"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PROCRASTINATE_IMPORT_PATHS = [
    "motcua.jobs.facts",
    "motcua.jobs.upkeep",
    "motcua.jobs.reactions",
    "motcua.jobs.catalogue",
    "motcua.jobs.nudges",
    "motcua.jobs.changes",
]
LOGGING_CONFIG = None
LOGGING = logging_config(ENV.log_format, debug=DEBUG)
logging.config.dictConfig(LOGGING)
