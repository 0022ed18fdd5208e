/// How the weights of those who had a competing event treat ties and the end of follow-up.
///
/// Such a row stays in the risk set with weight G(t−)/G(T−), G being the probability of not being
/// censored. Packages differ where events and censorings share a time and where a group's
/// follow-up ends before that of another. At time zero `crr` takes G(0) for G(0−), which is not
/// followed here: a censoring at zero does not touch an event at zero.
public enum CensoringConvention: String, Sendable, Hashable, Codable, CaseIterable {
  /// As `crr` of R's package cmprsk: a row with an event at t is at risk of being censored at t, and
  /// the weights of a censoring group are zero once the follow-up of the group has ended.
  case crr
  /// As `finegray` of R's package survival (Geskus 2011): events at t come before censorings at t,
  /// and G keeps its value where the follow-up of a censoring group has ended.
  case finegray
}
