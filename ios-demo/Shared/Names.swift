import SwiftUI

/// SwiftUI's binding of a value: the core calls an agent's tie to the wallet by the same name.
typealias Binding = SwiftUI.Binding
