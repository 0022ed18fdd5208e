import Analyses
import Cohorts
import Documents

/// The figure of one score's course: the picture, its numbers, and its place on the page.
struct CourseFigureSection {
  let course: CourseCurves
  let context: ReportContext

  private var picture: String { "figures/\(course.id).svg" }
  private var data: String { "figures/\(course.id).csv" }
  private var name: String { CourseSection.name(course) }

  private var title: String {
    let variable = course.groups.first?.group.first?.variable
    return "Mean \(name) by planned visit"
      + (variable.map { ", by \(context.label($0))" } ?? "")
  }

  /// The result in words, for those who cannot see the picture: the first and the last mean.
  private var altText: String {
    let parts = course.groups.map { group in
      let known = group.points.indices.filter {
        group.points[$0].mean.isFinite
      }
      let ends = known.count > 1 ? [known[0], known[known.count - 1]] : known
      let means = ends.map { place in
        context.numbers.text(group.points[place].mean, decimals: 1) + " at "
          + CourseSection.visit(course.months[place], context.numbers).lowercased()
          + (group.points[place].seen.map { " (\(context.numbers.text($0)) seen)" } ?? "")
      }
      return (group.group.first?.level ?? "everybody") + " "
        + (means.isEmpty ? "nobody seen" : means.joined(separator: ", "))
    }
    return "Mean \(course.score.scale.description), of those seen: "
      + parts.joined(separator: "; ") + "."
  }

  private var figure: CourseFigure {
    let scale = course.score.scale
    return CourseFigure(
      id: course.id, title: title, description: altText,
      xLabel: "Months from \(course.context.origin) (0: baseline)",
      yLabel: "Mean \(name) (\(scale.better.rawValue) is better)", range: scale.range,
      times: course.months,
      series: course.groups.map { group in
        CourseFigure.Series(
          label: group.group.first?.level ?? "Everybody",
          points: group.points.map(point), lines: lines(of: group))
      },
      counts: .init(
        times: course.months,
        sections: [
          .init(title: "Seen", counts: course.groups.map { $0.points.map(\.seen) }),
          .init(title: "Not seen", counts: course.groups.map { $0.points.map(\.notSeen) }),
        ]))
  }

  /// The lines of single hips; none where the group itself is too small to be shown.
  private func lines(of group: CourseCurves.Group) -> [[Double]] {
    group.lines
  }

  private func point(_ point: CourseCurves.Point) -> CourseFigure.Point {
    CourseFigure.Point(
      mean: point.mean, lower: point.lower, upper: point.upper,
      isDoubtful: ReportContext.isDoubtful(seen: point.seen ?? 0, notSeen: point.notSeen ?? 0))
  }

  /// The figure on the page.
  var block: Block {
    let drawn = course.groups.map { lines(of: $0).count }.reduce(0, +)
    let isDoubtful = course.groups.flatMap(\.points).contains {
      ReportContext.isDoubtful(seen: $0.seen ?? 0, notSeen: $0.notSeen ?? 0)
    }
    var caption =
      "Means of those seen with \(context.percent(course.level)) confidence intervals"
      + (course.groups.count > 1 ? ", groups set a little apart" : "") + "."
    if isDoubtful { caption += " Pale: more than 40% of those due were not seen." }
    if course.groups.flatMap(\.points).contains(where: { $0.seen == nil }) {
      caption += " Means of fewer than \(context.study.minCell ?? 0) are not shown."
    }
    if drawn > 0 {
      caption += " Thin lines: single hips seen at least twice, from value to value, "
      caption +=
        drawn < course.lineCount
        ? "\(drawn) of \(context.numbers.text(course.lineCount)), evenly spread over the file"
        : drawn == 1 ? "one" : "all \(drawn)"
      caption += "."
    }
    caption +=
      " No control group. Instrument: \(course.score.scale.description)."
      + "\(context.doubts(about: course.score.scale.description)) Population: "
      + "\(course.context.population)."
    return .figure(
      FigureBlock(
        id: "fig-\(course.id)", title: RichText(title), path: picture, altText: altText,
        caption: RichText(message: caption), dataPath: data))
  }

  /// The picture and the plotted numbers.
  var files: [StudyReport.File] {
    let style = SVGStyle(numbers: context.numbers)
    return [
      .init(path: picture, text: SVGRenderer(style: style).render(figure)),
      .init(path: data, text: CSVRenderer().render(figure.dataTable)),
    ]
  }
}
