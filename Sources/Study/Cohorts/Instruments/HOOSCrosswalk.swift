/// The WOMAC-LK items inside HOOS: HOOS contains the questions of WOMAC LK 3.0 unchanged
/// (Nilsdotter 2003), so that WOMAC scores can be made of HOOS answers.
///
/// HOOS looks back on a week and WOMAC on 48 hours, so a derived score is called `WOMAC_from_HOOS`
/// and is not pooled with WOMAC itself. Which item is which is recalled, not read in the source.
public enum HOOSCrosswalk {
  /// The instrument of derived scores.
  public static let instrument = "WOMAC_from_HOOS"

  /// The scale of a derived score, on the ranges of WOMAC-LK; nil for an unknown subscale.
  public static func scale(_ subscale: String) -> ScoreScale? {
    guard let found = Instrument.named(instrument)?.subscale(named: subscale) else { return nil }
    return ScoreScale(
      instrument: instrument, subscale: found.name, range: found.range, better: .lower)
  }

  /// The items of a WOMAC subscale among the items of HOOS, be they answers or whole columns.
  ///
  /// Pain is P4–P8, stiffness S4–S5, function A1–A17, and total all of these in this order.
  ///
  /// - Parameters:
  ///   - subscale: the WOMAC subscale.
  ///   - pain: P1–P10.
  ///   - symptoms: S1–S5.
  ///   - adl: A1–A17.
  /// - Returns: the items in the order of WOMAC; nil for an unknown subscale, or when a needed group
  ///   has not as many items as HOOS. A group the subscale does not use may be empty.
  public static func items<Item>(
    of subscale: String, pain: [Item], symptoms: [Item], adl: [Item]
  ) -> [Item]? {
    let painItems = pain.count == 10 ? Array(pain[3..<8]) : nil
    let stiffnessItems = symptoms.count == 5 ? Array(symptoms[3..<5]) : nil
    let functionItems = adl.count == 17 ? adl : nil
    switch Instrument.named(instrument)?.subscale(named: subscale)?.name {
    case "pain": return painItems
    case "stiffness": return stiffnessItems
    case "function": return functionItems
    case "total":
      guard let painItems, let stiffnessItems, let functionItems else { return nil }
      return painItems + stiffnessItems + functionItems
    default: return nil
    }
  }
}
