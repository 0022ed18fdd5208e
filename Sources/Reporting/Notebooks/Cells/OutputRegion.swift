import Files

/// The lines below a cell that belong to the machine.
package struct OutputRegion: Sendable, Hashable {
  /// The lines, both markers included.
  package let lines: ClosedRange<Int>
  /// The text between the markers without the blank lines around it, lines ended by `\n`.
  package let text: String
  /// What the last run left to know its work by.
  package let fingerprints: Fingerprints
  /// What it stands between.
  package let markers: OutputMarkers

  /// What a run leaves behind an output: `sha256=... inputs=... files=...`.
  package struct Fingerprints: Sendable, Hashable {
    /// Of the text.
    package var sha256: String?
    /// Of what the output depends on.
    package var inputs: String?
    /// Of each file the cell wrote and keeps, in order.
    package var files: [String] = []

    package init(sha256: String? = nil, inputs: String? = nil, files: [String] = []) {
      (self.sha256, self.inputs, self.files) = (sha256, inputs, files)
    }

    /// Finds them among the words of a marker.
    init(_ words: [String]) {
      func value(_ key: String) -> String? {
        words.first { $0.hasPrefix(key + "=") }.map { String($0.dropFirst(key.count + 1)) }
      }
      self.init(
        sha256: value("sha256"), inputs: value("inputs"),
        files: value("files")?.split(separator: ",").map(String.init) ?? [])
    }

    /// The words of a marker.
    var words: String {
      [("sha256", sha256), ("inputs", inputs), ("files", files.joined(separator: ","))]
        .compactMap { key, value in
          value.flatMap { $0.isEmpty ? nil : "\(key)=\($0)" }
        }.joined(separator: " ")
    }
  }

  package init(
    lines: ClosedRange<Int>, text: String, fingerprints: Fingerprints,
    markers: OutputMarkers = .comment
  ) {
    (self.lines, self.text) = (lines, text)
    (self.fingerprints, self.markers) = (fingerprints, markers)
  }

  /// Whether the text is no longer what the last run wrote.
  package var isEdited: Bool { fingerprints.sha256 != ContentHash.sha256(text) }

  /// The fingerprint of a file: of its name in the notebook's folder and its bytes.
  package static func mark(of path: String, _ bytes: some Sequence<UInt8>) -> String {
    String(ContentHash.sha256("\(path)\n\(ContentHash.sha256(bytes))").prefix(8))
  }

  /// The lines of a region.
  package static func lines(
    id: String, text: String, inputs: String, files: [String] = [], markers: OutputMarkers,
    margin: Margin, ending: String
  ) -> String {
    let prints = Fingerprints(
      sha256: ContentHash.sha256(text), inputs: inputs, files: files
    ).words
    let all: [String] =
      switch markers {
      case .comment:
        ["<!-- cohort:output #\(id) -->"] + (text.isEmpty ? [""] : ["", text, ""])
          + ["<!-- cohort:end #\(id) \(prints) -->"]
      case .fence: [CellOutput.fenced(text, "\(OutputFence.word) {#\(id) \(prints)}")]
      }
    return all.flatMap { lines(of: $0) }.map { margin.apply(to: $0) + ending }.joined()
  }

  /// A text as lines.
  package static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// A text without the blank lines at its beginning and end.
  package static func withoutOuterBlankLines(_ text: String) -> String {
    var lines = lines(of: text)[...]
    while let first = lines.first, first.allSatisfy(\.isWhitespace) { lines.removeFirst() }
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
