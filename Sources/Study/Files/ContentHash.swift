import Crypto
public import Foundation

/// SHA-256, by which a report or a notebook says exactly which bytes it was made from.
public enum ContentHash {
  /// The hash of bytes, in lower-case hexadecimal.
  public static func sha256(_ bytes: some Sequence<UInt8>) -> String {
    hex(SHA256.hash(data: Data(bytes)))
  }

  /// The hash of a text's UTF-8.
  public static func sha256(_ text: String) -> String { sha256(text.utf8) }

  /// The hash of data, which is not copied.
  public static func sha256(of data: Data) -> String { hex(SHA256.hash(data: data)) }

  /// The hash of a file; nil where there is none that can be read.
  public static func sha256(ofFile path: String) -> String? {
    FileManager.default.contents(atPath: path).map { sha256(of: $0) }
  }

  private static func hex(_ digest: SHA256.Digest) -> String {
    digest.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
