// swift-tools-version: 6.0
// The Swift package: the C header, the generated code, the thin layer over it, the tests on the real library.
// scripts/gen-bindings.sh writes the first two. On a computer the library lies in AMP_NATIVE_DIR; a phone and a watch link
// the XCFramework that scripts/build-ios.sh puts beside this file.
import Foundation
import PackageDescription

let native =
    ProcessInfo.processInfo.environment["AMP_NATIVE_DIR"] ?? "\(Context.packageDirectory)/../../target/bindings/lib"

let computers: [Platform] = [.linux, .macOS]

// What the library for phones was built with, where there is one.
let features = try? String(contentsOfFile: "\(Context.packageDirectory)/AmpWalletCore.features", encoding: .utf8)
let framework = "AmpWalletCore.xcframework"
let hasFramework = FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(framework)")

// A library that is built without the sandbox has none of its Swift either. No watch's has it.
let withoutSandbox =
    ProcessInfo.processInfo.environment["AMP_NO_SANDBOX"] != nil || features.map { !$0.contains("sandbox") } ?? false
let sandbox: [SwiftSetting] =
    withoutSandbox ? [] : [.define("AMP_SANDBOX", .when(platforms: [.linux, .macOS, .iOS]))]

let package = Package(
    name: "AmpWallet",
    platforms: [.iOS(.v17), .watchOS(.v10), .macOS(.v14)],
    products: [
        .library(name: "AmpWallet", targets: ["AmpWallet"]),
        // A vault and a secret store in memory, for the tests of whoever embeds the wallet.
        .library(name: "AmpWalletTesting", targets: ["AmpWalletTesting"]),
    ],
    targets: [
        .target(
            name: "AmpWalletCoreFFI",
            dependencies: hasFramework
                ? [.target(name: "AmpWalletCore", condition: .when(platforms: [.iOS, .watchOS]))] : [],
            linkerSettings: [
                .unsafeFlags(["-L\(native)", "-Xlinker", "-rpath", "-Xlinker", native], .when(platforms: computers)),
                .linkedLibrary("amp_wallet_core", .when(platforms: computers)),
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
            linkerSettings: [.linkedLibrary("crypto", .when(platforms: [.linux]))]
        ),
        .target(name: "AmpWalletTesting", dependencies: ["AmpWallet", "TestCrypto"]),
        .testTarget(name: "AmpWalletTests", dependencies: ["AmpWallet", "AmpWalletTesting"]),
    ] + (hasFramework ? [.binaryTarget(name: "AmpWalletCore", path: framework)] : [])
)
