import AmpWallet
import Testing

@testable import Presenters

@MainActor
@Suite struct PaymentPresenterTests {
    @Test("A payment's three layers are checked on this device, and who signed each is said")
    func verifies() async throws {
        let person = try await Person.withAgent()
        let presenter = try await bought(person)
        let shown = presenter.content
        #expect(presenter.state.trouble == nil)
        #expect(shown.checked == .right)
        #expect(shown.layers.map(\.id) == [1, 2, 3])
        #expect(shown.layers.map(\.by) == [.paymentChainL1By, .paymentChainL2By, .paymentChainL3By].map { Line($0) })
        #expect(shown.orderedByAgent)
        #expect(shown.payment?.state == .captured)
        #expect(shown.evidence?.idvResult == "FACE")
        try await person.end()
    }

    @Test("What the person approved herself was ordered by no agent")
    func immediate() async throws {
        let person = try await Person.withAgent()
        let shopper = try person.app.get().shopper
        let order = try await shopper.order(sku: "tea-oolong", quantity: 1)
        let asked = try await shopper.askMandate(task: "Buy tea", constraints: nil, order: order)
        await person.approve(asked.link)
        let mandate = try await shopper.granted(asked: asked)
        let token = try await shopper.paymentToken(mandate: mandate, l3: nil, order: order)
        #expect(try await shopper.pay(order: order, paymentToken: token) == .paid)
        let payments = try await person.app.get().payments.page(after: nil, limit: 1)
        let presenter = PaymentPresenter(app: person.app, paymentId: try #require(payments.payments.first).paymentId)
        await presenter.load().value
        #expect(presenter.content.checked == .right)
        #expect(presenter.content.layers.map(\.id) == [1, 2])
        #expect(!presenter.content.orderedByAgent)
        try await person.end()
    }

    @Test("An appeal keeps the evidence, and is there when the payment is read again")
    func appeals() async throws {
        let person = try await Person.withAgent()
        let presenter = try await bought(person)
        presenter.ask(true)
        await presenter.appeal(reason: "I did not want this").value
        #expect(!presenter.content.asking)
        let appeal = try #require(presenter.content.appeal)
        #expect(appeal.evidence == presenter.content.evidence)
        await presenter.load().value
        #expect(presenter.content.appeal == appeal)
        try await person.end()
    }

    @Test("An unknown payment is told as trouble")
    func unknown() async throws {
        let person = try await Person.withWallet()
        let presenter = PaymentPresenter(app: person.app, paymentId: "none")
        await presenter.load().value
        #expect(presenter.state.trouble?.code == "wallet.not_found")
        #expect(presenter.content.payment == nil)
        try await person.end()
    }

    private func bought(_ person: Person) async throws -> PaymentPresenter {
        let mandate = try await person.authorize()
        let open = try person.app.get()
        #expect(try await open.shopper.buy(mandate: mandate, sku: "flight-seat", quantity: 1) == .paid)
        let payment = try #require(try await open.payments.page(after: nil, limit: 1).payments.first)
        let presenter = PaymentPresenter(app: person.app, paymentId: payment.paymentId)
        await presenter.load().value
        return presenter
    }
}
