"""Assessments per second: facts of a case against every threshold of two days, with the lenient choice.

    python -m benchmarks.assess --json

Plain facts of all conducts, over twenty years of law, from one seed; `call` is the same with JSON in and out.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta

from benchmarks.measure import best, report
from ipcoord_sim.api import call
from ipcoord_sim.thresholds import assess

ASKED, FIRST, DAYS = 1000, date(2005, 1, 1), 7800
CONDUCTS = ("counterfeit_mark_goods", "sell_counterfeit_goods", "make_marks", "counterfeit_patent", "copyright", "sell_infringing_copies", "trade_secret")
AMOUNTS = ("illegal_income", "business_amount", "sales_amount", "unsold_value", "loss")


def questions(seed: int = 157) -> list[dict]:
    """The calls' arguments."""
    chance, found = random.Random(seed), []
    for _ in range(ASKED):
        on = FIRST + timedelta(days=chance.randrange(DAYS))
        facts = {"conduct": [chance.choice(CONDUCTS)], "entity": "individual", "for_profit": True}
        facts |= {name: chance.randrange(1, 600_000) for name in chance.sample(AMOUNTS, chance.randrange(1, 4))}
        found.append({"on": str(on), "handled": str(on + timedelta(days=chance.randrange(400))), "facts": facts})
    return found


def main() -> None:
    """Measure and print."""
    asked = questions()
    days = [(date.fromisoformat(q["on"]), date.fromisoformat(q["handled"]), q["facts"]) for q in asked]
    ways = {
        "assess": lambda: [assess(facts, on=on, handled=handled) for on, handled, facts in days],
        "call": lambda: [json.dumps(call("assess", q), ensure_ascii=False) for q in asked],
    }
    rates = {name: round(ASKED / best(work, 3)) for name, work in ways.items()}
    rows = [("门槛对照 · assess", f"{rates['assess']:,} 次/秒 per second", ""), ("call(\"assess\") · JSON", f"{rates['call']:,} 次/秒 per second", "")]
    report("门槛对照 · assess", rows, {"benchmark": "assess", "asked": ASKED, "per_second": rates})


if __name__ == "__main__":
    main()
