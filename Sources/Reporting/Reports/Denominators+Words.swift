import Analyses
import Documents

extension Denominators {
  /// Treated, analysed, missing and why, and what became of the others.
  func account(_ numbers: NumberStyle) -> String {
    func list(_ role: Account.Role) -> String? {
      let accounts = accounts.filter { $0.role == role }
      guard !accounts.isEmpty else { return nil }
      return accounts.map { $0.told(numbers.text($0.count)) }.joined(separator: ", ")
    }
    var text =
      "Treated \(numbers.text(treated ?? n)), analysed \(numbers.text(n)), missing "
      + numbers.text(missing ?? 0)
    if let missing = list(.missing) { text += " (\(missing))" }
    if let others = list(.notOfTheGroup) { text += "; not in this group: \(others)" }
    if let failures = list(.countedAsFailure) { text += "; among those analysed: \(failures)" }
    return text
  }

  /// Those analysed of those treated: `514 of 536`.
  func ofTreated(_ numbers: NumberStyle) -> String {
    numbers.text(n) + (treated.map { " of \(numbers.text($0))" } ?? "")
  }
}

extension Denominators.Account {
  /// The reason with its count, set apart where the reason ends in a number of its own.
  func told(_ count: String) -> String {
    (reason.last?.isNumber ?? false) ? "\(reason): \(count)" : "\(reason) \(count)"
  }
}
