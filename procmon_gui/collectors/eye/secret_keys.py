"""Decides by its name whether an option, variable or field holds a secret. Pure."""

import re

# A name is cut into words at anything that is no letter or digit, and before a capital: clientSecret, DB_PASSWORD.
_WORDS = re.compile(rb"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z0-9]+|[A-Z]")
_LONGEST_NAME_BYTES = 128

_SECRET_WORDS = frozenset(
    b"password passwd passphrase passwort passcode passkey pwd pw pass psk token secret apikey authkey apitoken "
    b"userpass dbpass rootpass requirepass masterauth mypass storepass keypass rootpw bindpw adminpw dbpw authtok "
    b"sharedsecret".split()
)
_SECRET_ENDINGS = (b"password", b"passwd", b"passphrase", b"secret", b"token", b"storepass", b"keypass", b"apikey")
# "key" alone names a file or a field of a table far more often than a secret; after these words it does not.
_BEFORE_KEY = frozenset(
    b"api access account auth authentication encryption signing secret shared storage master subscription service "
    b"app application private license licence join pre host function admin ingest deploy integration session "
    b"write read publish node".split()
)
_JOINED_KEYS = frozenset(
    b"accesskey accountkey secretkey sharedkey sharedaccesskey privatekey masterkey encryptionkey".split()
)
# --password-file, --token-url, --secret-name: about a secret, not the secret.
_ABOUT_WORDS = frozenset(
    b"file files fd path paths dir directory folder url uri endpoint name names id ids type kind format length len "
    b"size count ttl expiry expires expiration lifetime timeout age policy prompt stdin env var variable algorithm "
    b"algo "
    b"alg min max required enabled disabled command cmd program script helper hook manager rotation header field store "
    b"storage provider source location ref arn version label description encoding validator attempts retries limit "
    b"index position delimiter separator regex pattern scheme method mode feature check checker hint reset expire "
    b"class cache ring server issuer audience scope scopes review rule rules".split()
)
# --no-password, --ask-pass, --generate-token: switches that take no secret.
_SWITCH_WORDS = frozenset(
    b"no ask prompt use generate show change reset skip require allow force enable disable verify check get list print "
    b"bypass without max min num need want create delete revoke rotate hide mask per count next first last pad eos "
    b"existing bos unk sep cls stop".split()
)
# Names that hold a user and a password with a colon between.
_PAIR_WORDS = frozenset(
    (b"auth", b"credential", b"credentials", b"creds", b"userpwd", b"login", b"basicauth", b"httpauth")
)
_AUTHORIZATION = frozenset((b"authorization", b"proxy-authorization", b"cookie", b"set-cookie", b"x-authorization"))
# Named like a secret, but the value says where it is: openvpn(8), docker(1).
_PLACES = frozenset((b"auth-user-pass",))
_PLACE_VALUES = (b"id=", b"type=", b"src=")
_PATH_STARTS = (b"/", b"./", b"../", b"~", b"@", b"file:", b"env:")
_PATH_ENDS = (b".pem", b".key", b".crt", b".json", b".txt", b".p12", b".pfx", b".jks", b".yaml", b".yml")
_NO_SECRETS = frozenset(
    b"true false yes no on off none null auto ask prompt stdin env keyring default required optional basic bearer - "
    b"".split()
) | {b""}


def words_of(name: bytes) -> list[bytes]:
    """Return the words of a name, in lower case."""
    return [word.lower() for word in _WORDS.findall(name[-_LONGEST_NAME_BYTES:])]


def holds_secret(name: bytes, value: bytes) -> bool:
    """Return whether `value`, given under this name, is a secret.

    The name comes as written, dashes and prefix included: `--db.password`, `PGPASSWORD`, `-Dkey.storePassword`.
    """
    words = words_of(name)
    if not words or value.lower() in _NO_SECRETS:
        return False
    last = words[-1]
    if name.lstrip(b"-") in _PLACES or value.startswith(_PLACE_VALUES):
        return False
    if words[0] in _SWITCH_WORDS or (last in _ABOUT_WORDS and last not in _PAIR_WORDS):
        return False
    if last in _PAIR_WORDS:
        user, colon, _ = value.partition(b":")
        return bool(user and colon) and b"://" not in value and not value.startswith(_PATH_STARTS)
    if last == b"key" or last in _JOINED_KEYS:
        secret = last != b"key" or any(word in _BEFORE_KEY for word in words[:-1])
        return secret and not value.startswith(_PATH_STARTS) and not value.endswith(_PATH_ENDS)
    return _is_secret_word(words, value)


def _is_secret_word(words: list[bytes], value: bytes) -> bool:
    last = words[-1]
    if last == b"pass" and len(words) == 1:
        return not (len(value) == 1 and value.isdigit())  # two-pass encoders: -pass 1
    if last in (b"pwd", b"oldpwd"):
        return not value.startswith(b"/")  # the working directory
    if last.isdigit() and len(words) > 1:
        return _is_secret_word(words[:-1], value)  # password2
    return last in _SECRET_WORDS or last.endswith(_SECRET_ENDINGS)


def is_authorization(name: bytes) -> bool:
    """Return whether this is the name of an HTTP header that carries a secret after its scheme."""
    return name.lower() in _AUTHORIZATION
