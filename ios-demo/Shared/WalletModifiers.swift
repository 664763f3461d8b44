import Presenters
import SwiftUI

extension View {
    /// Reads when the screen appears, and anew whenever something happened in the wallet.
    func reading(_ app: AppWallet, _ load: @escaping @MainActor () -> Void) -> some View {
        onAppear(perform: load).onChange(of: app.changes) { load() }
    }

    /// The app's own words as the title.
    func titled(_ word: Word) -> some View { navigationTitle(Text(word.text)) }
}

/// Keeps what stands behind a screen for as long as the screen is shown.
struct Owning<Model: AnyObject, Screen: View>: View {
    @State private var model: Model
    private let screen: (Model) -> Screen

    init(_ model: @autoclosure () -> Model, @ViewBuilder screen: @escaping (Model) -> Screen) {
        _model = State(initialValue: model())
        self.screen = screen
    }

    var body: some View { screen(model) }
}
