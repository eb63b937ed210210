"""Every check, one line each. A new check is added here by hand; a test compares this list with the folder."""

from __future__ import annotations

from checks.blank_column import BlankColumn
from checks.broken_link import BrokenLink
from checks.check import Check
from checks.conflicting_facts import ConflictingFacts
from checks.expired_credential import ExpiredCredential
from checks.expiring_certificate import ExpiringCertificate
from checks.frequent_outage import FrequentOutage
from checks.future_date import FutureDate
from checks.late_interpretation import LateInterpretation
from checks.low_originality import LowOriginality
from checks.missing_crosspost import MissingCrosspost
from checks.missing_https_redirect import MissingHttpsRedirect
from checks.missing_interpretation import MissingInterpretation
from checks.missing_ipv6 import MissingIpv6
from checks.missing_publication import MissingPublication
from checks.silent_source import SilentSource
from checks.site_down import SiteDown
from checks.slow_first_byte import SlowFirstByte
from checks.stale_account import StaleAccount
from checks.stale_column import StaleColumn
from checks.unanswered_comment import UnansweredComment
from checks.undated_column import UndatedColumn
from checks.unlinked_interpretation import UnlinkedInterpretation
from checks.withdrawn_article import WithdrawnArticle

CHECKS: tuple[Check, ...] = (
    SiteDown(),
    FrequentOutage(),
    ExpiringCertificate(),
    MissingIpv6(),
    MissingHttpsRedirect(),
    SlowFirstByte(),
    BrokenLink(),
    BlankColumn(),
    StaleColumn(),
    UndatedColumn(),
    FutureDate(),
    MissingInterpretation(),
    LateInterpretation(),
    UnlinkedInterpretation(),
    MissingPublication(),
    MissingCrosspost(),
    ConflictingFacts(),
    StaleAccount(),
    SilentSource(),
    ExpiredCredential(),
    LowOriginality(),
    WithdrawnArticle(),
    UnansweredComment(),
)
