import AmpWallet
import Foundation
import XCTest

/// The whole API is used from Swift: what `bindings/api.txt` lists and no test uses fails here.
final class CoverageTests: XCTestCase {
    func testEveryCallAndEveryErrorOfTheApiIsUsedFromSwift() throws {
        let api = try Repository.api()
        XCTAssertGreaterThan(ApiSymbol.read(api).count, 250)
        XCTAssertEqual(ApiSymbol.unused(api, in: try Repository.tests()), [])
    }

    func testASymbolThatNoTestUsesIsFound() throws {
        // Put together here, so that this test is no use of it.
        let name = ["no", "where"].joined()
        let planted = [
            "constructor Wallet.suspend \(name)(config: WalletConfig) : Wallet",
            "enum Reason.N\(name.dropFirst())(agentId: String)",
            "error StoreException.N\(name.dropFirst())", "fun suspend \(name)()",
            "method KeyVault.\(name)(alias: String)",
            "method Nobody.\(name)()", "method Payments.suspend \(name)(): List<Payment>",
        ]
        let unused = ApiSymbol.unused(planted.joined(separator: "\n"), in: try Repository.tests())
        XCTAssertEqual(unused, planted)
        let used = """
            try await wallet.payments().\(name)(); func \(name)(alias: String); Wallet.\(name)(); \(name)()
            StoreError.N\(name.dropFirst()); Reason.\(name)
            """
        XCTAssertEqual(ApiSymbol.unused(planted.joined(separator: "\n"), in: used), [planted[5]])
    }

    func testEveryVariantHasTheCodeOfTheGlossaryAndEveryRowOfItIsAVariant() throws {
        let rows = Self.rows(try Repository.errors())
        var seen: Set<String> = []
        for error in ErrorSamples.all { check(error, error.code, rows, &seen) }
        for reason in CodedSamples.reasons { check(reason, reason.code, rows, &seen) }
        for event in CodedSamples.events { check(event, event.code, rows, &seen) }
        for warning in CodedSamples.warnings { check(warning, warning.code, rows, &seen) }
        XCTAssertEqual(Set(rows.keys).subtracting(seen).sorted(), [])
    }

    func testAnErrorsDescriptionIsItsCodeAndNeverWhatTheHostWrote() {
        for error in ErrorSamples.all { XCTAssertEqual(error.localizedDescription, error.code) }
        let secret = VaultError.Failed(reason: "a stack trace")
        XCTAssertFalse(WalletError.Isp(.Vault(secret)).localizedDescription.contains("stack"))
    }

    /// That `value` has the code which the glossary says, its own or that of what it carries.
    private func check(_ value: Any, _ code: String, _ rows: [String: String], _ seen: inout Set<String>) {
        let variant = String(describing: value).prefix { $0 != "(" }
        let name = "\(type(of: value)).\(variant.prefix(1).uppercased() + variant.dropFirst())"
        seen.insert(name)
        guard let row = rows[name] else { return XCTFail("\(name) is not in the glossary") }
        if !row.hasPrefix("that of ") { return XCTAssertEqual(code, row, name) }
        XCTAssertEqual(code, Self.carried(by: value), name)
    }

    private static func carried(by value: Any) -> String? {
        switch Mirror(reflecting: value).children.first?.value {
        case let error as any StableError: error.code
        case let fault as ChainFault: fault.code
        case let fault as CodedFault: fault.code
        case let error as SignError: error.code
        case let refusal as Refusal: refusal.reasons.first?.code
        default: nil
        }
    }

    /// The glossary's rows: `StoreError.Busy` and its code.
    private static func rows(_ glossary: String) -> [String: String] {
        var owner = ""
        var rows: [String: String] = [:]
        for line in glossary.split(separator: "\n") {
            if line.hasPrefix("## ") { owner = String(line.dropFirst(3).prefix { $0 != " " }) }
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
            if line.hasPrefix("| `"), cells.count >= 3 { rows["\(owner).\(cells[0])"] = cells[1] }
        }
        return rows
    }
}
