/// What the outputs of a notebook stand between.
package enum OutputMarkers: String, Sendable, Hashable {
  /// Two comments, so that tables and figures show.
  case comment
  /// A fence, for pages whose readers take no comments; what is in it shows as its source.
  case fence
}

/// The opening line of an output that stands in a fence: `cohort-output {#id sha256=...}`.
struct OutputFence {
  /// The first word behind the fence.
  static let word = "cohort-output"

  let id: String
  let fingerprints: OutputRegion.Fingerprints

  /// Reads the words behind a fence; nil where they are another block's.
  init?(_ info: String?) {
    guard let info, info.hasPrefix(Self.word + " {#"), info.hasSuffix("}") else { return nil }
    let words = info.dropFirst(Self.word.count + 3).dropLast().split(separator: " ")
    guard let id = words.first else { return nil }
    self.id = String(id)
    fingerprints = .init(words.map(String.init))
  }
}
