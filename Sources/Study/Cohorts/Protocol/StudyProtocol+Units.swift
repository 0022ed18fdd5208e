public import Tables

extension StudyProtocol {
  /// The table of units: one row each.
  public struct Units: Sendable, Hashable {
    /// The CSV file, relative to the protocol.
    public let file: String
    /// The column that names the unit.
    public let id: String?
    /// The column that names the patient: units of one patient are one cluster.
    public let patient: String?
    /// The column that tells left from right.
    public let side: String?
    /// The column with the date of the index injection.
    public let indexDate: String?
    /// Text read as missing; `nil` for the reader's own list.
    public let missing: [String]?
    /// The declared columns, in the order of the protocol.
    public let columns: [DeclaredColumn]

    /// Makes the description of the table of units.
    public init(
      file: String, id: String?, patient: String?, side: String? = nil, indexDate: String? = nil,
      missing: [String]?, columns: [DeclaredColumn]
    ) {
      self.file = file
      self.id = id
      self.patient = patient
      self.side = side
      self.indexDate = indexDate
      self.missing = missing
      self.columns = columns
    }
  }

  /// A column as the protocol declares it.
  public struct DeclaredColumn: Sendable, Hashable {
    /// The name in the header.
    public let name: String
    /// Type, levels, range, missing codes, unit and label.
    public let declaration: ColumnDeclaration

    /// Makes a declaration.
    public init(name: String, declaration: ColumnDeclaration) {
      self.name = name
      self.declaration = declaration
    }
  }
}
