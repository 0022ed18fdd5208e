import Files
import Glibc

/// Bytes of files and of standard input.
enum InputFile {
  /// Calls `body` with the bytes of a regular file, mapped and not copied.
  static func withBytes<Result>(
    of path: String, _ body: (Span<UInt8>) throws(TableError) -> Result
  ) throws(TableError) -> Result {
    let descriptor = unsafe open(FileStage.readable(path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(path, reason: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw unreadable(path, reason: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR:
      throw unreadable(
        path, message: "is a directory, not a file", help: "name the CSV file in it")
    default:
      throw unreadable(
        path, message: "is a pipe or a device, not a file",
        help: "give `-` as the path to read from standard input")
    }
    let size = Int(status.st_size)
    guard size > 0 else { return try body(Span()) }
    guard let start = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0),
      unsafe start != MAP_FAILED
    else { throw unreadable(path, reason: errno) }
    defer { unsafe munmap(start, size) }
    unsafe madvise(start, size, MADV_SEQUENTIAL)
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: size)
    return try body(unsafe Span(_unsafeBytes: bytes))
  }

  /// Standard input, read to its end.
  static func standardInput() throws(TableError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = unsafe Glibc.read(STDIN_FILENO, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw unreadable("standard input", reason: errno)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
    }
  }

  private static func unreadable(_ path: String, reason: Int32) -> TableError {
    switch reason {
    case ENOENT, ENOTDIR:
      unreadable(path, message: "does not exist", help: "check the path and the spelling")
    case EACCES, EPERM:
      unreadable(
        path, message: "may not be read by this user", help: "check the permissions of the file")
    default:
      unsafe unreadable(path, message: "cannot be read: \(String(cString: strerror(reason)))")
    }
  }

  private static func unreadable(
    _ path: String, message: String, help: String? = nil
  ) -> TableError {
    TableError(
      problems: [
        TableProblem(.error, source: path, message: "\(path) \(message)", help: help)
      ], isUnreadable: true)
  }
}
