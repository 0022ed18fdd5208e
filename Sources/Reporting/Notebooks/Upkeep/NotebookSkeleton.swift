/// `cohort notebook new`: a notebook that runs at once, for its author to go on with.
public struct NotebookSkeleton: Sendable {
  /// The study a notebook is about.
  public struct Study: Sendable {
    /// What it is called.
    public var title = ""
    /// The protocol, as cells name it.
    public var protocolFile = ""
    /// What was decided beforehand: population, instrument, threshold and origin, each with its name.
    public var decisions: [(name: String, text: String)] = []
    /// The table with the outcome, as cells name it; nil where it is derived from visits.
    public var table: String?
    /// The left side of the outcome's formula.
    public var outcome = "Surv(loss_months, loss_event)"
    /// The column that tells groups apart, if there is one.
    public var group: String?
    /// The times at which probabilities are told, in the unit of the outcome.
    public var times: [Double] = []
    /// Whether the protocol compares two arms.
    public var hasComparison = false
    /// The number of patients that are simulated, for a notebook without a study of its own.
    public var simulatedPatients: Int?

    /// A study nothing is known of.
    public init() {}
  }

  private let study: Study
  private let file: String

  /// Makes the notebook of a study.
  public init(_ study: Study, file: String) {
    self.study = study
    self.file = file.split(separator: "/").last.map(String.init) ?? file
  }

  /// The page.
  public var text: String {
    ([opening, decisions, simulation, check, duration, groups, comparison, ending]
      .compactMap(\.self)).joined(separator: "\n\n") + "\n"
  }

  private var opening: String {
    """
    ---
    cohort: 1
    seed: 1
    ---

    # \(study.title)

    **Question.** Write it here in one sentence before you look: in whom, after what, compared with
    whom, how long, by which instrument.

    Every number below is printed by the cell above it. `cohort notebook run \(file)` writes them anew,
    `cohort notebook check \(file)` says whether they are still true.
    """
  }

  private var decisions: String {
    let rows = study.decisions.map { "| **\($0.name)** | \($0.text) |" }
    return (["## What was decided beforehand", "", "| | |", "|:--|:--|"] + rows)
      .joined(separator: "\n")
  }

  private var simulation: String? {
    guard let patients = study.simulatedPatients else { return nil }
    return """
      The patients are **simulated**; no number here is evidence. Put your own protocol in their place:
      `cohort init` writes one from your files.

      ```cohort {#simulation keep=false}
      simulate --patients \(patients) -o simulated
      ```
      """
  }

  private var check: String {
    """
    ## Do the data fit the protocol?

    ```cohort {#check}
    check \(CellCommand.quoted(study.protocolFile))
    ```

    The table holds <!-- cohort:value check after "\(lastName(of: study.protocolFile)):" --><!-- /cohort:value --> treated units.
    """
  }

  private var duration: String {
    let times = study.times.map { "\($0)".replacing(#/\.0$/#, with: "") }.joined(separator: ",")
    let options = times.isEmpty ? "" : " --times \(times)"
    let derived = study.table == nil ? derivation + "\n\n" : ""
    return """
      ## How long does it last?

      \(derived)```cohort {#duration}
      km \(CellCommand.quoted(table)) '\(study.outcome) ~ 1'\(options)
      ```

      The median, with its 95% confidence interval, is <!-- cohort:value duration tbl-medians "Everybody" "Median (95% CI)" --><!-- /cohort:value -->, in the unit of the data, for everybody in the table; NR means not reached.
      """
  }

  private var derivation: String {
    """
    ```cohort {#endpoints keep=false}
    endpoints \(CellCommand.quoted(study.protocolFile)) --layout dataset -o \(table)
    ```
    """
  }

  private var groups: String? {
    study.group.map { column in
      let name = column.wholeMatch(of: #/[A-Za-z.][A-Za-z0-9._]*/#) == nil ? "`\(column)`" : column
      return """
        ## Does it differ?

        ```cohort {#groups}
        km \(CellCommand.quoted(table)) '\(study.outcome) ~ \(name)'
        logrank \(CellCommand.quoted(table)) '\(study.outcome) ~ \(name)'
        ```

        Nobody was assigned at random unless the protocol says so: what differs may be the patients.
        """
    }
  }

  private var comparison: String? {
    guard study.hasComparison else { return nil }
    return """
      ## The comparison of the protocol

      ```cohort {#comparison}
      compare \(CellCommand.quoted(study.protocolFile))
      ```
      """
  }

  private var ending: String {
    """
    ## What can be said, and what cannot

    Write the answer here, with the instrument, the threshold, the time and the population beside each
    number, and what these data cannot tell.

    ## What it was made from

    ```cohort {#provenance}
    provenance
    ```
    """
  }

  private var table: String { study.table ?? "endpoints.csv" }

  private func lastName(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
