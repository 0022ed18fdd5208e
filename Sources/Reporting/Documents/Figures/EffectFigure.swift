/// How an estimate changes with a number, as a smooth curve with its band: the hazard ratio at each
/// body mass index, relative to a reference value.
///
/// Under the curve stand the observations it rests on. Where they are few the curve is pale and
/// dotted on a grey ground, so that it is not read as more than it is.
public struct EffectFigure: Sendable, Hashable {
  /// The name from which the ids inside the picture are made.
  public var id: String
  /// The title, for readers of the picture and for screen readers.
  public var title: String
  /// What the figure shows, in a sentence that states the result.
  public var description: String
  /// The label of the horizontal axis, with its unit: `Body mass index, kg/m²`.
  public var xLabel: String
  /// The label of the vertical axis: `Hazard ratio, relative to 25 kg/m²`.
  public var yLabel: String
  /// How values are laid along the vertical axis.
  public var scale: ValueScale
  /// The ends of the vertical axis; curves and bands are cut there.
  ///
  /// By default it holds every curve, and their bands where there are enough observations.
  public var range: ClosedRange<Double>?
  /// The value of no difference, where a line stands; nil where there is none.
  public var reference: Double?
  /// The number all others are compared with, marked on the curve; nil where there is none.
  public var referenceX: Double?
  /// The curves, in the order of their colours.
  public var curves: [Curve]
  /// The observations the curves rest on.
  public var observations: Observations?
  /// Where a bar holds fewer observations than this the ground is grey.
  public var sparseBelow: Int
  /// What one observation is, in the plural: `hips`.
  public var counted: String

  /// A curve with its band.
  public struct Curve: Sendable, Hashable {
    /// The name of the curve; it is printed where there are several.
    public var label: String
    /// The points of the curve.
    public var points: [Point]

    /// Creates a curve from points, which are put in the order of their `x`.
    public init(_ label: String, points: [Point]) {
      self.label = label
      self.points = points.filter(\.x.isFinite).sorted { $0.x < $1.x }
    }
  }

  /// A point of a curve.
  ///
  /// Where a value is not a number the curve or the band is interrupted.
  public struct Point: Sendable, Hashable {
    /// The number.
    public var x: Double
    /// The estimate there.
    public var value: Double
    /// The lower bound of its interval.
    public var lower: Double
    /// The upper bound of its interval.
    public var upper: Double

    /// Creates a point.
    public init(x: Double, value: Double, lower: Double = .nan, upper: Double = .nan) {
      self.x = x
      self.value = value
      self.lower = lower
      self.upper = upper
    }
  }

  /// The observations a curve rests on.
  public enum Observations: Sendable, Hashable {
    /// Each of them, drawn as a short stroke; bars of round widths tell where they are few.
    case each([Double])
    /// Their counts, drawn as bars; nil where a count is hidden.
    case counts(HistogramBins, [Int?])

    /// A stroke for each value, or bars where so many strokes would only blacken the axis.
    public static func of(_ values: [Double]) -> Observations {
      guard values.count > mostStrokes else { return .each(values) }
      let bins = HistogramBins(covering: values)
      return .counts(bins, bins.counts(of: values).map(Optional.some))
    }

    private static let mostStrokes = 500
  }

  /// Creates a figure.
  public init(
    id: String, title: String, description: String, xLabel: String, yLabel: String,
    scale: ValueScale = .logarithmic, range: ClosedRange<Double>? = nil, reference: Double? = 1,
    referenceX: Double? = nil, curves: [Curve], observations: Observations? = nil,
    sparseBelow: Int = 5, counted: String = "hips"
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.scale = scale
    self.range = range
    self.reference = reference
    self.referenceX = referenceX
    self.curves = curves
    self.observations = observations
    self.sparseBelow = sparseBelow
    self.counted = counted
  }
}
