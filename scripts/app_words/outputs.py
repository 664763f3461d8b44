"""What is generated: path and text of each file."""

import json

from .dictionary import PLACEHOLDER
from .core_names import snake

NOTE = "Written by scripts/app_words.py from android-demo/words. Do not edit."
KOTLIN = "android-demo/presenters/src/main/kotlin/org/ampwallet/demo/presenters/Word.kt"
RESOURCES = "android-demo/{app}/src/main/kotlin/org/ampwallet/demo/{app}/WordResources.kt"
SWIFT = "ios-demo/Presenters/Sources/Presenters/Word.swift"
CATALOG = "ios-demo/Words/Localizable.xcstrings"
INFO = "ios-demo/Words/InfoPlist.xcstrings"
# What Apple's systems show of the app's Info.plist.
INFO_WORDS = {"CFBundleDisplayName": "app_name", "NSFaceIDUsageDescription": "app_biometric_face",
              "NSCameraUsageDescription": "app_camera"}


def upper(key):
    return key.upper()


def camel(key):
    first, *rest = key.split("_")
    return first + "".join(part.capitalize() for part in rest)


def outputs(dictionary, names):
    written = {KOTLIN: kotlin(dictionary, names), SWIFT: swift(dictionary, names)}
    for app in ("phone", "wear"):
        written[RESOURCES.format(app=app)] = resources(dictionary, app)
    everything = {key: word for key, word in sorted(dictionary.words.items())}
    written[CATALOG] = catalog(everything)
    written[INFO] = catalog({plist: dictionary.words[key] for plist, key in INFO_WORDS.items()})
    return written


def lookups(dictionary, names):
    """Name, prefix, beginning of the code, the word for a code that has none."""
    for codes in names.codes:
        other = f"{codes.prefix}_other"
        yield codes.name, codes.prefix, codes.begins, other if other in dictionary.words else None


def has_rooms(dictionary, prefix):
    """Whether codes of one room that have no word share one: `released_guard_other`."""
    return any(key.startswith(prefix + "_") and key.endswith("_other") and key != prefix + "_other" for key in dictionary.words)


def details(dictionary, names):
    """Families of which some words have a second sentence, with arguments."""
    return [codes for codes in names.codes
            if any(key.startswith(codes.prefix + "_") and key.endswith("_detail") for key in dictionary.words)]


def kotlin(dictionary, names):
    lines = [f"// {NOTE}", "", "package org.ampwallet.demo.presenters", ""]
    lines += [f"import org.ampwallet.core.ffi.{enum.name}" for enum in sorted(names.enums, key=lambda enum: enum.name)]
    lines += ["", "/** What the apps say: a key of the dictionary, and how many arguments it takes. */",
              "public enum class Word(public val key: String, public val arguments: Int) {"]
    lines += [f'    {upper(key)}("{key}", {word.arguments}),' for key, word in sorted(dictionary.words.items())]
    lines += ["    ;", "", "    public companion object {", "        private val byKey = entries.associateBy { it.key }", ""]
    for name, prefix, begins, other in lookups(dictionary, names):
        code = f'code.removePrefix("{begins}")' if begins else "code"
        found = f'byKey["{prefix}_" + {code}.replace(\'.\', \'_\').lowercase()]'
        if has_rooms(dictionary, prefix):
            found += f' ?: byKey["{prefix}_" + code.substringBefore(\'.\') + "_other"]'
        meant = f"where there is none, {upper(other)}" if other else "null where there is none"
        lines += [f"        /** The word for a stable code of the core (`{prefix}_…`); {meant}. */",
                  f"        public fun of{name}(code: String): Word{'' if other else '?'} = {found}"
                  + (f" ?: {upper(other)}" if other else ""), ""]
    for codes in details(dictionary, names):
        code = f'code.removePrefix("{codes.begins}")' if codes.begins else "code"
        lines += [f"        /** The second sentence, with the code's parameters (`{codes.prefix}_…_detail`), where there is one. */",
                  f"        public fun of{codes.name}Detail(code: String): Word? =",
                  f"            byKey[\"{codes.prefix}_\" + {code}.replace('.', '_') + \"_detail\"]", ""]
    for enum in names.enums:
        carries = any(fields for _, fields in enum.variants)
        lines += [f"        /** The word for what the core calls a [{enum.name}]. */",
                  f"        public fun of{enum.name}(value: {enum.name}): Word = when (value) {{"]
        for variant, _ in enum.variants:
            case = f"is {enum.name}.{variant}" if carries else f"{enum.name}.{snake(variant).upper()}"
            lines.append(f"            {case} -> {upper(enum.key(variant))}")
        lines += ["        }", ""]
    return "\n".join(lines).rstrip() + "\n    }\n}\n"


