import Documents
import Foundation
import FoundationXML

/// The texts of a picture as boxes, by the widths that the pictures themselves reckon with.
struct TextBoxes {
  struct Box: CustomStringConvertible {
    var words: String
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    var description: String { "\(words) (\(left) to \(right), \(top) to \(bottom))" }

    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  /// A drawn mark, by the middle its path begins at.
  struct Mark: Equatable {
    var x: String
    var y: String
  }

  var width: Double
  var height: Double
  var boxes: [Box] = []
  var marks: [Mark] = []
  var arrows: [Mark] = []
  var classes: [String: Int] = [:]

  init(_ svg: String) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    guard parser.parse() else { throw Picture.Failure(reason: "not XML") }
    width = Double(reader.root["width"] ?? "") ?? 0
    height = Double(reader.root["height"] ?? "") ?? 0
    boxes = reader.texts.map(\.box)
    marks = reader.marks
    arrows = reader.arrows
    classes = reader.classes
  }

  /// The texts that leave the picture, and those that lie on each other.
  var faults: [String] {
    var result: [String] = []
    for (index, box) in boxes.enumerated() {
      if box.left < 0 || box.right > width || box.top < 0 || box.bottom > height {
        result.append("outside: \(box)")
      }
      for other in boxes[(index + 1)...] where box.meets(other) {
        result.append("\(box) on \(other)")
      }
    }
    for mark in marks + arrows {
      let x = Double(mark.x) ?? -1
      let y = Double(mark.y) ?? -1
      if x < 0 || x > width || y < 0 || y > height { result.append("mark at \(x), \(y)") }
    }
    return result
  }

  private struct Text {
    var words = ""
    var attributes: [String: String]
    var size: Double

    var box: Box {
      let bold = attributes["font-weight"] == "bold" ? Lettering.boldness : 1
      let width = TextMetrics(size: size).width(words) * bold
      let shift =
        attributes["text-anchor"] == "middle"
        ? width / 2 : attributes["text-anchor"] == "end" ? width : 0
      let (up, down) = (size * 0.74, size * 0.22)
      if let transform = attributes["transform"] {
        let numbers = transform.split { !"0123456789.-".contains($0) }.compactMap { Double($0) }
        // Turned to the left, the width of the text is its height in the picture.
        let (x, y) = (numbers[0], numbers[1])
        return Box(
          words: words, left: x - up, right: x + down, top: y - width / 2, bottom: y + width / 2)
      }
      let x = Double(attributes["x"] ?? "") ?? .nan
      let y = Double(attributes["y"] ?? "") ?? .nan
      return Box(
        words: words, left: x - shift, right: x - shift + width, top: y - up, bottom: y + down)
    }
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var root: [String: String] = [:]
    var texts: [Text] = []
    var marks: [Mark] = []
    var arrows: [Mark] = []
    var classes: [String: Int] = [:]
    private var stack: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      if stack.isEmpty { root = attributes }
      stack.append(name)
      if name == "text" {
        let size = Double(attributes["font-size"] ?? root["font-size"] ?? "") ?? 0
        texts.append(Text(attributes: attributes, size: size))
      }
      guard let kind = attributes["class"] else { return }
      classes[kind, default: 0] += 1
      let numbers = (attributes["d"] ?? "").dropFirst().prefix { "0123456789.- ".contains($0) }
        .split(separator: " ").map(String.init)
      if numbers.count >= 2, kind == "mark" { marks.append(Mark(x: numbers[0], y: numbers[1])) }
      if numbers.count >= 2, kind == "arrow" { arrows.append(Mark(x: numbers[0], y: numbers[1])) }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if stack.last == "text", !texts.isEmpty { texts[texts.count - 1].words += text }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
      qualifiedName: String?
    ) {
      stack.removeLast()
    }
  }
}

extension SeededGenerator {
  /// A name of up to some words, some of them long, foreign or full of markup.
  mutating func label(words most: Int = 9) -> String {
    let words = [
      "Kellgren", "and", "Lawrence", "grade", "3", "<b>", "&", "😀", "日本語", "age", "≥60",
      "effusion", "Immunocompromisedwithoutanyspace", "a", "\"hip\"", "MRI",
    ]
    let count = Int.random(in: 1...most, using: &self)
    return (0..<count).map { _ in pick(words) }.joined(separator: " ")
  }

  /// A number between two others.
  mutating func number(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &self)
  }
}
