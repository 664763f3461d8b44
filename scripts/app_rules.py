#!/usr/bin/env python3
"""The demo apps hold no business rule: whatever is decided, counted or read is the core's.

    app_rules.py [ROOT]       fails where an app compares or adds amounts, works out a share or a limit, reads JSON, or
                              makes text of an amount by itself
    app_rules.py --self-test  plants each kind of violation and shows that it is found

Tests may compare; what tools wrote is left out. A search cannot understand code: it looks for the ways in which this is
written, and is meant to be widened when a new one is seen.
"""

import re
import sys
import tempfile
from pathlib import Path

FOLDERS = {"android-demo": "kt", "ios-demo": "swift"}
NO_SCREENS = {"build", ".build", "test", "Tests", "androidTest", "testFixtures", "testing"}
# What an amount is called, here and in the core.
MONEY = (r"(?:\w*(?:[aA]mount|[sS]pent|[hH]eld|[rR]emaining|[bB]udget|[rR]efunded|[cC]aptured|[cC]ounted|[pP]rice|[tT]otal)"
         r"|micros|minor|[a-z]*[mM]oney)(?:\.(?:value|micros|amount|decimal|v1))*")
OPERATOR = r"(?:[<>]=?|[-+*/%]=?)"
RULES = [
    ("reads JSON", r"\b(?:JSONObject|JSONArray|JSONSerialization|JSONDecoder|JsonReader|JsonParser|Gson|Moshi|org\.json|kotlinx\.serialization)\b"),
    ("compares or adds amounts", rf"\b{MONEY} {OPERATOR} (?!>)|(?<![-=]){OPERATOR} {MONEY}\b(?!\s*[:>(])"),
    ("compares or adds amounts", rf"\b{MONEY}\s*\.(?:compareTo|plus|minus|times|div|add|subtract|multiply|divide|negate|signum|abs)\b"),
    ("adds up", r"\.(?:sumOf|sumBy|fold|reduce|runningFold|average)\b|\.sum\("),
    ("looks into an amount", r"\.(?:micros|minorUnits)\b"),
    ("works with decimals", r"\bBigDecimal\(|\bBigInteger\b|\bNSDecimalNumber\(|\bDecimal\((?!exactly)"),
    ("works out a share", r"\* ?100(?:0|\.0|f)?\b|/ ?100(?:\.0|f)?\b"),
    ("makes text of an amount", r'"%\.?[02]?d?[fd]"|\.toFixed\('),
    ("asks the clock", r"\bSystem\.currentTimeMillis\(|\bClock\.System\.now\(|\bInstant\.now\(|\bDate\(\)|\bDate\.now\b"),
]
# One line a permission: part of the path, what is found there, why it is no rule.
ALLOWED = [("ios-demo/Shared/AppDevice.swift", "asks the clock", "the device's own clock, which the core is given")]
COMMENT = re.compile(r"^\s*(?://|\*|/\*)")
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')


def files(root):
    for folder, ending in FOLDERS.items():
        for file in sorted((root / folder).rglob(f"*.{ending}")):
            if not NO_SCREENS & set(file.relative_to(root).parts):
                yield file


def problems(root):
    found = []
    for file in files(root):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if COMMENT.match(line):
                continue
            for what, pattern in RULES:
                # Texts are the dictionary's matter, except where a format is one.
                code = line if "text of" in what else STRING.sub('""', line)
                path = file.relative_to(root).as_posix()
                allowed = any(part in path and what == rule for part, rule, _ in ALLOWED)
                if re.search(pattern, code) and not allowed:
                    found.append(f"{path}:{number}: {what}: {line.strip()}")
    return found


PLANTS = [
    ("kt", "if (amount > budget) refuse()", "compares or adds amounts"),
    ("kt", "val left = task.budget - task.spent", "compares or adds amounts"),
    ("kt", "val more = wallet.remaining.value >= limit", "compares or adds amounts"),
    ("kt", "val order = price.value.compareTo(other)", "compares or adds amounts"),
    ("kt", "payments.sumOf { it.amount.micros }", "adds up"),
    ("kt", "val share = spent.value.divide(budget.value)", "compares or adds amounts"),
    ("kt", "val percent = used * 100", "works out a share"),
    ("kt", "val text = JSONObject(answer)", "reads JSON"),
    ("kt", 'val text = "%.2f".format(price)', "makes text of an amount"),
    ("swift", "guard payment.amount <= mandate.budget else { return }", "compares or adds amounts"),
    ("swift", "let all = lines.reduce(0) { $0 + $1 }", "adds up"),
    ("swift", "let order = try JSONDecoder().decode(Order.self, from: data)", "reads JSON"),
    ("swift", "if expiresAt < Date() { hide() }", "asks the clock"),
]
CLEAN = """
// spent + held is the core's matter
data class Task(val budget: Amount, val spent: List<Amount>)
val lines: List<Amount> = listOf(budget, spent)
Ring(fraction = usedPermille.toFloat() / 1000f, label = line)
fun of(amount: Amount): Arg = Arg.Money(amount)
is Cap.Amount -> max.v1 to null
.held -> amount
"""


def self_test():
    failures = 0
    for ending, line, wanted in [*PLANTS, ("kt", CLEAN, None), ("swift", CLEAN, None)]:
        with tempfile.TemporaryDirectory() as folder:
            app = "android-demo" if ending == "kt" else "ios-demo"
            (Path(folder) / app).mkdir()
            (Path(folder) / app / f"Screen.{ending}").write_text(line + "\n", encoding="utf-8")
            found = problems(Path(folder))
        right = any(wanted in problem for problem in found) if wanted else not found
        failures += not right
        if not right:
            print(f"self-test: {line.strip()!r}: {found or 'nothing found'}")
    print(f"self-test: {len(PLANTS)} business rules planted, {failures} not judged rightly")
    return 1 if failures else 0


def main(arguments):
    if "--self-test" in arguments:
        return self_test()
    root = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent
    found = problems(root)
    for problem in found:
        print(f"app_rules: {problem}")
    print(f"note: {len(found)} business rules in {sum(1 for _ in files(root))} files of the demo apps")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
