"""Every check, one line each. A new check is added here by hand; a test compares this list with the folder."""

from __future__ import annotations

from checks.blank_column import BlankColumn
from checks.blank_page import BlankPage
from checks.broken_layout import BrokenLayout
from checks.broken_link import BrokenLink
from checks.broken_service_link import BrokenServiceLink
from checks.check import Check
from checks.conflicting_facts import ConflictingFacts
from checks.expired_credential import ExpiredCredential
from checks.expiring_certificate import ExpiringCertificate
from checks.failing_search import FailingSearch
from checks.frequent_outage import FrequentOutage
from checks.future_date import FutureDate
from checks.hidden_link import HiddenLinkCheck
from checks.hijacked_link import HijackedLink
from checks.inaccessible_page import InaccessiblePage
from checks.late_interpretation import LateInterpretation
from checks.low_originality import LowOriginality
from checks.mismatched_download import MismatchedDownload
from checks.missing_alt import MissingAlt
from checks.missing_consultation import MissingConsultation
from checks.missing_crosspost import MissingCrosspost
from checks.missing_https_redirect import MissingHttpsRedirect
from checks.missing_interpretation import MissingInterpretation
from checks.missing_ipv6 import MissingIpv6
from checks.missing_leaving_notice import MissingLeavingNotice
from checks.missing_publication import MissingPublication
from checks.missing_service_link import MissingServiceLink
from checks.mixed_content import MixedContent
from checks.script_error import ScriptErrorCheck
from checks.silent_source import SilentSource
from checks.site_down import SiteDown
from checks.slow_first_byte import SlowFirstByte
from checks.slow_page import SlowPage
from checks.stale_account import StaleAccount
from checks.stale_column import StaleColumn
from checks.stale_popup import StalePopup
from checks.tampered_page import TamperedPage
from checks.unanswered_comment import UnansweredComment
from checks.undated_column import UndatedColumn
from checks.unlinked_interpretation import UnlinkedInterpretation
from checks.withdrawn_article import WithdrawnArticle
from checks.wrong_service import WrongService

CHECKS: tuple[Check, ...] = (
    SiteDown(),
    FrequentOutage(),
    ExpiringCertificate(),
    MissingIpv6(),
    MissingHttpsRedirect(),
    SlowFirstByte(),
    BlankPage(),
    ScriptErrorCheck(),
    SlowPage(),
    BrokenLayout(),
    MixedContent(),
    MissingAlt(),
    InaccessiblePage(),
    StalePopup(),
    MissingLeavingNotice(),
    BrokenLink(),
    MismatchedDownload(),
    FailingSearch(),
    MissingConsultation(),
    MissingServiceLink(),
    BrokenServiceLink(),
    WrongService(),
    HijackedLink(),
    HiddenLinkCheck(),
    TamperedPage(),
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
