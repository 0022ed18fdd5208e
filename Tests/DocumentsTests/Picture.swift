import Foundation
import FoundationXML

/// What an SVG says, read by an XML parser.
struct Picture {
  struct Text {
    var words: String
    var x: String
    var y: String
    var anchor: String
    var kind: String
  }

  struct Failure: Error {
    var reason: String
  }

  var root: [String: String]
  var title: String
  var texts: [Text]
  /// The paths that have an id.
  var paths: [String: String]

  init(_ svg: String) throws {
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    guard parser.parse() else {
      throw Failure(reason: parser.parserError.map { String(describing: $0) } ?? "not XML")
    }
    root = reader.root
    title = reader.title
    texts = reader.texts
    paths = reader.paths
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var root: [String: String] = [:]
    var title = ""
    var texts: [Text] = []
    var paths: [String: String] = [:]
    private var stack: [String] = []
    private var seenTitle = false

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      if stack.isEmpty { root = attributes }
      stack.append(name)
      if name == "text" {
        texts.append(
          Text(
            words: "", x: attributes["x"] ?? "", y: attributes["y"] ?? "",
            anchor: attributes["text-anchor"] ?? "start", kind: attributes["class"] ?? ""))
      }
      if name == "path", let id = attributes["id"] { paths[id] = attributes["d"] }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if stack == ["svg", "title"] { title += text }
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
