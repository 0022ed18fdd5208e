import Analyses
import ArgumentParser

/// How long hips are followed, and what ends it.
struct FollowUpOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "How long hips are taken in, evenly.")
  var accrual: NumberList?
  @Option(parsing: .unconditional, help: "How long the last one taken in is followed.")
  var followUp: NumberList?
  @Option(parsing: .unconditional, help: "Weibull shape: 1 exponential, above 1 rising hazard.")
  var shape: NumberList?
  @Option(
    name: .customLong("dropout-rate"), parsing: .unconditional,
    help: "The rate of dropping out, per unit of time.")
  var dropOutRate: NumberList?
  @Option(
    parsing: .unconditional,
    help: "The rate of another event that ends follow-up, such as replacement.")
  var otherEventRate: NumberList?
  @Option(help: "The unit of times.") var timeUnit = "months"

  var given: [(DesignQuantity, [Double]?)] {
    [
      (.accrual, accrual?.values), (.followUp, followUp?.values), (.shape, shape?.values),
      (.dropOutRate, dropOutRate?.values), (.otherEventRate, otherEventRate?.values),
    ]
  }
}

/// The curve that is assumed.
struct CurveOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "The median time to the event in the control arm.")
  var median: NumberList?
  @Option(parsing: .unconditional, help: "Instead: the share free of the event at a time.")
  var survival: NumberList?
  @Option(parsing: .unconditional, help: "The time of that share.")
  var at: NumberList?

  var given: [(DesignQuantity, [Double]?)] {
    [(.median, median?.values), (.survival, survival?.values), (.time, at?.values)]
  }
}
