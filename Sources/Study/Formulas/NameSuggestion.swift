/// Finds the name somebody meant.
enum NameSuggestion {
  static func nearest(to name: String, among names: [String]) -> String? { nil }
}
