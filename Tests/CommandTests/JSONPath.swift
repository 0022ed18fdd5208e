import Foundation
import Testing

/// A value in printed JSON, found as the reference tables name it.
struct JSONPath {
  /// The keys from the root.
  let keys: [String]
  /// What chooses the elements of the arrays on the way, in order: `sex=1`, `#2`.
  let selectors: [String]

  init(quantity: String, term: String) {
    keys = quantity.split(separator: "/").map(String.init)
    selectors = term.split(separator: ";").map(String.init)
  }

  /// The value; `nil` where there is no such place, `NSNull` where there is and it is null.
  func value(in root: Any) -> Any? {
    var value = root
    var keys = keys[...]
    var selectors = selectors[...]
    while true {
      if let array = value as? [Any] {
        guard let element = Self.element(of: array, &selectors) else { return nil }
        value = element
      } else if let key = keys.popFirst() {
        guard let object = value as? [String: Any], let next = object[key] else { return nil }
        value = next
      } else {
        return selectors.isEmpty ? value : nil
      }
    }
  }

  /// The one element that the next selectors leave.
  private static func element(of array: [Any], _ selectors: inout ArraySlice<String>) -> Any? {
    if let selector = selectors.first, selector.hasPrefix("#") {
      selectors.removeFirst()
      guard let index = Int(selector.dropFirst()), array.indices.contains(index) else { return nil }
      return array[index]
    }
    var candidates = array
    while let selector = selectors.first, let equals = selector.firstIndex(of: "=") {
      let key = String(selector[..<equals])
      let wanted = String(selector[selector.index(after: equals)...])
      guard candidates.contains(where: { found(key, in: $0) != nil }) else { break }
      candidates = candidates.filter { found(key, in: $0).map { matches($0, wanted) } ?? false }
      selectors.removeFirst()
    }
    return candidates.count == 1 ? candidates[0] : nil
  }

  private static func found(_ key: String, in element: Any) -> Any? {
    guard let object = element as? [String: Any] else { return nil }
    return object[key] ?? (object["group"] as? [String: Any])?[key]
  }

  private static func matches(_ value: Any, _ wanted: String) -> Bool {
    if let text = value as? String { return text == wanted }
    return (value as? NSNumber)?.doubleValue == Double(wanted)
  }
}

/// Printed JSON, read by Foundation rather than by the project.
func parsedJSON(_ run: Program.Run) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: run.output) as? [String: Any])
}

/// The number at a place of printed JSON; NaN for null.
func number(_ json: [String: Any], _ quantity: String, _ term: String = "") throws -> Double {
  let value = try #require(
    JSONPath(quantity: quantity, term: term).value(in: json), "no \(quantity) for \(term)")
  if value is NSNull { return .nan }
  return try #require(value as? NSNumber, "\(quantity) is no number").doubleValue
}

/// The diagnostics of a result, each with the three fields every one must have.
func diagnostics(
  _ json: [String: Any]
) throws -> [(code: String, severity: String, term: String?, message: String)] {
  let list = try #require(json["diagnostics"] as? [[String: Any]])
  return try list.map {
    (
      try #require($0["code"] as? String), try #require($0["severity"] as? String),
      $0["term"] as? String, try #require($0["message"] as? String)
    )
  }
}
