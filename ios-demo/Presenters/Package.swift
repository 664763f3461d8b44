// swift-tools-version: 6.0
// What stands behind every screen of both apps, without UIKit or SwiftUI, so that it is built and tested on Linux too.
// On Linux a target that uses Observation links only with `-Xswiftc -use-ld=lld`: see scripts/check-ios.sh.
import Foundation
import PackageDescription

// The sandbox and the demo agent are in debug builds, and in none with AMP_NO_SANDBOX=1: a library without the sandbox.
let sandbox: [SwiftSetting] =
    ProcessInfo.processInfo.environment["AMP_NO_SANDBOX"] == nil
    ? [.define("AMP_SANDBOX", .when(configuration: .debug))] : []

let package = Package(
    name: "Presenters",
    defaultLocalization: "en",
    platforms: [.iOS(.v17), .watchOS(.v10), .macOS(.v14)],
    products: [.library(name: "Presenters", targets: ["Presenters"])],
    dependencies: [.package(name: "AmpWallet", path: "../../bindings/swift")],
    targets: [
        .target(
            name: "Presenters",
            dependencies: [.product(name: "AmpWallet", package: "AmpWallet")],
            swiftSettings: sandbox
        ),
        .testTarget(
            name: "PresentersTests",
            dependencies: ["Presenters", .product(name: "AmpWalletTesting", package: "AmpWallet")]
        ),
    ]
)
