import Glibc

/// The calls to the system that write a file in one step.
package enum AtomicFile {
  /// Where a symbolic link leads, or the path itself.
  package static func resolved(_ path: String) -> String {
    guard let real = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(real) }
    return unsafe String(cString: real)
  }

  /// Makes one folder unless it is there.
  package static func makeFolder(_ path: String) throws(FileOutputError) {
    if unsafe mkdir(path, 0o777) == 0 { return }
    let code = errno
    if kind(of: path) == S_IFDIR { return }
    throw FileOutputError(path: path, step: .createFolder, reason: reason(code))
  }

  /// Writes the bytes beside the file, flushes them and renames; a device or a pipe, which cannot be
  /// replaced, is written to directly.
  package static func replace(_ path: String, with bytes: [UInt8]) throws(FileOutputError) {
    switch kind(of: path) {
    case nil, S_IFREG: try swap(path, with: bytes)
    case S_IFDIR: throw FileOutputError(path: path, step: .rename, reason: reason(EISDIR))
    default: try pour(bytes, into: path)
    }
  }

  private static func swap(_ path: String, with bytes: [UInt8]) throws(FileOutputError) {
    let (descriptor, temporary) = try create(beside: path)
    var failure = write(bytes, to: descriptor)
    if failure == nil, let mode = mode(of: path), fchmod(descriptor, mode) != 0 { failure = errno }
    if failure == nil, fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0, failure == nil { failure = errno }
    if let failure {
      unsafe unlink(temporary)
      throw FileOutputError(path: path, step: .write, reason: reason(failure))
    }
    guard unsafe rename(temporary, path) == 0 else {
      let code = errno
      unsafe unlink(temporary)
      throw FileOutputError(path: path, step: .rename, reason: reason(code))
    }
    flushFolder(of: path)
  }

  /// Opens a new file with a name of its own in the folder of another.
  private static func create(
    beside path: String
  ) throws(FileOutputError) -> (descriptor: Int32, name: String) {
    let folder = FileOutput.folder(of: path).map { $0 == "/" ? "/" : $0 + "/" } ?? ""
    var code = EEXIST
    for attempt in 0..<1000 where code == EEXIST {
      let name = folder + ".write-\(getpid())-\(attempt)"
      let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
      let descriptor = unsafe Glibc.open(name, flags, 0o666)
      if descriptor >= 0 { return (descriptor, name) }
      code = errno
    }
    throw FileOutputError(path: path, step: .open, reason: reason(code))
  }

  private static func pour(_ bytes: [UInt8], into path: String) throws(FileOutputError) {
    let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw FileOutputError(path: path, step: .write, reason: reason(errno))
    }
    let failure = write(bytes, to: descriptor)
    close(descriptor)
    if let failure { throw FileOutputError(path: path, step: .write, reason: reason(failure)) }
  }

  /// Writes all bytes; the system may take them in several bites.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    unsafe bytes.withUnsafeBytes { buffer in
      var position = 0
      while position < buffer.count {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[position...])
        let taken = unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
        if taken < 0 {
          if errno == EINTR { continue }
          return errno
        }
        position += taken
      }
      return nil
    }
  }

  /// What stands at a path: a file, a folder, a device, or nothing.
  private static func kind(of path: String) -> mode_t? {
    var facts = stat()
    return unsafe stat(path, &facts) == 0 ? facts.st_mode & S_IFMT : nil
  }

  /// The permissions of the file that is replaced.
  private static func mode(of path: String) -> mode_t? {
    var facts = stat()
    return unsafe stat(path, &facts) == 0 ? facts.st_mode & 0o7777 : nil
  }

  /// Flushes the folder so that the new name outlives a power cut; a file system that cannot do so
  /// is left to its own promises.
  private static func flushFolder(of path: String) {
    let descriptor = unsafe Glibc.open(FileOutput.folder(of: path) ?? ".", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func reason(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
