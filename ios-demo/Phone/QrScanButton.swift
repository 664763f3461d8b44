#if canImport(VisionKit)
import Presenters
import SwiftUI
import VisionKit

/// Reads the binding link from a QR code, on a device that can.
struct QrScanButton: View {
    let found: (String) -> Void
    @State private var scanning = false

    var body: some View {
        if DataScannerViewController.isSupported {
            Button {
                scanning = true
            } label: {
                Label {
                    LineText(.bindScan)
                } icon: {
                    Image(systemName: "qrcode.viewfinder")
                }
            }
            .sheet(isPresented: $scanning) {
                QrScanner { text in
                    scanning = false
                    found(text)
                }
                .ignoresSafeArea()
                .accessibilityLabel(Text(Word.bindQrAbout.text))
            }
        }
    }
}

/// The camera's picture, looking for QR codes and nothing else.
private struct QrScanner: UIViewControllerRepresentable {
    let found: (String) -> Void

    func makeUIViewController(context: Context) -> DataScannerViewController {
        let scanner = DataScannerViewController(
            recognizedDataTypes: [.barcode(symbologies: [.qr])], isHighlightingEnabled: true)
        scanner.delegate = context.coordinator
        return scanner
    }

    func updateUIViewController(_ scanner: DataScannerViewController, context: Context) {
        // Without the person's leave to use the camera it stays dark; the link can be pasted.
        try? scanner.startScanning()
    }

    func makeCoordinator() -> Coordinator { Coordinator(found) }

    @MainActor
    final class Coordinator: NSObject, DataScannerViewControllerDelegate {
        private let found: (String) -> Void

        init(_ found: @escaping (String) -> Void) { self.found = found }

        func dataScanner(
            _ scanner: DataScannerViewController, didAdd items: [RecognizedItem], allItems: [RecognizedItem]
        ) {
            for case let .barcode(code) in items {
                guard let text = code.payloadStringValue else { continue }
                scanner.stopScanning()
                found(text)
                return
            }
        }
    }
}
#endif
