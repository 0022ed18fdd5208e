# Kaplan-Meier curves of R's survival package: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/kaplanMeier.R
# Writes Tables/kaplanMeier/<case>-data.csv (the input, row by row) and <case>.csv (the curves).
suppressMessages({
  library(survival)
  library(KMsurv)
})

folder <- "Tests/ReferenceTables/Tables/kaplanMeier"
interval.types <- c("log", "log-log", "plain", "logit", "arcsin")
probabilities <- c(0.1, 0.25, 0.5, 0.75, 0.9)

number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))

rows <- function(quantity, term, value)
  sprintf("%s,%s,%s", quantity, term, number(as.numeric(value)))

write.table.of <- function(name, lines)
  writeLines(c("quantity,term,value", unlist(lines)), file.path(folder, paste0(name, ".csv")))

write.data <- function(name, data) {
  columns <- lapply(names(data), function(column)
    rows(column, seq_len(nrow(data)), data[[column]]))
  write.table.of(paste0(name, "-data"), columns)
}

# The curve of one group: every event or censoring time.
curve.lines <- function(data, group, robust, ...) {
  fits <- lapply(interval.types, function(type) fit.of(data, robust, type))
  fit <- fits[[1]]
  used <- fit$n.event > 0 | fit$n.censor > 0
  term <- sprintf("%d/%d", group, seq_len(sum(used)))
  shown <- summary(fit, censored = TRUE)
  lines <- list(
    rows("n", group, fit$n),
    rows("time", term, fit$time[used]),
    rows("atRisk", term, fit$n.risk[used]),
    rows("events", term, fit$n.event[used]),
    rows("censored", term, fit$n.censor[used]),
    rows("survival", term, fit$surv[used]),
    rows("standardError", term, shown$std.err[used]))
  for (k in seq_along(fits)) {
    fit <- fits[[k]]
    # At survival one R has no limits for three of the five types; see the tests of that corner.
    known <- used & fit$surv < 1
    term <- sprintf("%d/%d", group, cumsum(used)[known])
    if (any(known)) {
      lines <- c(lines, list(
        rows(paste0("lower-", interval.types[k]), term, fit$lower[known]),
        rows(paste0("upper-", interval.types[k]), term, fit$upper[known])))
    }
    q <- quantile(fit, probabilities)
    term <- sprintf("%d/%g", group, probabilities)
    lines <- c(lines, list(
      rows(paste0("quantile-", interval.types[k]), term, q$quantile),
      rows(paste0("quantileLower-", interval.types[k]), term, q$lower),
      rows(paste0("quantileUpper-", interval.types[k]), term, q$upper)))
  }
  lines
}

surv.of <- function(data, status)
  if (is.null(data$entry)) Surv(data$time, status) else Surv(data$entry, data$time, status)

fit.of <- function(data, robust, type) {
  data$y <- surv.of(data, data$event)
  data$w <- if (is.null(data$weight)) rep(1, nrow(data)) else data$weight
  if (!robust)
    return(survfit(y ~ 1, data, weights = w, robust = FALSE, conf.type = type))
  data$unit <- if (is.null(data$cluster)) seq_len(nrow(data)) else data$cluster
  survfit(y ~ 1, data, weights = w, cluster = unit, robust = TRUE, conf.type = type)
}

# Follow-up: censoring taken for the event and the event for censoring.
follow.up.lines <- function(data, group) {
  data$y <- surv.of(data, 1 - data$event)
  fit <- survfit(y ~ 1, data)
  q <- quantile(fit, 0.5)
  list(
    rows("followUp", group, q$quantile), rows("followUpLower", group, q$lower),
    rows("followUpUpper", group, q$upper))
}

# Landmark times between, at and beyond the times of the curve.
landmark.lines <- function(data, group) {
  fit <- fit.of(data, FALSE, "log")
  last <- max(data$time)
  times <- c(last / 10, sort(data$time)[nrow(data) %/% 2], last / 2 + 0.25, last)
  times <- sort(unique(times))
  shown <- summary(fit, times = times)
  term <- sprintf("%d/%d", group, seq_along(times))
  list(
    rows("landmark", term, shown$time), rows("landmarkAtRisk", term, shown$n.risk),
    rows("landmarkEvents", term, shown$n.event), rows("landmarkCensored", term, shown$n.censor),
    rows("landmarkSurvival", term, shown$surv), rows("landmarkError", term, shown$std.err))
}

case <- function(name, data, robust = FALSE) {
  write.data(name, data)
  lines <- lapply(sort(unique(data$group)), function(group) {
    own <- data[data$group == group, ]
    # R counts those who enter before the next time as at risk already: no landmarks there.
    c(curve.lines(own, group, robust),
      if (is.null(data$weight)) follow.up.lines(own, group),
      if (is.null(data$entry)) landmark.lines(own, group))
  })
  write.table.of(name, lines)
}

lung <- survival::lung
data(alloauto, hodg, bmt, drug6mp)
lung.plain <- data.frame(time = lung$time, event = lung$status - 1, group = lung$sex - 1)
case("aml", with(survival::aml, data.frame(
  time = time, event = status, group = as.integer(x) - 1)))
case("lung", lung.plain)
# The leukaemia trial of Freireich: 6-mercaptopurine (group 1) against placebo (group 0).
case("freireich", with(drug6mp, data.frame(
  time = c(t1, t2), event = c(rep(1, 21), relapse), group = rep(0:1, each = 21))))
case("veteran", with(survival::veteran, data.frame(
  time = time, event = status, group = as.integer(celltype) - 1)))
case("alloauto", with(alloauto, data.frame(time = time, event = delta, group = type - 1)))
case("hodg", with(hodg, data.frame(
  time = time, event = delta, group = 2 * (gtype - 1) + dtype - 1)))
case("bmt", with(bmt, data.frame(time = t2, event = d3, group = group - 1)))

# Made data, by arithmetic rather than a random generator, so that it can be made anywhere.
k <- 0:179
# A third of each of two groups is there from the start; the third group comes so late that its
# first subjects die alone, and its curve is at zero from then on.
entry <- ifelse(k %% 3 == 2, (k * 37) %% 61, pmax(0, (k * 37) %% 61 - 20))
truncated <- data.frame(
  entry = entry, time = entry + 1 + (k * 53) %% 47, event = as.integer((k * 29) %% 5 < 3),
  group = k %% 3)
case("truncated", truncated)

weight <- 0.25 + ((seq_len(nrow(lung)) * 13) %% 17) / 5
case("weighted", cbind(lung.plain, weight = weight), robust = TRUE)
case("weighted-greenwood", cbind(lung.plain, weight = weight))
case("clustered", cbind(lung.plain, cluster = (seq_len(nrow(lung)) * 7) %% 40), robust = TRUE)
case("clustered-truncated",
  cbind(truncated, weight = 0.5 + (k * 11) %% 7, cluster = (k * 5) %% 23), robust = TRUE)
