"""What a mail server's answers mean: try again, or give up. Chinese for the office, never a secret."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Mapping

from inspection.errors import DeliveryError
from inspection.personal import mask
from notifications.readable import plain, size

# Large Chinese providers refuse for good (550) where they mean "not so fast": by the words it is worth another try.
_SLOWER = re.compile(
    r"frequen\w* limit|rate.?limit|too (?:many (?:connections|messages)|fast)|try (?:it )?(?:again )?later|retry later"
    r"|频率|稍后",
    re.I,
)
_MEANINGS = {
    421: "暂停服务",
    450: "邮箱暂时不可用",
    451: "服务器临时出错",
    452: "空间不足或收件人过多",
    454: "暂时无法验证",
    530: "须先登录或启用加密，请检查 XUNJIAN_SMTP_USER 与 XUNJIAN_SMTP_TLS",
    534: "登录方式不被接受",
    535: "登录失败，请检查 XUNJIAN_SMTP_USER 与 XUNJIAN_SMTP_PASSWORD（多数邮箱须用授权码）",
    538: "须启用加密后登录",
    550: "邮箱不可用或被拒收",
    551: "收件人不在本服务器",
    552: "邮件过大或邮箱已满",
    553: "地址不被接受（发件人须与登录用户一致）",
    554: "邮件被拒收",
}
_NAMED = 5  # recipients named in an error


def words(said: bytes | str) -> str:
    """What the server said, as text."""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def not_so_fast(said: bytes | str) -> bool:
    """Whether a refusal that is final by its number means "later" by its words."""
    return _SLOWER.search(words(said)) is not None


def refused(error: smtplib.SMTPResponseException, secret: str) -> DeliveryError:
    """An answer that is no yes. A bad greeting, and what is no SMTP at all, count as temporary."""
    code, said = error.smtp_code, words(error.smtp_error)
    if isinstance(error, (smtplib.SMTPConnectError, smtplib.SMTPHeloError)):
        return DeliveryError(f"邮件服务器不接待（{_quoted(code, said, secret)}）", permanent=False)
    usual = "登录失败" if isinstance(error, smtplib.SMTPAuthenticationError) else "不接受"
    permanent = 500 <= code < 600 and not not_so_fast(said)
    meaning = _MEANINGS.get(code, usual)
    return DeliveryError(f"邮件服务器：{meaning}（{_quoted(code, said, secret)}）", permanent=permanent)


def refused_by_all(refusals: Mapping[str, str], later: Mapping[str, str]) -> DeliveryError:
    """Nobody got it. Where one of them may get it later, it is tried again."""
    shown = {**later, **refusals}
    named = "；".join(f"{mask(one)}：{_clean(said)}" for one, said in list(shown.items())[:_NAMED])
    more = f" 等 {len(shown)} 个" if len(shown) > _NAMED else ""
    return DeliveryError(f"邮件服务器不接受任何一个收件人（{named}{more}）", permanent=not later)


def too_large(size_: int, limit: int) -> DeliveryError:
    """Known before a byte of it is sent."""
    return DeliveryError(f"邮件过大：{size(size_)}，服务器最多接受 {size(limit)}", permanent=True)


def no_tls(host: str) -> DeliveryError:
    """It was asked for, so nothing is said in the clear."""
    said = (
        f"邮件服务器 {host} 不支持 STARTTLS，为免密码和内容外泄没有发送；请检查 XUNJIAN_SMTP_TLS 与 XUNJIAN_SMTP_PORT"
    )
    return DeliveryError(said, permanent=True)


def broken(error: Exception) -> DeliveryError:
    """No answer, or one that cannot be read."""
    if isinstance(error, ssl.SSLCertVerificationError):
        said = "邮件服务器的证书无法验证；单位自建证书请用 XUNJIAN_SMTP_CA 指明"
        return DeliveryError(said, permanent=True)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return DeliveryError("邮件服务器不支持所需的登录方式", permanent=True)
    if isinstance(error, UnicodeEncodeError):
        return DeliveryError("邮箱用户名或密码含有非英文字符，服务器无法接受", permanent=True)
    # smtplib makes a broken line of a time-out, and keeps the time-out behind it.
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return DeliveryError("邮件服务器超时未应答", permanent=False)
    return DeliveryError(f"无法连接邮件服务器，或连接中断（{type(error).__name__}）", permanent=False)


def _quoted(code: int, said: str, secret: str) -> str:
    return _clean(f"{code} {said.replace(secret, '***') if secret else said}")


def _clean(said: str) -> str:
    return plain(mask(said.replace("\n", " ")), 160)
