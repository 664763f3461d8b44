import AmpWallet
import Foundation
import XCTest

/// What the core answers is read out of its memory by a reader of this package (`Reader`), not by uniffi's. Here it reads
/// what the generated code has written.
final class ReaderTests: XCTestCase {
    private typealias Reader = (data: UnsafeBufferPointer<UInt8>, offset: Int)

    func testAnswersThatEndEarlyAreRefusedWhereverTheyEnd() throws {
        let whole = Self.written(Self.order)
        for length in 0..<whole.count {
            XCTAssertThrowsError(try Self.order(in: Array(whole.prefix(length))), "\(length) of \(whole.count) bytes") {
                XCTAssertEqual("\($0)", "bufferOverflow")
            }
        }
        XCTAssertEqual(try Self.order(in: whole), Self.order)
    }

    func testAnAnswerThatIsTooShortLeavesTheReaderWhereItIs() throws {
        try [UInt8](repeating: 7, count: 7).withUnsafeBufferPointer { bytes in
            var reader: Reader = (bytes, 0)
            XCTAssertThrowsError(try FfiConverterTypeTimestamp.read(from: &reader))
            XCTAssertEqual(reader.offset, 0)
            reader.offset = 7
            XCTAssertThrowsError(try FfiConverterTypeTimestamp.read(from: &reader))
            XCTAssertEqual(reader.offset, 7)
        }
    }

    func testBytesThatAreLeftOverAreRefused() {
        // An order begins with its amount.
        XCTAssertThrowsError(try FfiConverterTypeAmount_lift(FfiConverterTypeCheckout_lower(Self.order))) {
            XCTAssertEqual("\($0)", "incompleteData")
        }
    }

    func testATextLongerThanWhatIsThereIsRefusedAndSoIsOneOfLessThanNothing() {
        for length: Int32 in [5, 6, 255, .max, -1, .min] {
            let bytes = withUnsafeBytes(of: length.bigEndian, Array.init) + Array("Lima".utf8)
            XCTAssertThrowsError(try Self.text(in: bytes), "\(length)") { XCTAssertEqual("\($0)", "bufferOverflow") }
        }
    }

    func testNumbersAreReadWhereverTheyLie() throws {
        let asked = Amount(micros: -0x0102_0304_0506_0708, currency: "HKD")
        var bytes: [UInt8] = []
        FfiConverterTypeAmount.write(asked, into: &bytes)
        let memory = UnsafeMutableRawPointer.allocate(byteCount: 64, alignment: 16)
        defer { memory.deallocate() }
        for place in 0..<16 {
            memory.initializeMemory(as: UInt8.self, repeating: 0xFF, count: 64)
            (memory + place).copyMemory(from: bytes, byteCount: bytes.count)
            let all = UnsafeBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: 64)
            var reader: Reader = (all, place)
            XCTAssertEqual(try FfiConverterTypeAmount.read(from: &reader), asked, "at \(place)")
            XCTAssertEqual(reader.offset, place + bytes.count)
        }
    }

    func testTheLeastAndTheMostOfANumberAreReadAsTheyAre() throws {
        for micros in [Int64.min, -1, 0, 1, 0x7F00_0000_0000_00FF, Int64.max] {
            let amount = Amount(micros: micros, currency: "JPY")
            XCTAssertEqual(try FfiConverterTypeAmount_lift(FfiConverterTypeAmount_lower(amount)), amount)
        }
    }

    func testTextsAreReadByteForByte() throws {
        // Up to 15 bytes Swift keeps a text in place, beyond that on the heap; a byte order mark and what looks alike stay.
        let texts = [
            "", "a", "15 bytes long..", "16 bytes long...", "港龍航空公司", "👩‍👩‍👧‍👦 ✈️", "مطار", "\u{FEFF}mark", "e\u{301}", "é",
            "a\u{0}b", String(repeating: "長", count: 10_000),
        ]
        for text in texts {
            var order = Self.order
            order.merchant.merchantName = text
            order.referenceCheckoutId = text
            let read = try FfiConverterTypeCheckout_lift(FfiConverterTypeCheckout_lower(order))
            XCTAssertEqual(Array(read.merchant.merchantName.utf8), Array(text.utf8))
            XCTAssertEqual(read.referenceCheckoutId.map { Array($0.utf8) }, Array(text.utf8))
        }
    }

    func testATextThatWasReadOutlivesTheMemoryItWasReadFrom() throws {
        var order = Self.order
        order.merchant.merchantName = "longer than what Swift keeps in place"
        var bytes = Self.written(order)
        let read = try Self.order(in: bytes)
        for place in bytes.indices { bytes[place] = 0 }
        XCTAssertEqual(read, order)
    }

    func testAThousandMandatesAreReadAsTheyWereWritten() async throws {
        let world = try await World.bound()
        _ = try await world.authorize(budget: "1000")
        let one = try await world.newest()
        try await world.end()
        let views = (0..<1_000).map { number in
            var view = one
            view.mandate.mandateId = String(repeating: "令", count: number % 40) + "\(number)"
            view.mandate.networkMandateId = number % 3 == 0 ? nil : "network-\(number)"
            view.mandate.createdAt = Date(timeIntervalSince1970: Double(number) * 86_400)
            view.mandate.checkout = number % 2 == 0 ? nil : Self.order
            view.spent.micros = Int64(number) * -1_000_003
            return view
        }
        let page = MandatePage(mandates: views, next: "令-1000")
        let read = try FfiConverterTypeMandatePage_lift(FfiConverterTypeMandatePage_lower(page))
        XCTAssertEqual(read, page)
    }

    private static let order = Checkout(
        totalAmount: Amount(micros: 12_500_000, currency: "HKD"),
        merchant: Merchant(
            referenceMerchantId: "M-4511-01", merchantName: "港龍航空", merchantMcc: "4511", merchantWebsiteUrl: nil,
            merchantRegion: "HK"),
        goods: [
            Goods(
                goodsName: "座位 ✈️", goodsUnitAmount: Amount(micros: 12_500_000, currency: "HKD"), goodsQuantity: "1")
        ],
        referenceCheckoutId: "")

    private static func written(_ order: Checkout) -> [UInt8] {
        var bytes: [UInt8] = []
        FfiConverterTypeCheckout.write(order, into: &bytes)
        return bytes
    }

    private static func order(in bytes: [UInt8]) throws -> Checkout {
        try bytes.withUnsafeBufferPointer { bytes in
            var reader: Reader = (bytes, 0)
            return try FfiConverterTypeCheckout.read(from: &reader)
        }
    }

    private static func text(in bytes: [UInt8]) throws -> Currency {
        try bytes.withUnsafeBufferPointer { bytes in
            var reader: Reader = (bytes, 0)
            return try FfiConverterTypeCurrency.read(from: &reader)
        }
    }
}
