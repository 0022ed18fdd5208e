import Glibc

/// The calls to the system that put one folder in another's place.
package enum FolderSwap {
  private typealias Exchange =
    @convention(c) (
      Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
    ) -> Int32

  /// Gives each of two names the other's folder in one step.
  ///
  /// Returns nil on success, and the system's code otherwise; a system without the call answers
  /// `ENOSYS`.
  package static func exchange(_ first: String, _ second: String) -> Int32? {
    guard let symbol = unsafe dlsym(nil, "renameat2") else { return ENOSYS }
    let call = unsafe unsafeBitCast(symbol, to: Exchange.self)
    let exchanging: UInt32 = 2
    return unsafe call(AT_FDCWD, first, AT_FDCWD, second, exchanging) == 0 ? nil : errno
  }

  /// Gives a folder another name, which nothing but an empty folder may have.
  package static func rename(_ old: String, to new: String) -> Int32? {
    unsafe Glibc.rename(old, new) == 0 ? nil : errno
  }

  /// A second name for a file, so that it outlives the first.
  package static func link(_ old: String, to new: String) -> Int32? {
    unsafe Glibc.link(old, new) == 0 ? nil : errno
  }

  /// Whether a code says that the system, or this file system, cannot exchange two names.
  package static func isUnsupported(_ code: Int32) -> Bool { code == ENOSYS || code == EINVAL }

  /// The system's words for a code.
  package static func reason(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
