import AmpWallet
import AmpWalletTesting
import Foundation
import XCTest

/// The quick start of the README is the code that runs here, to the letter, and short.
final class QuickStartTests: XCTestCase {
    func testTheFirstPaymentInASandboxIsMade() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let vault = DesktopVault()
        let purchase = try await firstPayment(keys: vault, secrets: MemorySecrets(), in: folder)
        XCTAssertEqual(purchase, .paid)
        XCTAssertEqual(vault.confirmations, 2)
    }

    func testAWalletsFolderIsMadeOnceAndStays() throws {
        let name = UUID().uuidString
        let folder = try AmpWallet.folder(named: name)
        defer { try? FileManager.default.removeItem(at: folder) }
        XCTAssertTrue(folder.path.hasSuffix(name))
        XCTAssertTrue(FileManager.default.fileExists(atPath: folder.path))
        XCTAssertEqual(try AmpWallet.folder(named: name), folder)
    }

    func testTheReadmeShowsTheVeryCodeThatRunsInAtMostFortyLines() throws {
        let file = Repository.package.appendingPathComponent("Tests/AmpWalletTests/QuickStart/FirstPayment.swift")
        let code = try String(contentsOf: file, encoding: .utf8)
        let readme = try Repository.readme()
        let parts = readme.components(separatedBy: "<!-- quick start -->\n")
        XCTAssertEqual(parts.count, 3, "two markers")
        XCTAssertEqual(parts[1], "```swift\n\(code)```\n")
        XCTAssertLessThanOrEqual(code.split(separator: "\n", omittingEmptySubsequences: false).count - 1, 40)
    }
}
