"""Every check, one line each. A new check is added here by hand; a test compares this list with the folder."""

from __future__ import annotations

from checks.blank_column import BlankColumn
from checks.blank_page import BlankPage
from checks.broken_layout import BrokenLayout
from checks.broken_link import BrokenLink
from checks.broken_service_link import BrokenServiceLink
from checks.check import Check
from checks.conflicting_facts import ConflictingFacts
from checks.excerpt_interpretation import ExcerptInterpretation
from checks.expired_credential import ExpiredCredential
from checks.expiring_certificate import ExpiringCertificate
from checks.expiring_document import ExpiringDocument
from checks.failing_search import FailingSearch
from checks.faulty_attachment import FaultyAttachment
from checks.frequent_outage import FrequentOutage
from checks.future_date import FutureDate
from checks.hidden_link import HiddenLinkCheck
from checks.hijacked_link import HijackedLink
from checks.inaccessible_page import InaccessiblePage
from checks.incomplete_decision import IncompleteDecision
from checks.incomplete_guide import IncompleteGuide
from checks.incomplete_notice import IncompleteNotice
from checks.incomplete_table import IncompleteTable
from checks.inconsistent_date import InconsistentDate
from checks.late_interpretation import LateInterpretation
from checks.library_gap import LibraryGap
from checks.low_originality import LowOriginality
from checks.mismatched_download import MismatchedDownload
from checks.missing_alt import MissingAlt
from checks.missing_consultation import MissingConsultation
from checks.missing_crosspost import MissingCrosspost
from checks.missing_draft_interpretation import MissingDraftInterpretation
from checks.missing_feedback import MissingFeedback
from checks.missing_https_redirect import MissingHttpsRedirect
from checks.missing_identity import MissingIdentity
from checks.missing_interpretation import MissingInterpretation
from checks.missing_ipv6 import MissingIpv6
from checks.missing_label import MissingLabel
from checks.missing_leaving_notice import MissingLeavingNotice
from checks.missing_publication import MissingPublication
from checks.missing_service_link import MissingServiceLink
from checks.mixed_content import MixedContent
from checks.outdated_notice import OutdatedNotice
from checks.outdated_rule import OutdatedRule
from checks.overdue_duty import OverdueDuty
from checks.overdue_reply import OverdueReply
from checks.personal_data import PersonalData
from checks.script_error import ScriptErrorCheck
from checks.short_consultation import ShortConsultation
from checks.silent_source import SilentSource
from checks.site_down import SiteDown
from checks.slow_first_byte import SlowFirstByte
from checks.slow_page import SlowPage
from checks.stale_account import StaleAccount
from checks.stale_column import StaleColumn
from checks.stale_home import StaleHome
from checks.stale_popup import StalePopup
from checks.stale_series import StaleSeries
from checks.tampered_page import TamperedPage
from checks.unanswered_comment import UnansweredComment
from checks.undated_column import UndatedColumn
from checks.unlinked_interpretation import UnlinkedInterpretation
from checks.withdrawn_article import WithdrawnArticle
from checks.wrong_label import WrongLabel
from checks.wrong_service import WrongService
from checks.wrong_wording import WrongWording

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
    StaleHome(),
    PersonalData(),
    FaultyAttachment(),
    ExpiringDocument(),
    WrongWording(),
    MissingIdentity(),
    MissingLabel(),
    WrongLabel(),
    InconsistentDate(),
    ShortConsultation(),
    MissingDraftInterpretation(),
    MissingFeedback(),
    IncompleteDecision(),
    ExcerptInterpretation(),
    OutdatedRule(),
    IncompleteGuide(),
    IncompleteNotice(),
    OutdatedNotice(),
    IncompleteTable(),
    OverdueReply(),
    LibraryGap(),
    StaleSeries(),
    OverdueDuty(),
)
