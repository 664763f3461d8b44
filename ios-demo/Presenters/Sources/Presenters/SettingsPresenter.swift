import AmpWallet
import Foundation

/// How far the person has come with deleting everything: she is asked twice.
public enum Erasing: Hashable, Sendable { case no, asked, askedAgain }

/// The settings.
public struct Settings: Hashable, Sendable {
    public var place: Line?
    public var devices: [DeviceView] = []
    public var version = ""
    /// The file that everything was written into.
    public var exported: URL?
    public var erasing = Erasing.no
    public var erased = false
}

/// Devices, export, delete everything, where the network is. The language is the platform's to change.
public final class SettingsPresenter: Presenter<Settings> {
    private static let file = "amp-wallet.json"

    public init(app: AppWallet) { super.init(app, Settings()) }

    @discardableResult
    public func load() -> Task<Void, Never> {
        look { [self] in
            let devices = try await app.get().wallet.devices()
            let version = try AmpWallet.version()
            show { ($0.place, $0.devices, $0.version) = (app.device.choices.place?.line, devices, version) }
        }
    }

    /// Writes everything that the wallet knows of the person, and nothing secret, into a file in `folder`.
    @discardableResult
    public func export(into folder: URL) -> Task<Void, Never> {
        act { [self] in
            let file = folder.appendingPathComponent(Self.file)
            // The one of before gives way to what is true now.
            try? FileManager.default.removeItem(at: file)
            try await app.get().wallet.export(to: file.path)
            show { $0.exported = file }
        }
    }

    /// Asks whether to delete everything, then once more, then not at all.
    public func askToErase(_ step: Erasing) { show { $0.erasing = step } }

    /// Deletes wallet, keys and history from this device, after the second yes.
    @discardableResult
    public func erase() -> Task<Void, Never> {
        act { [self] in
            guard content.erasing == .askedAgain else { return }
            try await app.erase()
            show { $0 = Settings(erased: true) }
        }
    }
}
