import Files
public import Foundation

/// Where the numbers of a report come from: the inputs by name, fingerprint and size.
///
/// No date, user or absolute path, so that the same input gives the same bytes.
public struct Provenance: Sendable, Hashable {
  /// One input file.
  public struct Input: Sendable, Hashable {
    /// The file's name, without its folder.
    public let name: String
    /// The SHA-256 of its bytes, in hexadecimal.
    public let sha256: String
    /// The data rows, for a table.
    public internal(set) var rows: Int?
    /// The columns, for a table.
    public let columns: Int?

    /// Makes the record of a file from its contents.
    public init(name: String, contents: Data, rows: Int? = nil, columns: Int? = nil) {
      self.name = name
      sha256 = ContentHash.sha256(of: contents)
      self.rows = rows
      self.columns = columns
    }
  }

  /// The inputs, protocol first.
  public internal(set) var inputs: [Input]
  /// The program's version.
  public let version: String
  /// The protocol as it was read, letter for letter.
  public let protocolText: String?

  /// Makes a record.
  public init(inputs: [Input], version: String, protocolText: String? = nil) {
    self.inputs = inputs
    self.version = version
    self.protocolText = protocolText
  }
}
