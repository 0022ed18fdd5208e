/// Whose cells were injected.
public enum CellOrigin: Sendable, Hashable {
  /// The patient's own: bone marrow, adipose tissue.
  case own
  /// A donor's: Wharton's jelly, placenta, a donor's marrow.
  case donor
}
