"""Posts that show an issue as it no longer is: to be brought up to date in place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from inspection.issue import Issue
from inspection.telling import Post, Telling

PostKey = tuple[str, str]  # channel, group


def outdated(
    told: Iterable[tuple[Issue, Telling, Telling]], posts: Mapping[PostKey, Post]
) -> dict[PostKey, list[Issue]]:
    """The posts whose issues have moved since they were told, with all the issues that each now shows.

    `told`: an issue, how it was told before this pass, and how with it. What is told anew in this pass in the same
    group answers in the post's thread, so that the post itself still shows the old.
    """
    shown: defaultdict[PostKey, list[Issue]] = defaultdict(list)
    moved: set[PostKey] = set()
    for issue, before, after in told:
        key = after.channel, after.group
        if after.told_at is None or key not in posts:
            continue
        shown[key].append(issue)
        if before.told_at is not None and before.group == after.group and before.told_version != issue.version:
            moved.add(key)
    return {key: issues for key, issues in shown.items() if key in moved}
