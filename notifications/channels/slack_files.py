"""Pictures put into a message's thread in Slack, after the message itself: their failing delays and loses nothing."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Mapping, Sequence

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

_PATIENCE = 12.0  # seconds for all of them: the message counts as sent, and others wait
_NO_SCOPE = "没有截图：机器人缺少 files:write 权限"


async def put_pictures(client: AsyncWebClient, channel: str, thread: str, pictures: Sequence[Mapping[str, str]]) -> str:
    """`sent`, or in Chinese why not. Needs the scope `files:write`."""
    files = [
        {"content": base64.b64decode(one["content"]), "filename": one["name"], "title": one["shows"]}
        for one in pictures
    ]
    try:
        async with asyncio.timeout(_PATIENCE):
            await client.files_upload_v2(file_uploads=files, channel=channel, thread_ts=thread)
    except SlackApiError as error:
        code = error.response.get("error") if hasattr(error.response, "get") else ""
        return _NO_SCOPE if code == "missing_scope" else f"截图没有送到（{str(code)[:60]}）"
    except (
        SlackClientError,
        aiohttp.ClientError,
        TimeoutError,
        OSError,
        ValueError,
        AttributeError,
        TypeError,
    ) as error:
        # The last two: an answer that is no object, or lacks what the client takes for granted.
        return f"截图没有送到（{type(error).__name__}）"
    return "sent"
