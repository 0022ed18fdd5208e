/// What was wrong with the shape of records, counted by kind with the first place of each.
struct RecordFaults {
  /// One kind of fault.
  struct Fault {
    /// How many there were.
    private(set) var count = 0
    /// The line of the first.
    private(set) var line = 0
    /// The number of fields of the first record, or the field (from zero) in which it lies.
    private(set) var fields = 0
    /// Whether all had the same number of fields.
    private(set) var isUniform = true
    /// The line on which the first began.
    private(set) var opening = 0

    mutating func count(line: Int, fields: Int, opening: Int = 0) {
      if count == 0 {
        self.line = line
        self.fields = fields
        self.opening = opening
      } else if fields != self.fields {
        isUniform = false
      }
      count += 1
    }
  }

  var tooFew = Fault()
  var tooMany = Fault()
  /// Empty fields beyond the last column.
  var trailing = Fault()
  /// Records of empty fields only.
  var padding = Fault()
  /// Text after a closing quote.
  var closingQuote = Fault()
  /// A quote that is never closed.
  var openQuote = Fault()

  /// Notes a record without any value; a blank line is no record.
  mutating func skip(line: Int, fields: Int, quoted: Bool) {
    if fields > 1 { padding.count(line: line, fields: fields) }
  }
}
