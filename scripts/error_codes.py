"""Writes the stable error codes for people and for both languages, from the Rust sources.

    error_codes.py ROOT --markdown | --kotlin | --swift | --kotlin-sandbox | --swift-sandbox

The errors of the sandbox stand in files of their own: a library that is built without it does not have them.

Every enum that derives `uniffi::Error` is read with its variants, their documentation and the arm of its `code()`.
A variant that carries another such error has that error's code. Called by gen-bindings.sh; fails on what it cannot
read, so that no code can go missing.
"""

import re
import sys
from pathlib import Path

ENUM = re.compile(r"((?:[ \t]*///[^\n]*\n)*)#\[derive\([^)]*uniffi::(?:Error|Enum)[^)]*\)\]\s*(?:(?:#\[|//)[^\n]*\s*)*"
                  r"pub enum (\w+) \{\n(.*?)\n\}", re.S)
# Enums that are no errors and have codes all the same.
TOLD = {"Reason", "EventKind", "SurfaceWarning"}
VARIANT = re.compile(r"((?:[ \t]*///[^\n]*\n)+)(?:[ \t]*#\[[^\n]*\]\n)*[ \t]{4}(\w+)(\([^)]*\)|\([^\n]*\)| \{.*?\n    \})?,", re.S)
SANDBOX = {"SandboxError", "AgentError"}
# Errors that cross the border as a record with a code of its own.
CODED = {"ChainError", "BuildError", "EntropyError", "BodyFault", "JoseError", "SignError", "Refusal"}


def words(comment):
    lines = [line.strip().removeprefix("///").strip() for line in comment.strip().splitlines()]
    text = " ".join(lines)
    return re.sub(r"\[`?(?:[\w:]+::)?(\w+)`?\](?:\([^)]*\))?", r"`\1`", text)


def arms(source, enum):
    """Variant -> code, or None where the code is that of what it carries."""
    body = re.search(r"impl " + enum + r" \{(.*?)\n\}\n", source, re.S)
    match = body and re.search(r"fn code\(&self\).*?match self \{(.*?)\n        \}", body.group(1), re.S)
    if not match:
        single = re.search(r"fn code\(&self\)[^{]*\{\s*\"([^\"]+)\"", source)
        if single:
            return {"*": single.group(1)}
        sys.exit(f"error_codes: no code() of {enum}")
    found = {}
    for left, code in re.findall(r"((?:\|?\s*Self::\w+[^=|]*)+)=>\s*(?:\{\s*)?(\"[^\"]+\"|&?\w+(?:\.\w+)*(?:\(\))?)", match.group(1)):
        for name in re.findall(r"Self::(\w+)", left):
            found[name] = code.strip('"') if code.startswith('"') else None
    return found


def read(root):
    errors = []
    for file in sorted((root / "core/src").rglob("*.rs")):
        source = file.read_text(encoding="utf-8")
        for comment, name, body in ENUM.findall(source):
            if name not in TOLD and not name.endswith("Error") or f"{name}, uniffi" in source:
                continue
            if name == "Reason":
                source += file.with_name("reason_code.rs").read_text(encoding="utf-8")
            if f"impl {name} {{" not in source or "fn code" not in source:
                continue
            codes = arms(source, name)
            variants = []
            for doc, variant, shape in VARIANT.findall(body + "\n"):
                if variant not in codes and "*" not in codes:
                    sys.exit(f"error_codes: {name}::{variant} has no code")
                carried = re.fullmatch(r"\((?:#\[from\] )?(\w+)\)", shape or "")
                code = codes.get(variant, codes.get("*"))
                variants.append((variant, code, carried and carried.group(1), words(doc)))
            if not variants:
                sys.exit(f"error_codes: {name} has no variants")
            errors.append((name, words(comment), variants))
    missing = TOLD - {name for name, _, _ in errors}
    if missing:
        sys.exit(f"error_codes: not found: {', '.join(sorted(missing))}")
    return errors


def exception(name):
    return name if name in TOLD else name.removesuffix("Error") + "Exception"


def kotlin(errors):
    print("// Written by scripts/gen-bindings.sh from the core. Do not edit.\n\npackage org.ampwallet.core\n")
    for name, _, _ in errors:
        print(f"import org.ampwallet.core.ffi.{exception(name)}")
    for name, about, variants in errors:
        print(f"\n/** The stable code of a [{exception(name)}], the same in every language: see `bindings/errors.md`. */")
        print(f"public val {exception(name)}.code: String\n    get() = when (this) {{")
        for variant, code, carried, _ in variants:
            value = f'"{code}"' if code else ("v1.reasons.firstOrNull()?.code ?: \"guard.refused\""
                                               if carried == "Refusal" else "v1.code")
            if not code and not (carried or "").endswith("Error") and carried not in CODED:
                sys.exit(f"error_codes: {name}::{variant} carries {carried}, which has no code")
            print(f"        is {exception(name)}.{variant} -> {value}")
        print("    }")


def swift(errors):
    print("// Written by scripts/gen-bindings.sh from the core. Do not edit.\n\nimport AmpWalletCoreBindings\nimport Foundation\n")
    sandbox = errors[0][0] in SANDBOX
    print("#if AMP_SANDBOX" if sandbox else """/// An error with a stable code, the same in every language: see `bindings/errors.md`. A person's text is the app's.
public protocol StableError: LocalizedError {
    /// The stable code, for example `store.busy`.
    var code: String { get }
}

extension StableError {
    /// The stable code: what a log may say.
    public var errorDescription: String? { code }
}""")
    for name, _, variants in errors:
        told = name in TOLD
        conforms = "" if told else ": StableError"
        what = "what this is" if told else "this error"
        print(f"\nextension {name}{conforms} {{\n    /// The stable code of {what}.\n    public var code: String {{\n        switch self {{")
        for variant, code, carried, _ in variants:
            case = variant[0].lower() + variant[1:] if told else variant
            if code:
                print(f'        case .{case}: "{code}"')
            elif carried == "Refusal":
                print(f'        case let .{case}(refusal): refusal.reasons.first?.code ?? "guard.refused"')
            else:
                print(f"        case let .{case}(error): error.code")
        print("        }\n    }\n}")
    if sandbox:
        print("#endif")


def markdown(errors):
    print("# Errors\n\nWritten by `scripts/gen-bindings.sh` from the core. One stable code each, the same in Rust, Kotlin "
          "and Swift. A person's\ntext belongs to the app; the code and the fields are for it to choose by.")
    for name, about, variants in errors:
        print(f"\n## {name} ({exception(name)} in Kotlin)\n\n{about}\n\n| variant | code | when |\n|---|---|---|")
        for variant, code, carried, doc in variants:
            print(f"| `{variant}` | {f'`{code}`' if code else f'that of the {carried}'} | {doc.replace('|', '/')} |")


if __name__ == "__main__":
    command, errors = sys.argv[2], read(Path(sys.argv[1]))
    in_sandbox = command.endswith("-sandbox")
    if command != "--markdown":
        errors = [error for error in errors if (error[0] in SANDBOX) == in_sandbox]
    {"--markdown": markdown, "--kotlin": kotlin, "--swift": swift}[command.removesuffix("-sandbox")](errors)
