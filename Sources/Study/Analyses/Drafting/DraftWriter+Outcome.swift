extension DraftWriter {
  /// The outcome of a table that has a time and an event for each unit.
  var outcome: [String] {
    let table = roles.units
    let words = [
      "event", "status", "delta", "lost", "loss", "fail", "death", "dead", "ereignis", "evento",
      "censor",
    ]
    let zeroOne = table.numbers.filter(table.isZeroOne)
    let event = DraftWords.best(zeroOne, words) ?? zeroOne.last
    let times = table.numbers.filter { name in
      name != event && name != roles.id
        && (table.observed(name).map { $0.lowerBound >= 0 } ?? false)
    }
    let time = DraftWords.best(
      times,
      [
        "time", "followup", "months", "days", "years", "weeks", "duration", "zeit", "tiempo",
        "temps", "tempo", "month",
      ])
    let unit = ["days", "weeks", "months", "years"].first {
      time?.lowercased().contains($0.dropLast()) ?? false
    }
    var block = DraftBlock()
    block.add("outcome:", "one time and one event for each unit")
    block.add("  time: \(q(time ?? Undecided.text("the column of follow-up times")))")
    block.add(
      "  event: \(q(event ?? Undecided.text("the column that is 1 for an event and 0 without")))",
      "1 seen, 0 not seen; or a comparison: \"status == 2\"")
    block.add("  unit: \(q(unit ?? Undecided.text("days, weeks, months or years")))", "of the time")
    block.add("  label: \(Undecided.ask("the event in words, such as loss of benefit"))")
    block.add(
      "  instrument: \(Undecided.ask("what it was measured with, such as WOMAC-LK pain"))")
    block.add("  threshold: \(Undecided.ask("what counts as the event"))")
    block.add("  origin: \(Undecided.ask("where time starts, such as injection"))")
    block.add("  competing: {}", "none")
    return block.written() + [""]
  }
}
