import Foundation

/// Files of the repository that tests compare with.
enum Repository {
    /// The folder of the Swift package.
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Every exported symbol, one a line.
    static func api() throws -> String {
        let told = ProcessInfo.processInfo.environment["AMP_API_FILE"].map { URL(fileURLWithPath: $0) }
        return try text(told ?? package.appendingPathComponent("../api.txt"))
    }

    /// The glossary of errors.
    static func errors() throws -> String { try text(package.appendingPathComponent("../errors.md")) }

    /// The package's README.
    static func readme() throws -> String { try text(package.appendingPathComponent("README.md")) }

    /// The code of the tests, without comments.
    static func tests() throws -> String {
        let folder = package.appendingPathComponent("Tests/AmpWalletTests")
        let names = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap {
            $0 as? URL
        }
        let code = try (names ?? []).filter { $0.pathExtension == "swift" }.map(text).joined(separator: "\n")
        return code.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    }

    private static func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }
}
