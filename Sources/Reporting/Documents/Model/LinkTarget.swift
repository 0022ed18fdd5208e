/// Addresses as they may stand in a link, whatever the format of the page.
package enum LinkTarget {
  /// A link target that ends where it should, or nil for a scheme that runs code.
  package static func url(_ url: String) -> String? {
    guard hasSafeScheme(url) else { return nil }
    return percentEncoded(url, keepsReserved: true)
  }

  /// A file beside the page as a link target: every character that means something in an address is
  /// encoded.
  package static func path(_ path: String) -> String {
    percentEncoded(path, keepsReserved: false)
  }

  /// Whether an address is relative, or of a scheme that only fetches.
  package static func hasSafeScheme(_ url: String) -> Bool {
    let head = url.prefix { $0 != "/" && $0 != "#" && $0 != "?" }
    guard let colon = head.firstIndex(of: ":") else { return true }
    return ["http", "https", "mailto", "ftp"].contains(head[..<colon].lowercased())
  }

  private static let unreserved = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
  private static let reserved = Set(":?#@!$&+,;=%".utf8)

  /// Every other byte percent-encoded, and the ampersand as the entity Markdown and HTML share.
  private static func percentEncoded(_ text: String, keepsReserved: Bool) -> String {
    var result = ""
    for byte in text.utf8 {
      if unreserved.contains(byte) || keepsReserved && reserved.contains(byte) {
        let isAmpersand = byte == UInt8(ascii: "&")
        result += isAmpersand ? "&amp;" : String(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }
}
