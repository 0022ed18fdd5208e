/// An error that the simulation put into a file on purpose.
package struct InjectedError: Sendable {
  /// The kinds, in the order of the file's levels.
  package enum Kind: Int32, CaseIterable, Sendable {
    case duplicateIdentical, duplicateConflicting, unordered, vasInCentimetres, sideSwapped
    case baselineMissing, visitAfterDeath

    /// The word in the file of errors.
    package var word: String {
      switch self {
      case .duplicateIdentical: "duplicate_identical"
      case .duplicateConflicting: "duplicate_conflicting"
      case .unordered: "unordered"
      case .vasInCentimetres: "vas_in_centimetres"
      case .sideSwapped: "side_swapped"
      case .baselineMissing: "baseline_missing"
      case .visitAfterDeath: "visit_after_death"
      }
    }
  }

  package let kind: Kind
  /// The column it is in, or an empty text when it is the whole row.
  package let column: String
  /// What would have been written.
  package let original: String
  /// What was written.
  package let written: String

  init(_ kind: Kind, column: String = "", original: String = "", written: String = "") {
    self.kind = kind
    self.column = column
    self.original = original
    self.written = written
  }

  // Values of the simulator, not evidence: how often each error is made.

  static let baselineMissingShare = 0.01, unorderedShare = 0.01, sideSwappedShare = 0.003
  /// Of the hips whose death is recorded; about 0.2 % of all hips.
  static let visitAfterDeathShare = 0.03
  /// The longest time from a death to the visit dated after it, in days.
  static let daysAfterDeath = 60
  /// Of the rows of the visits.
  static let vasInCentimetresShare = 0.005, duplicateShare = 0.005
  /// The share of duplicates that disagree, and by how many points of WOMAC pain at most.
  static let conflictingShare = 0.5
  static let conflictPoints = 4
}
