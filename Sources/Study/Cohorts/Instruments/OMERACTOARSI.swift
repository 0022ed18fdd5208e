/// The OMERACT-OARSI set of responder criteria (Pham 2003, J Rheumatol 30:1648; Pham 2004,
/// Osteoarthritis Cartilage 12:389), in three values.
///
/// On scores of 0–100 where higher is worse, a patient has responded when pain or function has fallen
/// by at least 50 % and by at least 20, or when two of pain, function and patient's global assessment
/// have fallen by at least 20 % and by at least 10. The numbers are as widely reproduced; the full
/// text was not at hand. A baseline of 0 can never improve, which is not an error.
///
/// With a score missing, a patient is a responder if the scores there are prove it, a non-responder if
/// no value of the missing ones could, and otherwise neither.
public enum OMERACTOARSI {
  /// One of the three domains, before and after.
  public struct Domain: Sendable, Hashable {
    /// The deficits in millionths of the scale's points; nil where missing.
    let start: Int64?
    let end: Int64?
    /// The width of the scale in the same millionths.
    let width: Int64

    /// A domain on 0–100 where higher is worse.
    ///
    /// Nil, NaN and scores outside the range are missing.
    public init(baseline: Double?, followUp: Double?) {
      self.init(baseline: baseline, followUp: followUp, width: 100)
    }

    /// A domain scored on another scale.
    ///
    /// Shares are compared on this scale, not after division by its width: a fall from 40 to 32 of 68
    /// is exactly 20 %, which a score in hundredths cannot hold.
    public init(baseline: Double?, followUp: Double?, scale: ScoreScale) {
      self.init(
        baseline: baseline.map(scale.deficit), followUp: followUp.map(scale.deficit),
        width: scale.width)
    }

    /// A domain given by its deficits on a scale: 0 the best score, the scale's width the worst.
    public init(baselineDeficit: Double?, followUpDeficit: Double?, scale: ScoreScale) {
      self.init(baseline: baselineDeficit, followUp: followUpDeficit, width: scale.width)
    }

    private init(baseline: Double?, followUp: Double?, width: Double) {
      // A width whose hundredfold has no room cannot be that of a score.
      let whole =
        (0...(Int64.max / 100)).contains(ExactShare.whole(width)) ? ExactShare.whole(width) : 0
      func deficit(_ score: Double?) -> Int64? {
        guard let score, score.isFinite else { return nil }
        let deficit = ExactShare.whole(score)
        return (0...whole).contains(deficit) ? deficit : nil
      }
      start = deficit(baseline)
      end = deficit(followUp)
      self.width = whole
    }

    /// A domain that was not measured.
    public static let missing = Domain(baseline: nil, followUp: nil)

    /// Whether both scores are there.
    public var isAvailable: Bool { start != nil && end != nil }

    /// The improvement of a complete domain, or the best one that any missing score would allow.
    var best: Improvement {
      // With a free baseline the worst score, with a free follow-up the best, gives the largest fall
      // both in points and in percent.
      Improvement(from: start ?? width, to: end ?? 0, width: width)
    }

    /// The improvement of a complete domain; none while a score is missing, since it could be that.
    var certain: Improvement {
      guard let start, let end else { return .none }
      return Improvement(from: start, to: end, width: width)
    }
  }

  /// How far a domain has improved; a high improvement is a moderate one too.
  enum Improvement: Int, Comparable {
    case none
    case moderate
    case high

    /// Compares falls in percent of the baseline and in hundredths of the width, in whole numbers.
    init(from start: Int64, to end: Int64, width: Int64) {
      let fall = start - end
      if start > 0, 100 * fall >= 50 * start, 100 * fall >= 20 * width {
        self = .high
      } else if start > 0, 100 * fall >= 20 * start, 100 * fall >= 10 * width {
        self = .moderate
      } else {
        self = .none
      }
    }

    static func < (left: Improvement, right: Improvement) -> Bool { left.rawValue < right.rawValue }
  }

  /// Which domains a study has.
  public enum Variant: String, Sendable, Hashable, Codable, CaseIterable {
    /// Pain, function and patient's global assessment.
    case threeDomains = "3-domain"
    /// Pain and function: the global assessment was not part of the study.
    case twoDomains = "2-domain variant"
  }

  /// What the criteria say of one patient at one time.
  public struct Assessment: Sendable, Hashable {
    /// Whether the patient has responded; nil when the missing scores decide.
    public let isResponder: Bool?
    /// The number of domains with both scores.
    public let availableDomains: Int
    /// Which domains the study has.
    public let variant: Variant
  }

  /// Applies the criteria.
  ///
  /// - Parameter variant: with `twoDomains` the global assessment is not looked at, and a patient
  ///   with a moderate improvement of pain alone is a non-responder.
  public static func assess(
    pain: Domain, function: Domain, global: Domain = .missing, variant: Variant = .threeDomains
  ) -> Assessment {
    let domains = variant == .threeDomains ? [pain, function, global] : [pain, function]
    func responds(_ improvement: (Domain) -> Improvement) -> Bool {
      let isHigh = improvement(pain) == .high || improvement(function) == .high
      return isHigh || domains.count(where: { improvement($0) >= .moderate }) >= 2
    }
    // Every criterion holds the more readily the larger an improvement is, so the two ends decide.
    let isCertain = responds(\.certain)
    let isPossible = responds(\.best)
    return Assessment(
      isResponder: isCertain == isPossible ? isCertain : nil,
      availableDomains: domains.count(where: \.isAvailable), variant: variant)
  }

  /// The words a caption needs about the domains of a study.
  public static func note(_ variant: Variant) -> String? {
    switch variant {
    case .threeDomains: nil
    case .twoDomains:
      "2-domain variant of OMERACT-OARSI: no patient's global assessment, so that the second"
        + " criterion needs both pain and function and fewer can respond"
    }
  }
}
