import Foundation

extension AmpWallet {
    /// A folder for a wallet's database in the app's own files, made if there is none, and excluded from backups: the
    /// database is of no use without its keys, which never leave the device, and an older copy of it is refused.
    ///
    /// - Parameter name: the folder's name; one wallet, one folder.
    /// - Throws: what the file system says.
    public static func folder(named name: String) throws -> URL {
        let made = try FileManager.default.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true
        ).appendingPathComponent(name, isDirectory: true)
        try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        #if canImport(Darwin)
        var folder = made
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try folder.setResourceValues(values)
        #endif
        return made
    }
}
