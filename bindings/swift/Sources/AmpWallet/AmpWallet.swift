@_exported import AmpWalletCoreBindings

/// The native library.
public enum AmpWallet {
    /// The version of the core, for example `0.1.0`.
    public static func version() throws -> String {
        try libraryVersion()
    }
}
