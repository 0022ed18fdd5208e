import ArgumentParser
import Documents
import Files
import Foundation
import Reports

/// Where a command draws its picture.
struct FigureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Draw the result to a file that ends in .svg; the plotted numbers go to the .csv beside it.",
      valueName: "file.svg"), completion: .file(extensions: ["svg"]))
  var figure: String?
  @Option(help: "The title of the figure, in place of the command's own.") var title: String?

  /// The picture asked for.
  ///
  /// - Parameter input: the file the command reads, which no plotted numbers may replace.
  func request(
    timeUnit: String? = nil, input: String
  ) throws -> FigureRequest? {
    guard let figure else {
      for (name, value) in [("title", title), ("time-unit", timeUnit)] where value != nil {
        throw UsageError(message: "--\(name) goes with --figure, the file of the picture")
      }
      return nil
    }
    let request = try FigureRequest(path: figure, title: title, timeUnit: timeUnit)
    func place(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
    guard [request.path, request.dataPath].allSatisfy({ place($0) != place(input) }) else {
      throw UsageError(
        message:
          "--figure \(figure): the plotted numbers would replace \(input), which the command "
          + "reads; name another file")
    }
    return request
  }
}

/// Where a command draws curves over time.
struct CurveFigureOptions: ParsableArguments {
  @OptionGroup var options: FigureOptions
  @Option(
    name: .customLong("time-unit"),
    help: "The unit of time for the axis of the figure, such as months.")
  var timeUnit: String?

  /// The picture asked for.
  func request(input: String) throws -> FigureRequest? {
    try options.request(timeUnit: timeUnit, input: input)
  }
}

/// Pictures and their plotted numbers on their way to disk.
struct FigureFiles {
  let files: [StudyReport.File]
  /// The option that asked for them.
  var option = "--figure"

  /// Writes them, each file whole.
  ///
  /// - Throws: `UsageError` where a file of something else than plotted numbers would be lost.
  func write() throws {
    // In a notebook a look at what is there would be taken for something the result is made from.
    if FileStage.current == nil { try refuseToReplace() }
    for file in files { try FileOutput.write(file.text, to: file.path, createsFolders: true) }
  }

  private func refuseToReplace() throws {
    let disk = FileManager.default
    for file in files where file.path.hasSuffix(".csv") {
      let picture = file.path.dropLast(4) + ".svg"
      guard !disk.fileExists(atPath: String(picture)),
        let there = disk.contents(atPath: file.path), !there.isEmpty
      else { continue }
      let header = file.text.prefix { $0 != "\n" && $0 != "\r\n" }
      guard String(decoding: there, as: UTF8.self).hasPrefix(header) else {
        throw UsageError(
          message:
            "\(option): \(file.path) is there and holds something else than the numbers of a "
            + "figure; name another place, or move it away")
      }
    }
  }
}
