import Analyses
import StudyDesign

/// What a plan is worked out with: names, formula and references.
struct PowerMethod {
  /// The kind of study in the JSON.
  let design: String
  /// The method in the JSON.
  let name: String?
  /// The title of the page.
  let title: String
  /// The test or interval, in words.
  let test: String
  /// The formula, in words and signs.
  let formula: String
  let references: [String]

  private init(
    _ design: String, _ name: String?, title: String, test: String, formula: String,
    _ references: [String]
  ) {
    self.design = design
    self.name = name
    self.title = title
    self.test = test
    self.formula = formula
    self.references = references
  }

  /// Names a method.
  ///
  /// - Parameter hasMargin: whether the treated may be worse by a margin.
  init(_ design: PowerAnalysis.Design, hasMargin: Bool = false) {
    switch design {
    case .proportions(let method): self = Self.proportions(method, hasMargin: hasMargin)
    case .means(let kind): self = Self.means(kind)
    case .survival(let method): self = Self.survival(method)
    case .proportionWidth:
      self.init(
        "precision", "wilson", title: "Precision of a proportion", test: "Wilson's interval",
        formula: "half-width = z/(n + z²) · √(np(1 − p) + z²/4)",
        ["Wilson 1927, doi:10.1080/01621459.1927.10502953"])
    case .landmarkWidth, .medianWidth:
      let isMedian = design == .medianWidth
      self.init(
        "precision", isMedian ? "median" : "landmark",
        title: isMedian ? "Precision of a median time" : "Precision of a landmark probability",
        test: isMedian
          ? "the interval of the Kaplan-Meier median by inversion"
          : "the log-log interval of the Kaplan-Meier estimate",
        formula: "Var log S(t) = (1/n) ∫ dH(u)/y(u), y the probability of being at risk; "
          + "limits of log(−log S) at z standard errors",
        [
          "Greenwood 1926", "Breslow and Crowley 1974, doi:10.1214/aos/1176342705",
          "Brookmeyer and Crowley 1982, doi:10.2307/2530286",
        ])
    }
  }

  private static func proportions(
    _ method: TwoProportions.Method, hasMargin: Bool
  ) -> PowerMethod {
    let fleiss = "Fleiss, Levin and Paik 2003, chapter 4"
    let manning = "Farrington and Manning 1990, doi:10.1002/sim.4780091208"
    let score =
      hasMargin
      ? "Farrington and Manning's score test"
      : "the score test (Pearson's chi-squared without correction)"
    let (test, formula, references): (String, String, [String])
    switch method {
    case .normal:
      (test, formula, references) = (
        score,
        "power = Φ((\(hasMargin ? "p − q + M" : "|p − q|") − zσ₀)/σ₁), σ₀ under the null hypothesis, "
          + "σ₁ under the rates assumed",
        [hasMargin ? manning : fleiss]
      )
    case .unpooled:
      (test, formula, references) = (
        "the test with unpooled variances (Wald)",
        "power = Φ(\(hasMargin ? "(p − q + M)" : "|p − q|")/σ₁ − z)",
        ["Blackwelder 1982, doi:10.1016/0197-2456(82)90024-1"]
      )
    case .corrected:
      (test, formula, references) = (
        "the chi-squared test with continuity correction, close to Fisher's exact test",
        "power = Φ((|p − q| − (1/m + 1/n)/2 − zσ₀)/σ₁)",
        [fleiss, "Casagrande, Pike and Smith 1978, doi:10.2307/2530613"]
      )
    case .exact:
      (test, formula, references) = (
        score, "the probabilities of all outcomes that reject, summed",
        [hasMargin ? manning : fleiss]
      )
    case .fisher:
      (test, formula, references) = (
        "Fisher's exact test", "the probabilities of all outcomes that reject, summed",
        ["Fisher 1935"]
      )
    }
    return PowerMethod(
      "proportions", method.rawValue, title: "Two proportions", test: test, formula: formula,
      references)
  }

  private static func means(_ kind: MeanComparison.Kind) -> PowerMethod {
    let (title, test, references): (String, String, [String])
    let cohen = "Cohen 1988"
    switch kind {
    case .followUp:
      (title, test, references) = ("Two means", "the t test of the score at the end", [cohen])
    case .change:
      (title, test, references) = (
        "Two means", "the t test of the change from baseline",
        [cohen, "Frison and Pocock 1992, doi:10.1002/sim.4780111304"]
      )
    case .ancova:
      (title, test, references) = (
        "Two means", "analysis of covariance adjusted for baseline",
        [
          "Borm, Fransen and Lemmens 2007, doi:10.1016/j.jclinepi.2007.02.006",
          "Frison and Pocock 1992, doi:10.1002/sim.4780111304",
        ]
      )
    case .oneSample: (title, test, references) = ("One mean", "the one-sample t test", [cohen])
    case .paired: (title, test, references) = ("Paired means", "the paired t test", [cohen])
    }
    return PowerMethod(
      "means", kind.rawValue, title: title, test: test,
      formula:
        "power = P(T > t), T noncentral t, its noncentrality the difference in standard errors",
      references)
  }

  private static func survival(_ method: LogRankDesign.Method) -> PowerMethod {
    let (formula, reference): (String, String)
    switch method {
    case .schoenfeld:
      (formula, reference) = (
        "power = Φ(|log θ| √(d π(1 − π)) − z), d the events, π the share of treated",
        "Schoenfeld 1983, doi:10.2307/2531021"
      )
    case .freedman:
      (formula, reference) = (
        "power = Φ(√(dφ) |1 − θ|/(1 + φθ) − z), d the events, φ treated by controls",
        "Freedman 1982, doi:10.1002/sim.4780010204"
      )
    case .exponential:
      (formula, reference) = (
        "power = Φ(|log θ|/√(1/d₀ + 1/d₁) − z), the events of each arm",
        "Rubinstein, Gail and Santner 1981, doi:10.1016/0021-9681(81)90007-2"
      )
    case .lachinFoulkes:
      (formula, reference) = (
        "power = Φ((√N |λ₁ − λ₀| − zσ₀)/σ₁), variances λ²/P(λ) under the null hypothesis and the "
          + "hazards assumed",
        "Lachin and Foulkes 1986, doi:10.2307/2531201"
      )
    }
    return PowerMethod(
      "survival", method.rawValue, title: "Two survival curves", test: "the log-rank test",
      formula: formula,
      [reference, "probabilities of an event: Lachin and Foulkes 1986, doi:10.2307/2531201"]
        .enumerated().filter { $0.offset == 0 || method != .lachinFoulkes }.map(\.element))
  }
}
