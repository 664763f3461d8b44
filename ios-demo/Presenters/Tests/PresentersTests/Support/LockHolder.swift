#if os(Linux)
import Foundation

/// Another process that holds a wallet's database, as a second app or a backup tool would.
final class LockHolder {
    private let process = Process()
    private let input = Pipe()

    /// Takes the lock that whoever writes to a database in WAL mode takes, one byte of its shared memory file, as soon as
    /// the wallet lets go of it.
    init(database: URL) throws {
        let script = """
            open(my $file, '+<', $ARGV[0]) or die $!;
            my $lock = pack('s s x4 q q l x4', 1, 0, 120, 1, 0);
            fcntl($file, 7, $lock) or die $!;
            $| = 1; print "held\\n"; <STDIN>;
            """
        process.executableURL = URL(fileURLWithPath: "/usr/bin/perl")
        process.arguments = ["-e", script, database.path + "-shm"]
        process.standardInput = input
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        guard output.fileHandleForReading.availableData == Data("held\n".utf8) else { throw Unexpected() }
    }

    /// Lets go.
    func release() {
        input.fileHandleForWriting.closeFile()
        process.waitUntilExit()
    }
}
#endif
