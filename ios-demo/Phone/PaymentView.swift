import AmpWallet
import Presenters
import SwiftUI

/// One payment: what was bought, who signed what, checked on this device, and the appeal against it.
struct PaymentView: View {
    let presenter: PaymentPresenter
    let app: AppWallet

    private var shown: PaymentContent { presenter.content }

    var body: some View {
        List {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            if let payment = shown.payment {
                summary(payment)
                order(payment)
                chain
                books
                appeal
            }
        }
        .titled(.paymentTitle)
        .reading(app) { presenter.load() }
        .disabled(presenter.state.busy)
        .confirmationDialog(Text(Word.paymentAppealAsk.text), isPresented: asking, titleVisibility: .visible) {
            Button {
                presenter.appeal(reason: Word.paymentAppealReason.text)
            } label: {
                LineText(.paymentAppeal)
            }
            Button(role: .cancel) {
                presenter.ask(false)
            } label: {
                LineText(.appCancel)
            }
        } message: {
            LineText(.paymentAppealAbout)
        }
    }

    private func summary(_ payment: Payment) -> some View {
        Section {
            ArgText(.money(payment.captured ?? payment.held)).font(.largeTitle.bold().monospacedDigit())
                .minimumScaleFactor(0.6)
            LineText(.ofPaymentState(payment.state)).font(.headline)
            if let because = payment.releasedBecause {
                LineText(.paymentReleasedBecause, .words(Word.ofReleased(because).line))
            }
            labelled(.paymentTo, .quote(payment.checkout.merchant.merchantName))
            labelled(.paymentBy, .name(payment.agentId))
            labelled(.paymentWhen, .time(payment.createdAt))
            if let device = payment.deviceId { LineText(.paymentOnDevice, .name(device)) }
        }
    }

    private func order(_ payment: Payment) -> some View {
        Section {
            ForEach(payment.checkout.goods, id: \.self) { goods in
                LineText(
                    .approveGoods, .quote(goods.goodsName), .name(goods.goodsQuantity), .money(goods.goodsUnitAmount))
            }
            labelled(.paymentTotal, .money(payment.checkout.totalAmount))
        } header: {
            LineText(.paymentOrder)
        }
    }

    private var chain: some View {
        Section {
            CheckedRow(checked: shown.checked)
            ForEach(shown.layers) { layer in
                VStack(alignment: .leading, spacing: 2) {
                    LineText(layer.says).font(.headline)
                    LineText(layer.by)
                    LineText(.paymentChainSignedAt, .time(layer.at)).font(.footnote).foregroundStyle(.secondary)
                }
                .accessibilityElement(children: .combine)
            }
            Button {
                presenter.load()
            } label: {
                LineText(.paymentVerify)
            }
            if !shown.orderedByAgent { LineText(.paymentChainNoneL3).foregroundStyle(.secondary) }
        } header: {
            LineText(.paymentChain)
        }
    }

    @ViewBuilder
    private var books: some View {
        if let evidence = shown.evidence {
            Section {
                ForEach(evidence.entries, id: \.number) { entry in
                    VStack(alignment: .leading) {
                        LineText(.ofMovement(entry.posting.movement))
                        ArgText(.money(entry.posting.amount)).monospacedDigit()
                        ArgText(.time(entry.posting.at)).font(.footnote).foregroundStyle(.secondary)
                    }
                    .accessibilityElement(children: .combine)
                }
            } header: {
                LineText(.paymentBooks)
            }
        }
    }

    private var appeal: some View {
        Section {
            if let appeal = shown.appeal {
                if let outcome = appeal.outcome {
                    LineText(.paymentAppealClosed, .quote(outcome))
                } else {
                    LineText(.paymentAppealOpen, .time(appeal.openedAt))
                }
            } else {
                Button {
                    presenter.ask(true)
                } label: {
                    LineText(.paymentAppeal)
                }
            }
        }
    }

    private func labelled(_ label: Word, _ value: Arg) -> some View {
        VStack(alignment: .leading) {
            LineText(label).font(.caption).foregroundStyle(.secondary)
            ArgText(value)
        }
        .accessibilityElement(children: .combine)
    }

    private var asking: Binding<Bool> {
        Binding {
            shown.asking
        } set: {
            if !$0 { presenter.ask(false) }
        }
    }
}

/// What became of checking the signatures.
struct CheckedRow: View {
    let checked: Checked

    var body: some View {
        switch checked {
        case .notYet: ProgressView { LineText(.paymentVerifying) }
        case .right: row(.paymentVerified, "checkmark.seal.fill", .green)
        case let .wrong(code):
            row(.paymentNotVerified, "xmark.seal.fill", .red)
            LineText(.appCode, .name(code)).font(.caption)
        case .unvouched: row(.paymentUnvouched, "questionmark.circle", .orange)
        }
    }

    private func row(_ word: Word, _ symbol: String, _ colour: Color) -> some View {
        Label {
            LineText(word)
        } icon: {
            Image(systemName: symbol).foregroundStyle(colour)
        }
    }
}
