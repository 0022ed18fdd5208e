/// A page to be rendered: blocks in order.
public struct Document: Sendable {}
