import Foundation

/// Whether two numbers agree: both NaN, equal (infinities included), or within the tolerances.
public func isClose(
  _ actual: Double, _ expected: Double, relative: Double = 1e-9, absolute: Double = 0
) -> Bool {
  if actual.isNaN || expected.isNaN { return actual.isNaN && expected.isNaN }
  if actual == expected { return true }
  guard actual.isFinite, expected.isFinite else { return false }
  return abs(actual - expected) <= max(absolute, relative * abs(expected))
}

/// A sentence for a failed comparison.
public func difference(_ actual: Double, _ expected: Double, _ what: String) -> String {
  "\(what): got \(actual), expected \(expected), relative error "
    + "\(abs(actual - expected) / abs(expected))"
}
