/// Where curve values stand in the picture.
package struct PlotScale: Sendable {
  /// The left end of the time axis.
  package var left: Double
  /// The right end of the time axis.
  package var right: Double
  /// The upper end of the vertical axis.
  package var top: Double
  /// The lower end of the vertical axis.
  package var bottom: Double
  /// The time at the right end.
  package var xMaximum: Double
  /// The value at the upper end.
  package var yMaximum: Double
  /// The value at the lower end.
  package var yMinimum: Double

  package init(
    left: Double, right: Double, top: Double, bottom: Double, xMaximum: Double,
    yMaximum: Double = 1, yMinimum: Double = 0
  ) {
    self.left = left
    self.right = right
    self.top = top
    self.bottom = bottom
    self.xMaximum = xMaximum
    self.yMaximum = yMaximum
    self.yMinimum = yMinimum
  }

  /// The place of a time.
  package func x(_ time: Double) -> Double { left + (right - left) * (time / xMaximum) }

  /// The place of a value; values beyond the axis are held at its ends.
  package func y(_ value: Double) -> Double {
    bottom - (bottom - top)
      * ((min(max(value, yMinimum), yMaximum) - yMinimum) / (yMaximum - yMinimum))
  }
}
