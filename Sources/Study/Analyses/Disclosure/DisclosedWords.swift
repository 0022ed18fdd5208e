package import Statistics

/// Remarks and methods in words, without the counts and the patients they name.
///
/// A number in a sentence cannot be looked up in the rows. A diagnostic may know itself what it says
/// without its counts; of any other sentence the whole is judged: one that names a number of units, patients or events loses its numbers, and one that names a single unit or
/// a line of the file is told without it.
package struct DisclosedWords {
  package init() {}

  /// A method without the number of patients behind it.
  func told(method: String) -> String {
    method.replacing(#/[0-9]+ patients/#, with: "patients")
      .replacing(#/(: | \()[^:()]*[0-9]+ units with every covariate/#) {
        "\($0.1)units with every covariate"
      }
  }

  /// Remarks without their counts.
  package func told(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var seen: Set<String> = []
    return diagnostics.map { diagnostic in
      // Who wrote the remark knows best what it says without its counts.
      let message = diagnostic.withoutCounts ?? told(remark: diagnostic.message)
      return message == diagnostic.message ? diagnostic : diagnostic.saying(message)
    }
    // Remarks that have become alike are one.
    .filter { seen.insert($0.message).inserted }
  }

  /// A remark or a reason without its counts.
  func told(remark: String) -> String {
    var text = remark
    // Single units and lines of the file are persons.
    if text.contains(#/`[^`]*[0-9]{2,}[^`]*`/#) || text.contains(#/\bline [0-9]+/#) {
      text =
        "A remark on single records is left out; `cohort check` tells it to those who hold the data."
    }
    // A range of values ends at single units, and a level of one arm alone may be that of one unit.
    text.replace(#/ [-−0-9.]+ to [-−0-9.]+ \([0-9]+ units?\)/#, with: "")
    text.replace(#/, [0-9.]+ for each,/#, with: ",")
    // Why arms are not compared: levels and shares of one arm are counts of its units.
    text.replace(#/ \([^()]*units with every covariate\)/#, with: "")
    text.replace(#/\. In one arm only: [^\n]*/#, with: ".")
    text.replace(#/(no value that both arms share): [^\n]*/#) { "\($0.1)." }
    text.replace(#/only [0-9.]+ % of the units/#, with: "too few of the units")
    if text.hasPrefix("Levels of ") { text.replace(#/ [0-9]+\)/#, with: ")") }
    // A count stands before what it counts.
    return text.replacing(
      #/\b[0-9]+( of [0-9]+)?(?= (units?|hips?|patients?|events?|loss(es)?|rows?|values?|of them)\b)/#,
      with: "some"
    )
  }
}
