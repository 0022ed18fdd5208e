extension ClosedRange<Int> {
  /// Days from the index injection as a page tells them, `day −90 to 0`, with the sign of minus that
  /// no line breaks after.
  package var dayWords: String {
    func text(_ day: Int) -> String { (day < 0 ? "\u{2212}" : "") + String(day.magnitude) }
    return "day \(text(lowerBound)) to \(text(upperBound))"
  }
}
