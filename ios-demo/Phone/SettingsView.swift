import Presenters
import SwiftUI
import UIKit

/// Where the network is, the language, the devices, export, and delete everything.
struct SettingsView: View {
    let presenter: SettingsPresenter
    @Environment(\.openURL) private var openURL

    private var shown: Settings { presenter.content }

    var body: some View {
        List {
            if let trouble = presenter.state.trouble { TroubleBanner(trouble: trouble) { presenter.remedy() } }
            Section {
                if let place = shown.place { LineText(place) }
                LineText(.settingsVersion, .name(shown.version))
            } header: {
                #if DEBUG
                LineText(.settingsSandbox)
                #endif
            }
            Section {
                // iOS keeps each app's language in its own settings.
                Button {
                    if let url = URL(string: UIApplication.openSettingsURLString) { openURL(url) }
                } label: {
                    LineText(.settingsLanguage)
                }
            }
            devices
            data
        }
        .titled(.settingsTitle)
        .onAppear { presenter.load() }
        .disabled(presenter.state.busy)
        .alert(Text(Word.settingsEraseAsk.text), isPresented: asking(.asked)) {
            Button(role: .destructive) {
                presenter.askToErase(.askedAgain)
            } label: {
                LineText(.settingsErase)
            }
            Button(role: .cancel) {
                presenter.askToErase(.no)
            } label: {
                LineText(.appCancel)
            }
        } message: {
            LineText(.settingsEraseAbout)
        }
        .alert(Text(Word.settingsEraseAgain.text), isPresented: asking(.askedAgain)) {
            Button(role: .destructive) {
                presenter.erase()
            } label: {
                LineText(.settingsEraseYes)
            }
            Button(role: .cancel) {
                presenter.askToErase(.no)
            } label: {
                LineText(.appCancel)
            }
        } message: {
            LineText(.settingsEraseAgainAbout)
        }
    }

    private var devices: some View {
        Section {
            if shown.devices.isEmpty { LineText(.settingsDevicesNone).foregroundStyle(.secondary) }
            ForEach(shown.devices, id: \.deviceId) { device in
                VStack(alignment: .leading) {
                    ArgText(.name(device.deviceId)).font(.headline)
                    LineText(
                        .settingsDevicePayments, .number(device.payments),
                        device.lastPaidAt.map { .time($0) } ?? .words(Word.appNone.line))
                }
                .accessibilityElement(children: .combine)
            }
        } header: {
            LineText(.settingsDevices)
        }
    }

    private var data: some View {
        Section {
            Button {
                presenter.export(into: FileManager.default.temporaryDirectory)
            } label: {
                LineText(.settingsExport)
            }
            if let file = shown.exported {
                ShareLink(item: file) { LineText(.settingsExported, .name(file.lastPathComponent)) }
            }
            Button(role: .destructive) {
                presenter.askToErase(.asked)
            } label: {
                LineText(.settingsErase)
            }
        } footer: {
            LineText(.settingsExportAbout)
        }
    }

    private func asking(_ step: Erasing) -> Binding<Bool> {
        Binding {
            shown.erasing == step
        } set: { open in
            // The second question takes the place of the first.
            if !open, shown.erasing == step { presenter.askToErase(.no) }
        }
    }
}