def resources(dictionary, app):
    lines = [f"// {NOTE}", "", f"package org.ampwallet.demo.{app}", "", "import androidx.annotation.StringRes",
             "import org.ampwallet.demo.presenters.Word", "", "/** The resource of a word. */", "@get:StringRes",
             "internal val Word.resource: Int", "    get() = when (this) {"]
    lines += [f"        Word.{upper(key)} -> R.string.{key}" for key in sorted(dictionary.words)]
    return "\n".join(lines) + "\n    }\n"


def swift(dictionary, names):
    lines = [f"// {NOTE}", "", "import AmpWallet", "", "/// What the apps say: a key of the dictionary.",
             "public enum Word: String, CaseIterable, Sendable {"]
    lines += [f'    case {camel(key)} = "{key}"' for key in sorted(dictionary.words)]
    lines += ["", "    /// How many arguments it takes.", "    public var arguments: Int {", "        switch self {"]
    for number in sorted({word.arguments for word in dictionary.words.values()} - {0}):
        cases = [f".{camel(key)}" for key, word in sorted(dictionary.words.items()) if word.arguments == number]
        lines += [f"        case {cases[0]}" + "".join(f",\n            {case}" for case in cases[1:]) + ":",
                  f"            {number}"]
    lines += ["        default:", "            0", "        }", "    }", ""]
    for name, prefix, begins, other in lookups(dictionary, names):
        meant = f"where there is none, `{camel(other)}`" if other else "nil where there is none"
        tail = f" ?? .{camel(other)}" if other else ""
        room = f'\n            ?? Word(rawValue: "{prefix}_" + code.prefix {{ $0 != "." }} + "_other")\n           ' if has_rooms(dictionary, prefix) else ""
        lines += [f"    /// The word for a stable code of the core (`{prefix}_…`); {meant}.",
                  f"    public static func of{name}(_ code: String) -> Word{'' if other else '?'} {{",
                  f'        Word(rawValue: "{prefix}_" + spelled(code, after: "{begins}")){room}{tail}', "    }", ""]
    for codes in details(dictionary, names):
        lines += [f"    /// The second sentence, with the code's parameters (`{codes.prefix}_…_detail`), where there is one.",
                  f"    public static func of{codes.name}Detail(_ code: String) -> Word? {{",
                  f'        Word(rawValue: "{codes.prefix}_" + spelled(code, after: "{codes.begins}") + "_detail")', "    }", ""]
    for enum in names.enums:
        lines += [f"    /// The word for what the core calls a `{enum.name}`.",
                  f"    public static func of{enum.name}(_ value: {enum.name}) -> Word {{", "        switch value {"]
        lines += [f"        case .{variant[0].lower() + variant[1:]}: .{camel(enum.key(variant))}" for variant, _ in enum.variants]
        lines += ["        }", "    }", ""]
    lines += ["    /// A code as keys spell it.", "    private static func spelled(_ code: String, after beginning: String) -> String {",
              "        let rest = code.hasPrefix(beginning) ? String(code.dropFirst(beginning.count)) : code",
              '        return String(rest.lowercased().map { $0 == "." ? "_" : $0 })', "    }", "}"]
    return "\n".join(lines) + "\n"


def catalog(words):
    """A string catalogue as Xcode writes it."""
    def unit(text):
        return {"stringUnit": {"state": "translated", "value": PLACEHOLDER.sub(r"%\1$@", text)}}
    strings = {key: {"extractionState": "manual",
                     "localizations": {language: unit(text) for language, text in sorted(word.texts.items())}}
               for key, word in words.items()}
    whole = {"sourceLanguage": "en", "strings": strings, "version": "1.0"}
    return json.dumps(whole, ensure_ascii=False, indent=2, separators=(",", " : ")) + "\n"
