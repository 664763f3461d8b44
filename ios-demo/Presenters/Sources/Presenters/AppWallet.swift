import AmpWallet
import Observation

/// The one wallet of this app, from its first opening to its end. Presenters ask it for the open wallet and follow
/// ``changes``; whoever owns the app's life calls ``openAgain()``, ``pause()``, ``resume()`` and ``close()``.
@MainActor
@Observable
public final class AppWallet {
    /// What has become of the wallet.
    public enum Phase: Equatable, Sendable {
        /// No wallet was made yet, or it was deleted.
        case none
        /// It is being opened.
        case opening
        /// It is there.
        case open
        /// It cannot be opened; the trouble says why, and nothing was changed.
        case failed(Trouble)
    }

    public let device: Device
    public private(set) var phase = Phase.none
    /// Grows whenever something happened in the wallet: what is shown is to be read anew.
    public private(set) var changes = 0
    @ObservationIgnored private var opened: OpenWallet?
    @ObservationIgnored private var listening: Task<Void, Never>?

    public init(device: Device) { self.device = device }

    /// The wallet that is open.
    ///
    /// - Throws: ``WalletNotOpen`` between times.
    public func get() throws -> OpenWallet {
        guard let opened else { throw WalletNotOpen() }
        return opened
    }

    /// Opens the wallet where the person has chosen to; does nothing before a choice was made.
    public func openAgain() async {
        guard let place = device.choices.place else { return }
        // What went wrong is the phase's.
        try? await open(place)
    }

    /// Opens the wallet in `place`, making it if there is none, and remembers the place once that went well.
    ///
    /// - Throws: what ``Phase/failed(_:)`` says too.
    public func open(_ place: Place) async throws {
        guard opened == nil, phase != .opening else { return }
        phase = .opening
        do {
            let open = try await OpenWallet.at(place, device)
            opened = open
            device.choices.place = place
            listen(to: open)
            phase = .open
        } catch {
            phase = .failed(Trouble(error, at: place))
            throw error
        }
    }

    /// The person's yes to exactly `surface`: her key signs, which asks for her with `prompt` as its text.
    func approve(_ surface: AuthorizationSurface, of authSessionId: String, prompt: String) async throws {
        _ = try await get().mandates.approve(approval: approval(of: surface, for: authSessionId, prompt: prompt))
    }

    /// The person's yes, as this device verifies her.
    func approval(of surface: AuthorizationSurface, for id: String, prompt: String) -> Approval {
        surface.approval(
            of: id, verifiedBy: device.method, result: device.verifiedBy, at: device.clock(), reason: prompt)
    }

    /// The app goes to the background: the database is closed, nothing is lost.
    public func pause() async throws { try await opened?.wallet.suspend() }

    /// The app comes back.
    public func resume() async throws {
        guard let opened else { return }
        try await opened.wallet.resume()
        changes += 1
    }

    /// The person says that the device's clock is right: what is decided from now on is decided by it.
    func trustClock() async throws { try await get().wallet.trustTime(now: device.clock()) }

    /// Starts the sandbox of this app again, or looks for the one at its address again, and opens the wallet there.
    func openAnew() async throws {
        try await close()
        if let place = device.choices.place { try await open(place) }
    }

    /// Does what helps against a wallet that cannot be opened; what does not help is told as the phase.
    public func remedy(_ trouble: Trouble) async {
        do {
            if trouble.remedy == .startAnew { try await erase() } else { await openAgain() }
        } catch {
            phase = .failed(Trouble(error, at: device.choices.place))
        }
    }

    /// What could not be opened is not asked for any more: the person chooses again.
    func forget() { if case .failed = phase { phase = .none } }

    /// Ends the wallet; it can be opened again.
    public func close() async throws { try await end { try await $0.close() } }

    /// Ends the wallet and deletes everything that is kept of it on this device, also where it cannot be opened any more.
    func erase() async throws {
        if opened != nil {
            try await end { try await $0.erase() }
        } else if let place = device.choices.place {
            try await OpenWallet.erase(at: place, device)
        }
        device.choices.place = nil
        phase = .none
    }

    /// Ends the wallet with what `how` does to it, and forgets it.
    private func end(_ how: (OpenWallet) async throws -> Void) async throws {
        guard let open = opened else { return }
        try await how(open)
        listening?.cancel()
        opened = nil
        phase = .none
    }

    private static let listenAgain = Duration.seconds(1)

    /// Every event is handled by reading anew what is shown, so it is acknowledged as soon as that was asked for. It ends with
    /// the wallet alone: paused in the middle of it, or while another process has the database, it listens again, and what was
    /// not acknowledged comes again.
    private func listen(to open: OpenWallet) {
        listening = Task { @MainActor [weak self] in
            while self != nil, !Task.isCancelled {
                do {
                    return try await open.events.handleEach { _ in self?.changes += 1 }
                } catch {
                    try? await Task.sleep(for: Self.listenAgain)
                }
            }
        }
    }
}

/// The wallet is not open: the app is starting, or its wallet was deleted.
public struct WalletNotOpen: Error {}
