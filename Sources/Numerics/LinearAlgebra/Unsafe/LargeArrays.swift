private import CKernels
private import Glibc

extension [Double] {
  /// An array for values that are all written before any is read.
  ///
  /// Arrays of some megabytes ask the kernel for large pages before they are first touched: the time
  /// to touch fresh memory otherwise exceeds that of the arithmetic on it.
  package static func unwritten(count: Int) -> [Double] {
    unsafe [Double](unsafeUninitializedCapacity: count) { values, initialized in
      unsafe LargePages.advise(UnsafeMutableRawBufferPointer(values))
      initialized = count
    }
  }

  /// An array of zeros, on large pages where it is large.
  package static func zeros(count: Int) -> [Double] {
    unsafe [Double](unsafeUninitializedCapacity: count) { values, initialized in
      unsafe LargePages.advise(UnsafeMutableRawBufferPointer(values))
      unsafe values.initialize(repeating: 0)
      initialized = count
    }
  }
}

/// Memory backed by pages of two megabytes.
public enum LargePages {
  /// Lets the process keep the memory of freed arrays for those to come.
  ///
  /// For a program to call before it allocates; a library leaves its host's memory alone.
  public static func keepMemory() { ck_keep_memory() }

  private static let pageSize = 2 << 20

  /// Asks for large pages where whole ones fit into memory that was not touched yet.
  ///
  /// Advice only: without support nothing changes but the speed.
  static func advise(_ memory: UnsafeMutableRawBufferPointer) {
    guard memory.count >= 2 * pageSize, let base = memory.baseAddress else { return }
    let start = Int(bitPattern: base)
    let first = (start + pageSize - 1) / pageSize * pageSize
    let end = (start + memory.count) / pageSize * pageSize
    guard first < end else { return }
    unsafe madvise(base + (first - start), end - first, MADV_HUGEPAGE)
  }
}
