// swift-tools-version: 6.0
// The Swift package: the C header, the generated code, the thin layer over it, the tests on the real library.
// scripts/gen-bindings.sh writes the first two. On Linux the library lies in AMP_NATIVE_DIR; for Apple platforms
// scripts/build-ios.sh makes an XCFramework of it, which takes the place of the linker flags below.
import Foundation
import PackageDescription

let native =
    ProcessInfo.processInfo.environment["AMP_NATIVE_DIR"] ?? "\(Context.packageDirectory)/../../target/bindings/lib"

// A library that is built without the sandbox (scripts/build-ios.sh): AMP_NO_SANDBOX=1.
let sandbox: [SwiftSetting] =
    ProcessInfo.processInfo.environment["AMP_NO_SANDBOX"] == nil ? [.define("AMP_SANDBOX")] : []

let package = Package(
    name: "AmpWallet",
    platforms: [.iOS(.v17), .watchOS(.v10), .macOS(.v14)],
    products: [.library(name: "AmpWallet", targets: ["AmpWallet"])],
    targets: [
        .target(
            name: "AmpWalletCoreFFI",
            linkerSettings: [
                .unsafeFlags(["-L\(native)", "-Xlinker", "-rpath", "-Xlinker", native]),
                .linkedLibrary("amp_wallet_core"),
            ]
        ),
        // Generated: the compiler crashes on it in language mode 6.
        .target(
            name: "AmpWalletCoreBindings",
            dependencies: ["AmpWalletCoreFFI"],
            swiftSettings: [.swiftLanguageMode(.v5)]
        ),
        .target(
            name: "AmpWallet",
            dependencies: ["AmpWalletCoreBindings"],
            resources: [.copy("PrivacyInfo.xcprivacy")],
            swiftSettings: sandbox
        ),
        .target(
            name: "TestCrypto",
            path: "Tests/TestCrypto",
            linkerSettings: [.linkedLibrary("crypto", .when(platforms: [.linux]))]
        ),
        .testTarget(name: "AmpWalletTests", dependencies: ["AmpWallet", "TestCrypto"]),
    ]
)
