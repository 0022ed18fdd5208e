/// A picture asked of a command: the file it goes to, and the words a formula cannot give.
public struct FigureRequest: Sendable, Hashable {
  /// The file of the picture, as typed.
  public let path: String
  /// The title in place of the command's own.
  public let title: String?
  /// The unit of time for the axis, such as `months`.
  public let timeUnit: String?

  /// Why a picture is not drawn.
  public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// The fact, and what to do.
    public let description: String

    /// Makes a refusal.
    public init(_ description: String) { self.description = description }
  }

  /// Asks for a picture.
  ///
  /// - Throws: `Refusal` for a name that does not end in `.svg`.
  public init(path: String, title: String? = nil, timeUnit: String? = nil) throws(Refusal) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard name.hasSuffix(".svg"), name.count > 4 else {
      throw Refusal(
        "--figure \(path): expected a file that ends in .svg, as in --figure figures/curves.svg")
    }
    self.path = path
    self.title = title
    self.timeUnit = timeUnit
  }

  /// The file of the plotted numbers, beside the picture.
  public var dataPath: String { stem + ".csv" }

  /// The name of the picture as an id: without folders and ending.
  var id: String {
    PlacedFigure.id(stem.split(separator: "/").last.map(String.init) ?? "figure")
  }

  /// Where further pictures of the same command go: `figures/curves-`.
  var prefix: String { stem + "-" }

  private var stem: String { String(path.dropLast(4)) }

  /// The label of a time axis: the unit where it is told, else the column as the formula names it.
  func timeLabel(_ column: String?) -> String {
    timeUnit.map { "Time, \($0)" } ?? column ?? "Time"
  }

  /// Refuses more curves than a reader can tell apart.
  static func check(curves count: Int, _ what: String) throws(Refusal) {
    guard count > most else { return }
    throw Refusal(
      "--figure: \(count) curves (\(what)) cannot be told apart in one picture; at most \(most), so "
        + "name fewer columns or join levels")
  }

  /// The most curves of a picture.
  private static let most = 8
}
