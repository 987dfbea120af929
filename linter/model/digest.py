"""SHA-256 of what is read and found: names of content, no secret."""


def sha256_of(data: bytes) -> str:
    """SHA-256 in hexadecimal. The module behind hashlib is taken where there is one: OpenSSL costs 10 ms at start."""
    try:
        from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]  # until 3.11
    except ImportError:
        try:
            from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore]  # from 3.12
        except ImportError:
            from hashlib import sha256
    return str(sha256(data).hexdigest())
