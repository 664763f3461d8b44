import AmpWallet
import Foundation

/// A payment token that the network hands out for an order of the agent's: what the wallet judges in S2.
struct Token: Sendable {
    let announcement: TokenAnnouncement
    let order: Checkout

    /// For `amount` Hong Kong dollars at the airline, signed by the agent.
    static func make(_ world: World, _ mandate: AgentMandate, for amount: Amount) async throws -> Token {
        let order = Checkout(
            totalAmount: amount,
            merchant: Merchant(
                referenceMerchantId: "M-4511-01", merchantName: "Harbour Airways", merchantMcc: "4511",
                merchantWebsiteUrl: nil, merchantRegion: nil),
            goods: [Goods(goodsName: "Seat reservation", goodsUnitAmount: amount, goodsQuantity: "1")],
            referenceCheckoutId: UUID().uuidString)
        return try await make(world, mandate, for: order)
    }

    static func make(_ world: World, _ mandate: AgentMandate, for order: Checkout) async throws -> Token {
        let l3 = try await world.agent.sign(mandate: mandate, order: order)
        let payload = UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased()
        return Token(
            announcement: TokenAnnouncement(
                paymentToken: "28166623" + payload, networkMandateId: mandate.networkMandateId,
                tokenId: mandate.tokenId, authSessionId: nil, expiresAt: Date(timeIntervalSinceNow: 600),
                l1: mandate.l1, l2: mandate.l2, l3: l3, checkout: order, deviceId: nil),
            order: order)
    }

    /// What the merchant asks for.
    var request: PaymentRequest {
        PaymentRequest(paymentToken: announcement.paymentToken, amount: order.totalAmount, order: order)
    }
}
