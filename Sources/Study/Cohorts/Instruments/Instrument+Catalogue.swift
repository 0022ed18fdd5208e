extension Instrument {
  /// Every instrument known, WOMAC first.
  public static let all: [Instrument] = [
    womac(
      "LK", "five-point Likert items 0–4", top: 4, coding: .whole(0...4),
      aliases: ["WOMAC Likert", "WOMAC LK 3.0", "WOMAC LK 3.1"]),
    womac(
      "VAS", "visual analogue items 0–100 mm", top: 100, coding: .marks(0...100),
      aliases: ["WOMAC VA", "WOMAC VA 3.0", "WOMAC VA 3.1", "WOMAC VAS 3.1"]),
    womac(
      "NRS", "numerical items 0–10", top: 10, coding: .whole(0...10),
      aliases: ["WOMAC NRS 3.0", "WOMAC NRS 3.1"]),
    womacFromHOOS, vas, nrs, global, hoos, hoos12, hoosJR, hoosPS, mHHS, ohs, ohsOriginal,
  ]

  /// The WOMAC subscales over items of 0 to `top`; function tolerates three missing items, pain one
  /// and stiffness one (Whitehouse 2004 for function; the WOMAC user guide as recalled for the rest).
  static func womacSubscales(top: Double, coding: ItemCoding) -> [Subscale] {
    func part(_ name: String, _ items: Int, needed: Int, aliases: [String] = []) -> Subscale {
      Subscale(
        name: name, aliases: aliases, itemCount: items, coding: coding,
        marks: [.init(unit: nil, range: 0...(Double(items) * top))], better: .lower,
        rule: .sum(minimumAnswered: needed))
    }
    return [
      part("pain", 5, needed: 4), part("stiffness", 2, needed: 1),
      part("function", 17, needed: 14, aliases: ["physical function"]),
      Subscale(
        name: "total", aliases: [], itemCount: 24, coding: coding,
        marks: [.init(unit: nil, range: 0...(24 * top))], better: .lower,
        rule: .sumOf(["pain", "stiffness", "function"])),
    ]
  }

  private static func womac(
    _ short: String, _ version: String, top: Double, coding: ItemCoding,
    aliases: [String]
  ) -> Instrument {
    Instrument(
      id: "WOMAC-\(short)", family: "WOMAC", version: version,
      name: "Western Ontario and McMaster Universities Osteoarthritis Index", aliases: aliases,
      subscales: womacSubscales(top: top, coding: coding), usualSubscale: nil, recall: "48 hours",
      isProprietary: true, licence: "Proprietary: registration and a fee (womac.com).",
      source: "Bellamy 1988; WOMAC user guide; Whitehouse 2004 for missing function items")
  }

  private static let womacFromHOOS = Instrument(
    id: "WOMAC_from_HOOS", family: "WOMAC",
    version: "Likert items taken from HOOS: P4–P8, S4–S5, A1–A17",
    name: "WOMAC-LK subscales derived from HOOS answers", aliases: [],
    subscales: womacSubscales(top: 4, coding: .whole(0...4)), usualSubscale: nil,
    recall: "one week, where WOMAC itself asks about 48 hours", isProprietary: false,
    licence: "HOOS is free to use; the questions were put as HOOS.",
    source: "Nilsdotter 2003: HOOS contains the WOMAC LK 3.0 questions unchanged")

  private static let vas = Instrument(
    id: "VAS", family: "VAS", version: "one mark on a line of 100 mm",
    name: "Visual analogue scale",
    aliases: ["VAS pain", "pain VAS", "visual analogue scale", "visual analog scale"],
    subscales: ["pain", "global"].map {
      Subscale(
        name: $0, aliases: $0 == "pain" ? [] : ["patient global", "patient global assessment"],
        itemCount: 1, coding: .marks(0...100),
        marks: [.init(unit: "mm", range: 0...100), .init(unit: "cm", range: 0...10)],
        better: .lower, rule: .single)
    }, usualSubscale: "pain", recall: nil, isProprietary: false, licence: "Free to use.",
    source: "common practice; mark in mm or cm")

  private static let nrs = Instrument(
    id: "NRS", family: "NRS", version: "whole numbers 0–10", name: "Numerical rating scale",
    aliases: ["NPRS", "NRS pain", "pain NRS", "NRS-11", "numerical rating scale"],
    subscales: ["pain", "global"].map {
      Subscale(
        name: $0, aliases: $0 == "pain" ? [] : ["patient global", "patient global assessment"],
        itemCount: 1, coding: .whole(0...10), marks: [.init(unit: nil, range: 0...10)],
        better: .lower, rule: .single)
    }, usualSubscale: "pain", recall: nil, isProprietary: false, licence: "Free to use.",
    source: "Farrar 2001")

  private static let global = Instrument(
    id: "global", family: "global", version: "visual analogue (mm or cm) or numerical (0–10)",
    name: "Patient's global assessment",
    aliases: ["patient global", "patient global assessment", "PtGA"],
    subscales: [
      Subscale(
        name: "global", aliases: ["patient global", "patient global assessment"], itemCount: 1,
        coding: .marks(0...100),
        marks: [
          .init(unit: "mm", range: 0...100), .init(unit: "cm", range: 0...10),
          .init(unit: nil, range: 0...10),
        ], better: .lower, rule: .single)
    ], usualSubscale: nil, recall: nil, isProprietary: false, licence: "Free to use.",
    source: "Pham 2004: one of the three domains of the OMERACT-OARSI criteria")
}
