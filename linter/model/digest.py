"""SHA-256 of what is read and found: names of content, no secret."""

# the module behind hashlib where there is one: OpenSSL costs 10 ms at start
try:
    from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]  # until 3.11
except ImportError:
    try:
        from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore]  # from 3.12
    except ImportError:
        from hashlib import sha256


def sha256_of(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return str(sha256(data).hexdigest())
