/// A line of text: runs in order.
///
/// A string literal makes plain text, and an interpolation may carry runs:
///
/// ```swift
/// let line: RichText = "Median follow-up \(strong: "24.1 months"), see \(link: "Table 2", to: "#tbl-flow")"
/// ```
///
/// `Double` cannot be interpolated on purpose: a number reaches the page through one of the number
/// styles, never through its debug description.
public struct RichText: Sendable, Hashable {
  /// The runs, from left to right.
  public var inlines: [Inline]

  /// Creates a line from runs.
  public init(_ inlines: [Inline]) { self.inlines = inlines }

  /// Creates a line of plain text.
  public init(_ text: String) { inlines = text.isEmpty ? [] : [.text(text)] }

  /// The empty line.
  public static let empty = RichText([Inline]())

  /// Whether the line holds no run.
  public var isEmpty: Bool { inlines.isEmpty }

  /// Strong plain text.
  public static func strong(_ text: String) -> RichText { RichText([.strong(RichText(text))]) }

  /// Emphasised plain text.
  public static func emphasis(_ text: String) -> RichText { RichText([.emphasis(RichText(text))]) }

  /// Text shown letter for letter.
  public static func code(_ text: String) -> RichText { RichText([.code(text)]) }

  /// Two lines one after the other.
  public static func + (left: RichText, right: RichText) -> RichText {
    RichText(left.inlines + right.inlines)
  }

  /// Adds a line at the end of another.
  public static func += (left: inout RichText, right: RichText) {
    left.inlines.append(contentsOf: right.inlines)
  }

  /// The words alone, without markup; line breaks become newlines.
  public var plainText: String {
    var result = ""
    for inline in inlines {
      switch inline {
      case .text(let text), .code(let text): result += text
      case .strong(let inner), .emphasis(let inner), .superscript(let inner):
        result += inner.plainText
      case .link(let inner, _): result += inner.plainText
      case .lineBreak: result += "\n"
      }
    }
    return result
  }

  /// The same line without links and on one line, for a line that is a link itself.
  package var unlinked: RichText {
    RichText(
      inlines.flatMap { inline -> [Inline] in
        switch inline {
        case .link(let inner, _): inner.unlinked.inlines
        case .strong(let inner): [.strong(inner.unlinked)]
        case .emphasis(let inner): [.emphasis(inner.unlinked)]
        case .superscript(let inner): [.superscript(inner.unlinked)]
        case .lineBreak: [.text(" ")]
        case .text, .code: [inline]
        }
      })
  }

  /// The same line with the words alone of links to anchors that are not among some.
  package func keepingLinks(to anchors: Set<String>) -> RichText {
    RichText(
      inlines.flatMap { inline -> [Inline] in
        switch inline {
        case .link(let inner, let url) where url.hasPrefix("#"):
          anchors.contains(String(url.dropFirst())) ? [inline] : inner.inlines
        case .strong(let inner): [.strong(inner.keepingLinks(to: anchors))]
        case .emphasis(let inner): [.emphasis(inner.keepingLinks(to: anchors))]
        case .superscript(let inner): [.superscript(inner.keepingLinks(to: anchors))]
        case .link, .lineBreak, .text, .code: [inline]
        }
      })
  }

  /// Neighbouring plain runs joined and empty ones removed, so that two lines that read alike are
  /// rendered alike.
  package var merged: [Inline] {
    var result: [Inline] = []
    for inline in inlines {
      guard case .text(let text) = inline else {
        result.append(inline)
        continue
      }
      if text.isEmpty { continue }
      if case .text(let before)? = result.last {
        result[result.count - 1] = .text(before + text)
      } else {
        result.append(inline)
      }
    }
    return result
  }
}

extension RichText: ExpressibleByArrayLiteral {
  /// Creates a line from runs.
  public init(arrayLiteral elements: Inline...) { self.init(elements) }
}

extension RichText: ExpressibleByStringInterpolation {
  /// Creates a line of plain text.
  public init(stringLiteral value: String) { self.init(value) }

  /// Creates a line from a literal with runs inside it.
  public init(stringInterpolation: StringInterpolation) { self.init(stringInterpolation.inlines) }

  /// Collects the runs of an interpolated literal.
  public struct StringInterpolation: StringInterpolationProtocol {
    package var inlines: [Inline] = []

    /// Prepares for a literal.
    public init(literalCapacity: Int, interpolationCount: Int) {
      inlines.reserveCapacity(2 * interpolationCount + 1)
    }

    /// Adds the text between two interpolations.
    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { inlines.append(.text(literal)) }
    }

    /// Adds plain text.
    public mutating func appendInterpolation(_ text: String) { inlines.append(.text(text)) }

    /// Adds a whole number, ungrouped.
    public mutating func appendInterpolation(_ count: Int) { inlines.append(.text(String(count))) }

    /// Adds a run.
    public mutating func appendInterpolation(_ inline: Inline) { inlines.append(inline) }

    /// Adds a line.
    public mutating func appendInterpolation(_ text: RichText) {
      inlines.append(contentsOf: text.inlines)
    }

    /// Adds strong text.
    public mutating func appendInterpolation(strong text: RichText) {
      inlines.append(.strong(text))
    }

    /// Adds strong plain text.
    public mutating func appendInterpolation(strong text: String) {
      inlines.append(.strong(RichText(text)))
    }

    /// Adds emphasised text.
    public mutating func appendInterpolation(emphasis text: RichText) {
      inlines.append(.emphasis(text))
    }

    /// Adds emphasised plain text.
    public mutating func appendInterpolation(emphasis text: String) {
      inlines.append(.emphasis(RichText(text)))
    }

    /// Adds text shown letter for letter.
    public mutating func appendInterpolation(code text: String) { inlines.append(.code(text)) }

    /// Adds raised text.
    public mutating func appendInterpolation(superscript text: String) {
      inlines.append(.superscript(RichText(text)))
    }

    /// Adds a link.
    public mutating func appendInterpolation(link text: String, to url: String) {
      inlines.append(.link(RichText(text), url: url))
    }
  }
}
