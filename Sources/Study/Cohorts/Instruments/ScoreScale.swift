/// How a score's numbers are to be read: instrument and version, range and direction.
///
/// All rules about benefit work on the deficit D, which is 0 for the best possible score and the
/// whole width of the range for the worst, so that an improvement is a fall whatever the direction:
/// D = score − lower bound where lower is better, D = upper bound − score where higher is better.
public struct ScoreScale: Sendable, Hashable, Codable {
  /// Which end of the scale is the good one.
  public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
    /// Lower scores are better, as on WOMAC and VAS.
    case lower
    /// Higher scores are better, as on HOOS and OHS.
    case higher
  }

  /// The instrument with its version, such as `WOMAC-LK`.
  public let instrument: String
  /// The part of the instrument, such as `pain`; nil where there is only one.
  public let subscale: String?
  /// The unit of the marks, such as `mm`; nil for points.
  public let unit: String?
  /// The smallest and the largest score.
  public let range: ClosedRange<Double>
  /// Which end is good.
  public let better: Direction

  /// Makes a scale.
  public init(
    instrument: String, subscale: String?, unit: String? = nil, range: ClosedRange<Double>,
    better: Direction
  ) {
    self.instrument = instrument
    self.subscale = subscale
    self.unit = unit
    self.range = range
    self.better = better
  }

  /// The width of the range, in points.
  public var width: Double { range.upperBound - range.lowerBound }

  /// The deficit of a score: 0 at the best score, `width` at the worst.
  public func deficit(of score: Double) -> Double {
    better == .lower ? score - range.lowerBound : range.upperBound - score
  }

  /// The deficit in hundredths of the range: 0 best, 100 worst.
  public func normalizedDeficit(of score: Double) -> Double { 100 * deficit(of: score) / width }

  /// The words a caption uses: `WOMAC-LK pain 0–20, lower is better`.
  public var description: String {
    let name = [instrument, subscale].compactMap { $0 }.joined(separator: " ")
    let bounds = "\(Stratifier.text(range.lowerBound))–\(Stratifier.text(range.upperBound))"
    return "\(name) \(bounds)\(unit.map { " \($0)" } ?? ""), \(better.rawValue) is better"
  }
}
