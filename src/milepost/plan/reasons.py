"""Whether prose gives a reason or a proof of its own, without a label that says so."""

from __future__ import annotations

from milepost.plan.patterns import compiled

_REASON = (
    r"(?i)\b(?:because|since|so(?! far\b)|therefore|thus|hence|otherwise|due to|given|owing to"
    r"|in order to|for the sake of|reasons?|rationale|why|motivat\w+|justif\w+|trade-?offs?"
    r"|benefits?|advantages?|drawbacks?|downsides?|risks?|risky|costs?|cheap\w*|simpl\w+|safer?"
    r"|safest|safety|faster|easier|cleaner|clearer|smaller|smallest|better|best|worse|enough"
    r"|sufficient|already|unnecessary|needless|redundant|overkill|awkward|ambiguous|fragile"
    r"|brittle|confusing|noisy|misleading|too"
    r"|avoid\w*|prevent\w*|preserv\w+|protect\w*|ensur\w+|guarantee\w*|minimi[sz]\w+|reduc\w+"
    r"|maximi[sz]\w+|simplif\w+|isolat\w+|align\w*|match(?:es|ing)?|mirror\w*|consisten\w+"
    r"|compatib\w+|allow\w*|enabl\w+|lets?|letting|mak(?:es|ing)|keeps|keeping|gives|giving"
    r"|means|meaning|would|could|might|cannot|can't|doesn't|does not|don't|do not|isn't|is not"
    r"|aren't|are not|wasn't|didn't|won't|no longer|never|lacks?|fails?|failed|breaks?|broken"
    r"|conflicts?|follow\w*|conform\w*|compl(?:y|ies) with|satisf\w+|chosen|chose|preferred"
    r"|prefers?|asked|requested|wants?|wanted|approved|explicitly|per the|as (?:per|the|it|this|"
    r"that|they|these|those|there|we)|rather than|instead of|unlike|whereas|while|although"
    r"|until|unless|without|needs?|needed|requires?|required|requirement|helps?|useful"
    r"|to (?:keep|stay|make|support|let|limit|maintain|retain|remain|be able|meet|fit|leave|help"
    r"|save|share|test|verify|prove|show|cover|handle|reuse|stop|fix|improve|respect|honou?r"
    r"|capture|provide|remove|eliminate|bound|decouple|separate|unblock|surface|comply|enforce"
    r"|reflect|resolve|address|control|get|have|hide|ease|centrali[sz]e|unify|track|detect))\b"
    r"|\b(?:weil|damit|denn|car|parce que|pour|afin|porque|para|pois|потому|чтобы|так как)\b"
    r"|[—–]\s|\s--?\s|;\s|\((?=[^()]{12})|:\s"
    r"|因为|由于|为了|以便|以免|避免|理由|原因|因此|所以|从而|否则|确保|保证|防止|减少|保持"
    r"|ため|ので|から|理由|なぜなら|避け|防ぐ|防止|よう(?:に|、)"
    r"|때문|위해|위한|이유|하므로|으므로|므로|방지|피하|도록|니까|해서"
)
_PROOF = (
    r"(?i)```|~~~|https?://|\]\(|[\"“”「『»]"
    r"|(?<![\w.-])[0-9][0-9.,]*(?:\s?%|\s?(?:ms|s|x|kb|kib|mb|mib|gb|loc)\b|\s[a-z]+|/[0-9])"
    r"|\b(?:see|confirm\w*|verif\w*|validated|measur\w*|benchmark\w*|reproduc\w*|profil(?:ed|ing)"
    r"|fail(?:s|ed|ing|ure|ures)?|pass(?:es|ed)|exit(?:s|ed)|report(?:s|ed)|show(?:s|ed|n)|printed"
    r"|prints|reject(?:s|ed)|threw|throws|crash\w*|panic\w*|errored|emits|emitted"
    r"|the (?:logs?|output|trace|diff)|logged|transcript|screenshot|inspect\w*|review\w*|audit\w*"
    r"|observed|searched|grep\w*|evidence|proof|proved|proves|because|documented)\b"
    r"|验证|日志|输出|报错|失败|証拠|検証|ログ|出力|エラー|失敗|확인|로그|출력|오류|실패"
)
_CODE = r"`[^`]{1,400}`"
_COMMAND = r"[^\s,]\s+\S|=|\w/[\w.-]+\.\w"
"""What code holds that is a command, a line of output or a place, rather than a name."""
_PLACE = r"\w(?:::|\.)\w|\w\([^)\s]"
"""What code holds that names a member or a call: two of them lead a reader to the place."""
_REACH = 4000


def gives_reason(prose: str) -> bool:
    """Whether the prose says why, in any of the usual turns of phrase.

    It errs on the side of yes: what looks like a reason, a purpose or a comparison is one.
    """
    return compiled(_REASON).search(prose) is not None


def gives_proof(prose: str) -> bool:
    """Whether the prose points to something that was seen: output, a number, a test, a place."""
    told = prose[:_REACH]
    codes = compiled(_CODE).findall(told)
    if any(compiled(_COMMAND).search(code) for code in codes):
        return True
    if sum(compiled(_PLACE).search(code) is not None for code in codes) >= 2:
        return True
    return compiled(_PROOF).search(compiled(_CODE).sub(" ", told)) is not None
