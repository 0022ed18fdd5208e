/// The influences of clusters on the estimates of one cause, and the sums over clusters of their
/// squares and products.
///
/// The influence of a row is the derivative of an estimate with respect to the row's weight, times
/// the weight; that of a cluster the sum over its rows. With W the weight a cluster has at risk and
/// U its influences on incidence F, event-free probability S and cumulative hazard H of cause k, a
/// time with shares a(k) and a of events among n at risk moves
///
///     U(F) ← U(F) + a(k) U(S) − W S a(k) / n  +  S w / n  for a row of weight w with an event of k
///     U(S) ← (1 − a) U(S) + W S a / n         −  S w / n  for a row with any event
///     U(H) ← U(H) − W a(k) / n                +  w / n    for a row with an event of k
///
/// (where everybody at risk has an event of k the two terms of U(H) cancel, and neither is taken).
/// But for the last terms this is one linear map for all clusters, so that the sums of squares and
/// products move by a few multiplications, whatever the number of clusters; and a row that enters,
/// has an event or leaves changes only its own cluster's part of them. A cluster's own influences
/// are stored in coordinates that the maps leave alone, and worked out when one of its rows moves.
///
/// Reference: Efron (1981), doi:10.1093/biomet/68.3.589, for the jackknife. Checked against R's
/// survfit, which multiplies the maps out row by row.
struct InfluenceGram {
  /// What one cluster has: its weight at risk, and its influences but for those of a row at risk
  /// since the beginning.
  private struct Part {
    var risk = 0.0
    var incidence = 0.0
    var eventFree = 0.0
    var hazard = 0.0
  }

  /// A cluster's weight at risk and influences as they are now.
  struct Influence {
    var risk = 0.0
    var incidence = 0.0
    var eventFree = 0.0
    var hazard = 0.0
  }

  private var parts: [Part]
  /// The influences of a row of weight 1 that is at risk from the beginning to now.
  private var staying = Influence(risk: 1)
  /// F and S now.
  private(set) var incidence = 0.0
  private(set) var eventFree = 1.0
  private(set) var hazard = 0.0

  private var squaredRisk = 0.0
  private var riskIncidence = 0.0
  private var riskEventFree = 0.0
  private var riskHazard = 0.0
  private var squaredIncidence = 0.0
  private var product = 0.0
  private var squaredEventFree = 0.0
  private var squaredHazard = 0.0

  /// Makes room for clusters without influence.
  init(clusterCount: Int) { parts = [Part](repeating: Part(), count: clusterCount) }

  var incidenceVariance: Double { max(0, squaredIncidence) }
  var eventFreeVariance: Double { max(0, squaredEventFree) }
  var hazardVariance: Double { max(0, squaredHazard) }

  /// Goes back to the beginning; every cluster that was used must have been cleared.
  mutating func restart() {
    let kept = parts
    parts = []
    self = InfluenceGram(clusterCount: 0)
    parts = kept
  }

  /// Forgets a cluster, without a change of the sums.
  @inline(__always)
  mutating func clear(cluster: Int) { parts[cluster] = Part() }

  /// Takes the influence on S for what it is once S is 0: none, but for rounding.
  mutating func settle() {
    staying.eventFree = 0
    riskEventFree = 0
    product = 0
    squaredEventFree = 0
  }

  /// Moves everybody through an event time; the rows with events are still to be noted.
  ///
  /// - Parameters:
  ///   - own: the share with an event of the cause.
  ///   - any: the share with any event.
  ///   - number: the (weighted) number at risk.
  mutating func move(own: Double, any: Double, number: Double) {
    let gain = eventFree * own / number
    let loss = eventFree * any / number
    let drop = own == 1 ? 0 : own / number
    let stays = 1 - any
    func moved(_ z: Influence) -> Influence {
      Influence(
        risk: z.risk, incidence: z.incidence + own * z.eventFree - gain * z.risk,
        eventFree: stays * z.eventFree + loss * z.risk, hazard: z.hazard - drop * z.risk)
    }
    staying = moved(staying)
    // The products with each of the four, moved on both sides.
    let newRiskIncidence = riskIncidence + own * riskEventFree - gain * squaredRisk
    let newRiskEventFree = stays * riskEventFree + loss * squaredRisk
    let crossed = product + own * squaredEventFree - gain * riskEventFree
    squaredIncidence += own * (product + crossed) - gain * (riskIncidence + newRiskIncidence)
    product = stays * crossed + loss * newRiskIncidence
    squaredEventFree =
      stays * (stays * squaredEventFree + loss * riskEventFree) + loss * newRiskEventFree
    squaredHazard += drop * (drop * squaredRisk - 2 * riskHazard)
    riskHazard -= drop * squaredRisk
    riskIncidence = newRiskIncidence
    riskEventFree = newRiskEventFree
    incidence += eventFree * own
    hazard += own
    eventFree *= stays
  }

  /// Notes that a row's weight at risk and influences change at once.
  ///
  /// - Parameter jump: what is added to its cluster's.
  @inline(__always)
  mutating func change(cluster: Int, by jump: Influence) {
    let part = parts[cluster]
    let old = influence(part)
    let new = Influence(
      risk: old.risk + jump.risk, incidence: old.incidence + jump.incidence,
      eventFree: old.eventFree + jump.eventFree, hazard: old.hazard + jump.hazard)
    squaredRisk += jump.risk * (old.risk + new.risk)
    riskIncidence += jump.risk * new.incidence + old.risk * jump.incidence
    riskEventFree += jump.risk * new.eventFree + old.risk * jump.eventFree
    riskHazard += jump.risk * new.hazard + old.risk * jump.hazard
    squaredIncidence += jump.incidence * (old.incidence + new.incidence)
    product += jump.incidence * new.eventFree + old.incidence * jump.eventFree
    squaredEventFree += jump.eventFree * (old.eventFree + new.eventFree)
    squaredHazard += jump.hazard * (old.hazard + new.hazard)
    // Once S is 0 nothing depends on the influence on it any more.
    let free =
      eventFree > 0 ? (jump.eventFree - staying.eventFree * jump.risk) / eventFree : 0
    parts[cluster] = Part(
      risk: new.risk,
      incidence: part.incidence + jump.incidence - staying.incidence * jump.risk
        - incidence * free,
      eventFree: part.eventFree + free,
      hazard: part.hazard + jump.hazard - staying.hazard * jump.risk)
  }

  /// The influences now of a cluster that has a part.
  @inline(__always)
  private func influence(_ part: Part) -> Influence {
    Influence(
      risk: part.risk,
      incidence: staying.incidence * part.risk + part.incidence + incidence * part.eventFree,
      eventFree: staying.eventFree * part.risk + eventFree * part.eventFree,
      hazard: staying.hazard * part.risk + part.hazard)
  }
}
