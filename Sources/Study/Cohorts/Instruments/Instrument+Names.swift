import Tables

extension Instrument {
  /// What a name of an instrument means.
  public enum Match: Sendable, Hashable {
    /// It names a version of the catalogue.
    case found(Instrument)
    /// It leaves out the version; the problem says which there are.
    case versionMissing(ScaleProblem)
    /// It is not in the catalogue; the nearest name that is, if one is near.
    case unknown(nearest: String?)
  }

  /// The instrument of this name, whatever the case and whether spaces, hyphens or underscores
  /// part its words; nil when there is none, and for a bare `WOMAC`, which does not say its version.
  public static func named(_ name: String) -> Instrument? {
    if case .found(let instrument) = match(name) { return instrument }
    return nil
  }

  /// The name in the catalogue nearest to one that is not, or nil when none is near.
  public static func suggestion(for name: String) -> String? {
    if case .unknown(let nearest) = match(name) { return nearest }
    return nil
  }

  /// What a name of an instrument means.
  public static func match(_ name: String) -> Match {
    let wanted = folded(name)
    if bareWOMAC.contains(wanted) {
      return .versionMissing(
        ScaleProblem(
          .error, .versionMissing, key: .instrument,
          message: "`\(excerpt(of: name))` does not say which version of WOMAC it is, and their"
            + " ranges differ: pain runs 0–20 on WOMAC-LK, 0–500 on WOMAC-VAS, 0–50 on WOMAC-NRS",
          help: "write `instrument: WOMAC-LK`, `WOMAC-VAS` or `WOMAC-NRS`"))
    }
    let found = all.first { instrument in
      ([instrument.id] + instrument.aliases).contains { folded($0) == wanted }
    }
    if let found { return .found(found) }
    return .unknown(nearest: NameSuggestion.nearest(to: name, among: all.map(\.id)))
  }

  /// Names of WOMAC that leave out the version.
  private static let bareWOMAC: Set<String> = Set(
    ["", " index", " score", " pain", " stiffness", " function", " total"].flatMap {
      ["womac\($0)", "Western Ontario and McMaster Universities Osteoarthritis Index\($0)"]
    }.map(folded))

  /// Whether a name is that of the Oxford Hip Score without its coding.
  static func isBareOxford(_ name: String) -> Bool {
    ["ohs", "oxfordhipscore"].contains(folded(name))
  }

  /// Another version of the same family whose score of this name has this range.
  func sibling(subscale name: String, range: ClosedRange<Double>) -> Instrument? {
    Self.all.first { other in
      other.family == family && other.id != id
        && other.subscale(named: name)?.marks.contains { $0.range == range } == true
    }
  }
}
