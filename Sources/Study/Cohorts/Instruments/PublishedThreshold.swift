/// A published threshold of change or of state, with the setting it was found in.
///
/// Thresholds hold for the patients and the treatment they were found in. Those found after hip
/// replacement are too high for injections, and none here was found after cell therapy.
public struct PublishedThreshold: Sendable, Hashable, Codable {
  /// What a threshold tells apart.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Minimal clinically important improvement: the smallest change patients call an improvement.
    case mcii = "MCII"
    /// Minimal important change, within patients or between groups, as the setting says.
    case mic = "MIC"
    /// Patient acceptable symptom state: a state patients call satisfactory.
    case pass = "PASS"
    /// Minimal detectable change, beyond measurement error.
    case mdc = "MDC"
    /// The error of a single measurement.
    case measurementError = "measurement error"
    /// A conventional band, named by `label`.
    case band
  }

  /// The unit of the value.
  public enum Unit: String, Sendable, Hashable, Codable {
    /// Points of the scale in `range`.
    case points
    /// Percent of the baseline.
    case percent
  }

  /// How a score is compared with the value.
  public enum Direction: String, Sendable, Hashable, Codable {
    /// A fall of at least the value.
    case fall
    /// A rise of at least the value.
    case rise
    /// A score of at most the value.
    case atMost = "at most"
    /// A score of at least the value.
    case atLeast = "at least"
    /// A change of at least the value either way.
    case either
  }

  /// The joint of the patients.
  public enum Joint: String, Sendable, Hashable, Codable {
    case hip
    case knee
    /// Not osteoarthritis of one joint: several diseases of chronic pain.
    case several
  }

  /// The instrument; as published, where the source does not say its version.
  public let instrument: String
  /// The score of it; nil for the only one, or for any.
  public let subscale: String?
  /// What the threshold tells apart.
  public let kind: Kind
  /// The value, positive.
  public let value: Double
  /// The upper end, where a band or a span of values is published.
  public let upTo: Double?
  /// The unit of the value.
  public let unit: Unit
  /// The range of the scale the points are of; nil for percent, and where it is not known.
  public let range: ClosedRange<Double>?
  /// How a score is compared with the value.
  public let direction: Direction
  /// The name of a band, such as `moderate`; nil otherwise.
  public let label: String?
  /// Patients, design and time.
  public let setting: String
  /// How many patients; nil where not known.
  public let patients: Int?
  /// What they were treated with.
  public let treatment: String
  /// Their joint.
  public let joint: Joint
  /// Where it was published.
  public let citation: String
  /// Whether value and scale were read in the source or its abstract; false for what was recalled,
  /// borrowed or lacks its scale, which is not to be shown without saying so.
  public let isVerified: Bool
  /// What a reader must know besides.
  public let note: String?

  /// The threshold with its setting and source, for a page: no threshold is shown without them.
  public var description: String {
    let amount =
      [value, upTo].compactMap { $0 }.map(Stratifier.text).joined(separator: "–")
      + (unit == .percent ? " %" : range.map { " of \(ScoreScale.words($0))" } ?? " points")
    let name = [instrument, subscale, label ?? kind.rawValue].compactMap { $0 }
    let count = patients.map { ", n = \($0)" } ?? ""
    let doubt = isVerified ? "" : "; not verified"
    let remark = note.map { "; \($0)" } ?? ""
    return name.joined(separator: " ") + ": \(words) \(amount) (\(setting)\(count); \(citation)"
      + "\(remark)\(doubt))"
  }

  private var words: String {
    switch direction {
    case .fall: "fall of at least"
    case .rise: "rise of at least"
    case .atMost: "at most"
    case .atLeast: "at least"
    case .either: "change of at least"
    }
  }

  /// The thresholds published for an instrument of the catalogue, those of unsaid versions included.
  public static func published(for instrument: Instrument, subscale: String? = nil) -> [Self] {
    all.filter { threshold in
      let isSame = Instrument.named(threshold.instrument)?.id == instrument.id
      let isFamily = threshold.instrument == instrument.family
      let part = threshold.subscale.map { instrument.subscale(named: $0)?.name }
      let wanted = instrument.subscale(named: subscale)?.name
      return (isSame || isFamily) && (subscale == nil || part == nil || part == wanted)
    }
  }
}
