import Dispatch

/// A line on standard error while a result is long in coming: how long, and that nothing is written
/// before the end.
struct WorkingLine {
  private let timer: any DispatchSourceTimer

  /// The seconds before the first line, and between lines.
  private static let interval = 5

  /// Starts to watch.
  init() {
    let start = DispatchTime.now()
    timer = DispatchSource.makeTimerSource(queue: .global(qos: .utility))
    timer.schedule(
      deadline: start + .seconds(Self.interval), repeating: .seconds(Self.interval))
    timer.setEventHandler {
      let seconds = (DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1_000_000_000
      StandardError.print(
        "still working after \(seconds) s; Ctrl-C stops, and nothing is written before the end")
    }
    timer.resume()
  }

  /// Ends the watch.
  func stop() { timer.cancel() }
}
