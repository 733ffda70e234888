"""A micro-reflection as it is pasted on the web page where it is posted: plain text."""

from __future__ import annotations

from desktop.services.reflections import Line


def paste(line: Line) -> str:
    """Title, what was read, the text, its use at work, and who wrote it; blank parts are left out."""
    source = line.source if not line.source_author else f"{line.source}（{line.source_author}）"
    author = "　".join(part for part in (line.agency, line.job_title, line.author) if part)
    parts = (
        f"【{line.title}】" if line.title else "",
        f"閱讀：{source}",
        line.source_reference,
        "",
        line.body.strip(),
        f"應用於工作：{line.takeaways}" if line.takeaways else "",
        "",
        author,
    )
    kept = [part for at, part in enumerate(parts) if part or at in {3, 6}]
    return "\n".join(kept) + "\n"
