import Files

/// Where the random numbers of a cell begin.
enum CellSeed {
  /// A seed that hangs on the notebook's and the cell's name alone, so that no cell above or below
  /// shifts the draws: the first 32 bits of the SHA-256 of both.
  static func of(_ id: String, from seed: UInt64) -> UInt64 {
    UInt64(ContentHash.sha256("cohort notebook seed \(seed) \(id)").prefix(8), radix: 16) ?? seed
  }
}
