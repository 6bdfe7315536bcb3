"""Words that say nothing alone. They are indexed, since phrases need them, but not required of a page."""

from __future__ import annotations

from clarion.search.analysis.arabic import plain

_WORDS = {
    "en": """
        a about all also an and any are as at be been but by can did do does for from had has have how i if in into is
        it its me my no not of on or our s so than that the their them there these they this to us was we were what when
        where which who why will with would you your
    """,
    "fr": """
        a à au aux avec c ce ces cette comme comment d dans de des donc du elle en est et eux il ils j je l la le les
        leur leurs lui m ma mais me mes mon n ne nos notre nous on ont ou où par pas pour pourquoi qu quand que quel
        quelle quelles quels qui quoi s sa sans se ses son sont sur t ta te tes ton tu un une vos votre vous y
    """,
    "es": """
        a al como cómo con cual cuál cuando cuándo de del desde donde dónde e el él ella ellas ellos en entre es esa ese
        eso esta está este esto fue ha hay la las le les lo los más me mi muy no nos nosotros o para pero por porque qué
        que quien quién se si sí sin sobre son su sus también te tu u un una uno y ya yo
    """,
    "ar": """
        ابن الا التي الذي الذين الى ان انا انت انه اي بعد بعض بين تلك ثم حتى حيث ذلك على عن عند غير فى في قد كان كانت كل
        كيف لا لدى لقد لكن لم لماذا لن له لها ليس ما ماذا متى مع من منذ نحن هذا هذه هل هم هنا هناك هو هي و
        وفي ومن وهو وهي
    """,
    "zh": "的 了 是 在 和 与 及 或 也 都 就 而 被 把 对 从 到 为 以 于 之 其 这 那 吗 呢 吧 啊 们",
}
_SETS = {
    code: frozenset(plain(one) if code == "ar" else one for one in words.split())
    for code, words in _WORDS.items()
}


def is_stop_word(word: str, language: str) -> bool:
    """Whether a normalised word says nothing alone in a language. Languages without a list have no such words."""
    code = language.split("-")[0]
    return (plain(word) if code == "ar" else word) in _SETS.get(code, frozenset())
