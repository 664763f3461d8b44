"""What the core has names for and a person must find words for, read from its sources."""

import re
from dataclasses import dataclass

# Enum, its file in core/src, the prefix of its words: each variant has a word, and a function finds it.
ENUMS = [
    ("PaymentState", "payments/payment.rs", "payment_state"),
    ("TaskStatus", "mandates/tasks.rs", "task_status"),
    ("MandateState", "mandates/state.rs", "mandate_state"),
    ("SurfaceKind", "mandates/surface.rs", "approve_title"),
    ("Window", "limits/limit.rs", "window"),
    ("Dimension", "limits/limit.rs", "dimension"),
    ("LimitKind", "limits/limit.rs", "limits_kind"),
    ("Movement", "ledger/posting.rs", "movement"),
    ("Stage", "guard/refusal.rs", "refusal_stage"),
    ("OrderDifference", "payments/order.rs", "difference"),
]
# Name of the lookup, prefix of its words, what the core's code begins with, where the codes stand, how they look there.
CODES = [
    ("Reason", "reason", "guard.", "guard/reason_code.rs", r'"(guard\.[a-z0-9_]+)"'),
    ("Warning", "warning", "surface.", "mandates/surface.rs", r'Self::\w+(?: \{ \.\. \})? => "(surface\.[a-z_]+)",'),
    ("Event", "event", "", "events/event_kind.rs", r'Self::\w+(?: \{ \.\. \})? => "([a-z_.]+)",'),
    ("Field", "field", "", "mandates/surface/*.rs",
     r'(?:fields\.(?:text|optional|list|money|time|quote|push)\(|\()\s*"([a-z_.]+)",\s*(?:task|emphasis|Emphasis|&content\.)'),
    ("Released", "released", "", None, None),
    ("Mcc", "mcc", "", "sandbox/merchant/catalogue.rs", r'mcc: "(\d{4})"'),
    ("Scope", "approve_scope", "", "mandates/surface/enrollment.rs", r'const SCOPE: &str = "([a-z_]+)"'),
    ("Frequency", "approve_frequency", "", "assurance/extensions.rs", r'Self::\w+ => "([A-Z]+)"'),
]
# Errors have their own arms in these files.
NOT_SHOWN = {"surface.text_refused", "surface.digest_mismatch"}


def snake(variant):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", variant).lower()


@dataclass
class Enum:
    name: str
    prefix: str
    variants: list
    """Variant as Rust writes it, and whether it carries something."""

    def key(self, variant):
        return f"{self.prefix}_{snake(variant)}"


@dataclass
class Codes:
    name: str
    prefix: str
    begins: str
    codes: list

    def key(self, code):
        return f"{self.prefix}_{code.removeprefix(self.begins).replace('.', '_').lower()}"


class CoreNames:
    def __init__(self, enums, codes):
        self.enums, self.codes = enums, codes

    @classmethod
    def read(cls, root):
        source = root / "core/src"
        enums = [Enum(name, prefix, variants(source / file, name)) for name, file, prefix in ENUMS]
        codes = []
        for name, prefix, begins, files, pattern in CODES:
            texts = [file.read_text(encoding="utf-8") for file in sorted(source.glob(files))] if files else []
            found = {code for text in texts for code in re.findall(pattern, text.split("#[cfg(test)]")[0])}
            codes.append(Codes(name, prefix, begins, sorted(found - NOT_SHOWN)))
        return cls(enums, codes)

    def keys(self):
        """The words that there must be."""
        return ({enum.key(variant) for enum in self.enums for variant, _ in enum.variants}
                | {codes.key(code) for codes in self.codes for code in codes.codes})

    def problems(self, dictionary):
        found = [f"no names of {names.name} are found in the core" for names, (*_, pattern)
                 in zip(self.codes, CODES) if pattern and not names.codes]
        found += [f"no variants of {enum.name} are found in the core" for enum in self.enums if not enum.variants]
        for enum in self.enums:
            found += [f"{enum.key(variant)}: {enum.name}::{variant} has no word" for variant, _ in enum.variants
                      if enum.key(variant) not in dictionary.words]
        for codes in self.codes:
            found += [f"{codes.key(code)}: {codes.name.lower()} {code} has no word" for code in codes.codes
                      if codes.key(code) not in dictionary.words]
        return found


def variants(file, name):
    if not file.is_file():
        return []
    body = re.search(r"pub enum " + name + r" \{\n(.*?)\n\}", file.read_text(encoding="utf-8"), re.S)
    found = re.findall(r"^    (\w+)(?:\([^)]*\)|( \{.*?^    \}))?,", body.group(1), re.S | re.M) if body else []
    return [(variant, bool(fields)) for variant, fields in found]
