import Cohorts
import Statistics

/// What of a comparison rests on hips of which too many are not known: one rule for contrasts,
/// pooled differences and trends.
///
/// A number that compares groups is withheld where a group it compares has no rate of its own. The
/// strata it is pooled over, and single ones of several classes, stay in it and are named: to drop
/// them for what became of their hips would choose among the strata after the fact.
struct WithheldRates {
  /// What the groups are to the number.
  enum Role {
    case stratum
    case orderedClass
  }

  /// The groups without a rate of their own, by name.
  private let names: [String]
  private let role: Role
  /// What the reader sees for the variable they are levels of.
  private let label: String

  /// Takes the groups of a number, each with the counts that must all allow of a rate.
  ///
  /// - Parameters:
  ///   - variable: the variable they are levels of.
  ///   - study: where it hides small counts a group with one is not named, since how many of it are
  ///     not known would be narrowed down.
  init(
    _ groups: [(name: String, counts: [ResponderRate.Counts])],
    of variable: String, role: Role, in study: StudyProtocol
  ) {
    self.role = role
    label = study.label(of: variable)
    names = groups.filter { group in
      group.counts.contains(where: \.unknownShare.isSuppressed)
        && group.counts.allSatisfy { $0.isShown(minCell: study.minCell) }
    }.map(\.name)
  }

  /// The remark on the number; nothing where every group has a rate of its own.
  var diagnostics: [Diagnostic] {
    guard !names.isEmpty else { return [] }
    let one = names.count == 1
    let start =
      "\(label) \(names.formatted) \(one ? "is" : "are") used, though the response of more than 40 % of the hips "
    let message =
      switch role {
      case .stratum:
        start + "of an arm there is not known, too many to compare the arms there alone."
      case .orderedClass:
        start + "there is not known, too many for "
          + (one ? "a rate of its own." : "rates of their own.")
      }
    return [Diagnostic(.suspiciousValue, .warning, message: message)]
  }
}

extension [String] {
  /// The names as a sentence lists them.
  fileprivate var formatted: String {
    let quoted = map { "“\($0)”" }
    guard quoted.count > 1 else { return quoted.joined() }
    return quoted.dropLast().joined(separator: ", ") + " and " + quoted[quoted.count - 1]
  }
}

extension ResponderRate.Counts {
  /// Whether what is known and what is not may both be told.
  fileprivate func isShown(minCell: Int?) -> Bool {
    guard let minCell else { return true }
    return [analysed, unknownShare.unknown].allSatisfy { $0 == 0 || $0 >= minCell }
  }
}
