import Analyses
import ArgumentParser
import Foundation
import StudyDesign

/// The sides of a test on the command line.
struct SidesArgument: ExpressibleByArgument {
  let value: ErrorLevel.Sides

  init(_ value: ErrorLevel.Sides) { self.value = value }

  init?(argument: String) {
    guard let number = Int(argument), let value = ErrorLevel.Sides(rawValue: number) else {
      return nil
    }
    self.value = value
  }

  var defaultValueDescription: String { "\(value.rawValue)" }
}

/// The number of hips and the patients behind them.
struct EnrolmentOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The hips to be treated, in all arms together.", valueName: "hips"))
  var n: NumberList?
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The correlation of two hips of one patient, with --hips-per-patient.", valueName: "r"))
  var icc: NumberList?
  @Option(
    help: ArgumentHelp(
      "The mean number of treated hips of a patient, 1 to 2, both in one arm.",
      valueName: "mean"))
  var hipsPerPatient: NumberList?
  @Option(
    name: .customLong("loss-to-follow-up"), parsing: .unconditional,
    help: ArgumentHelp("The share of hips without an assessment at the end.", valueName: "share"))
  var loss: NumberList?

  var given: [(DesignQuantity, [Double]?)] {
    [
      (.n, n?.values), (.hipCorrelation, icc?.values), (.hipsPerPatient, hipsPerPatient?.values),
      (.loss, loss?.values),
    ]
  }
}

/// The test of two arms.
struct TestOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "The power asked for, such as 0.9.")
  var power: NumberList?
  @Option(parsing: .unconditional, help: "The chance of a false alarm. (default: 0.05)")
  var alpha: NumberList?
  @Option(help: "The sides of the test, 1 or 2; a margin always takes the alpha of one side.")
  var sides = SidesArgument(.two)

  var given: [(DesignQuantity, [Double]?)] { [(.power, power?.values), (.alpha, alpha?.values)] }
}

/// What the arms and the outcome are called.
struct DesignWords: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Instrument, threshold, time point and population of what is assumed.",
      valueName: "text"))
  var outcome: String?
  @Option(
    help: ArgumentHelp(
      "The names of the control and the treated arm.", valueName: "control,treated"))
  var arms: String?

  /// The terms of a plan in these words.
  func terms(sides: SidesArgument = SidesArgument(.two)) throws -> PowerAnalysis.Terms {
    var terms = PowerAnalysis.Terms(sides: sides.value)
    if let outcome {
      let text = outcome.trimmingCharacters(in: .whitespacesAndNewlines)
      guard !text.isEmpty else {
        throw UsageError(
          message: "--outcome is empty; name instrument, threshold, time point and "
            + "population, or leave it out")
      }
      terms.outcome = text
    }
    if let arms {
      let names = arms.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      guard names.count == 2, names[0] != names[1], names.allSatisfy({ !$0.isEmpty }) else {
        throw UsageError(
          message: "--arms \(arms): expected two different names, such as 'own cells,donor jelly'")
      }
      terms.arms = names
    }
    return terms
  }
}
