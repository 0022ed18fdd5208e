import Foundation
import FoundationXML

/// The groups of a picture, each with the elements in it, read by an XML parser.
final class XMLReader: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    var text = ""
  }

  struct Failure: Error {}

  private var groups: [[Element]] = []
  private var isInGroup = false
  private var isInText = false

  static func read(_ svg: String) throws -> [[Element]] {
    let reader = XMLReader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    guard parser.parse() else { throw Failure() }
    return reader.groups
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    isInText = name == "text"
    if name == "g" {
      groups.append([])
      isInGroup = true
    } else if isInGroup {
      groups[groups.count - 1].append(Element(name: name, attributes: attributes))
    }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    guard isInText, let last = groups.last?.indices.last else { return }
    groups[groups.count - 1][last].text += text
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    isInText = false
    if name == "g" { isInGroup = false }
  }
}
