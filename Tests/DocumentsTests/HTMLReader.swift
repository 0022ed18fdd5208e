import Foundation
import FoundationXML

/// A page of HTML read by an XML parser: nothing that is not well-formed comes through.
final class HTMLReader: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// The text inside, with `br` as a line end.
    var text = ""
  }

  struct Failure: Error { let description: String }

  private(set) var elements: [Element] = []
  private var open: [Int] = []

  init(_ page: String) throws {
    super.init()
    // XML knows five entities by name, and the page uses no other.
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    guard parser.parse() else {
      throw Failure(
        description: "line \(parser.lineNumber): \(String(describing: parser.parserError))")
    }
  }

  func all(_ names: String...) -> [Element] { elements.filter { names.contains($0.name) } }

  var ids: [String] { elements.compactMap { $0.attributes["id"] } }

  /// Every name that something on the page refers to.
  var references: [String] {
    elements.flatMap { element -> [String] in
      let links = [element.attributes["href"], element.attributes["xlink:href"]].compactMap { $0 }
        .filter { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
      let labels = (element.attributes["aria-labelledby"] ?? "").split(separator: " ").map(
        String.init)
      let parts = element.attributes.values.flatMap { value in
        value.matches(of: /url\(#([^)]*)\)/).map { String($0.1) }
      }
      return links + labels + parts
    }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if name == "br" { add("\n") }
    open.append(elements.count)
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { add(text) }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) { open.removeLast() }

  private func add(_ text: String) {
    for index in open { elements[index].text += text }
  }
}
