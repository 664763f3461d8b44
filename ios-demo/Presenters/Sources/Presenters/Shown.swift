/// What a screen shows.
public struct Shown<Content: Sendable>: Sendable {
    /// The screen's own.
    public var content: Content
    /// Something is under way: buttons that begin something wait.
    public var busy = false
    /// What went wrong last, until the person has dealt with it.
    public var trouble: Trouble?

    public init(_ content: Content, busy: Bool = false, trouble: Trouble? = nil) {
        (self.content, self.busy, self.trouble) = (content, busy, trouble)
    }
}

extension Shown: Equatable where Content: Equatable {}
