extension String {
  /// The text with a capital letter first.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
