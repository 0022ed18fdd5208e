/// Words beside a quantity, and how far a cue is from it.
extension AuditCues {
  private func isWord(_ place: Int) -> Bool {
    tokens[place].kind != .mark && tokens[place].kind != .percent
  }

  func words(after place: Int, _ count: Int) -> [String] {
    tokens.indices.dropFirst(place + 1).lazy.filter(isWord).prefix(count).map { tokens[$0].folded }
  }

  func words(before place: Int, _ count: Int) -> [String] {
    tokens.indices.prefix(place).reversed().lazy.filter(isWord).prefix(count)
      .map { tokens[$0].folded }.reversed()
  }

  func word(before place: Int) -> String? { words(before: place, 1).first }

  func inTopic(_ cues: AuditPhrases) -> Int? {
    topic.flatMap { cues.occur(in: $0) ? Self.reach : nil }
  }

  /// The distance to the nearest cue that is not within the quantity itself.
  func distance(to cues: AuditPhrases, from quantity: AuditQuantity) -> Int? {
    cues.ranges(in: sentence).filter { !$0.overlaps(quantity.range) }
      .map { distance(from: quantity.range, to: $0) }.min()
  }

  /// Words between two places, a comma counting as three, the end of a clause as eight.
  func distance(from first: ClosedRange<Int>, to second: ClosedRange<Int>) -> Int {
    let (start, end) =
      first.upperBound < second.lowerBound
      ? (first.upperBound, second.lowerBound) : (second.upperBound, first.lowerBound)
    guard start < end else { return 0 }
    return tokens[(start + 1)..<end].reduce(1) { sum, token in
      guard token.kind == .mark else { return sum + 1 }
      return sum + (token.text == "," ? 3 : ";:—".contains(token.text) ? 8 : 0)
    }
  }
}
