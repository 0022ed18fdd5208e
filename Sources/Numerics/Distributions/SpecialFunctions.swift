/// log |Γ(x)|; NaN at the poles 0, −1, −2, ….
public func logGamma(_ x: Double) -> Double {
  if x == .infinity { return .infinity }
  if x.isNaN || (x <= 0 && x == x.rounded()) { return .nan }
  return Boost.logGamma(x)
}

/// The derivative of log Γ; NaN at the poles 0, −1, −2, ….
public func digamma(_ x: Double) -> Double {
  if x == .infinity { return .infinity }
  if x.isNaN || (x <= 0 && x == x.rounded()) { return .nan }
  return Boost.digamma(x)
}

/// The second derivative of log Γ; NaN at the poles 0, −1, −2, ….
public func trigamma(_ x: Double) -> Double {
  if x == .infinity { return 0 }
  if x.isNaN || (x <= 0 && x == x.rounded()) { return .nan }
  return Boost.trigamma(x)
}
