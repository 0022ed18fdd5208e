# What `cohort rmst`, `cohort km` and `cohort logrank` must print beyond commands.R, from R: run
# from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/nonParametric.R
# Writes Tables/nonParametric/ in the form of Tables/commands/ (see commands.R).
suppressMessages({
  library(survival)
  library(jsonlite)
})
folder <- "Tests/ReferenceTables/Tables/nonParametric"
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
row <- function(quantity, term, value)
  sprintf("%s,\"%s\",%s", quantity, term, number(as.numeric(value)))
commands <- list()
case <- function(name, arguments, ..., absolute = NULL, relative = NULL,
  header = "quantity,term,value") {
  lines <- unlist(list(...))
  stopifnot(length(lines) > 0, !(name %in% names(commands)))
  if (!is.null(relative)) {
    header <- paste0(header, ",relativeTolerance")
    lines <- paste0(lines, ",", relative)
  }
  if (!is.null(absolute)) {
    header <- paste0(header, ",absoluteTolerance")
    lines <- paste0(lines, ",", absolute)
  }
  writeLines(c(header, lines), file.path(folder, paste0(name, ".csv")))
  commands[[name]] <<- arguments
}
keep <- function(name, data) {
  file <- file.path(folder, paste0(name, "-data.csv"))
  write.csv(data, file, row.names = FALSE, na = "", quote = FALSE)
  read.csv(file)
}
file <- function(name) paste0("{data}/", name, "-data.csv")

# ---- The data -------------------------------------------------------------------------------
lung <- survival::lung
lung$event <- lung$status - 1
lung$case_weight <- 0.25 + ((seq_len(nrow(lung)) * 13) %% 17) / 5
lung$copies <- (seq_len(nrow(lung)) * 7) %% 4
lung$site <- (seq_len(nrow(lung)) * 5) %% 31
lung$inst <- NULL
lung <- keep("lung", lung)
heart <- survival::heart
heart$transplant <- as.integer(as.character(heart$transplant))
heart$case_weight <- 0.5 + (heart$id %% 7) / 4
heart <- keep("heart", heart)
# Heavy ties, an event at time 0, a group without events, delayed entry, clusters across groups.
set.seed(20261121)
odd <- data.frame(
  time = round(rexp(150, 0.08)), event = rbinom(150, 1, 0.6),
  arm = sample(c("A", "B", "C"), 150, TRUE), weight = round(runif(150, 0.1, 3), 3),
  patient = sample(60, 150, TRUE))
odd$event[odd$arm == "C"] <- 0
odd$arm[c(3, 9)] <- c("A", "B")
odd$time[c(3, 9)] <- 0
odd$event[c(3, 9)] <- 1
odd <- keep("odd", odd)
late <- data.frame(entry = round(runif(120, 0, 8), 1), patient = sample(50, 120, TRUE))
late$time <- round(late$entry + 0.1 + rexp(120, 0.1), 1)
late$event <- rbinom(120, 1, 0.7)
late$arm <- sample(2, 120, TRUE)
late$weight <- round(runif(120, 0.2, 2.5), 2)
late$entry[c(1, 2, 3, 4, 5, 6)] <- 0
late$time[1:6] <- c(14, 15, 16, 13, 12.5, 17)
late <- keep("late", late)

# ---- Restricted means -----------------------------------------------------------------------
# Means by survival:::survmean; variances by its formula or by the squares of the residuals of
# survfit (which fail for a group without events, where they are 0); contrasts by the delta method.
rmean <- function(fit, tau) survival:::survmean(fit, rmean = tau)$matrix[c("rmean", "se(rmean)")]
rmst.lines <- function(names, means, V, tau, level = 0.95) {
  z <- qnorm(1 - (1 - level) / 2)
  errors <- sqrt(diag(V))
  lost <- tau - means
  lines <- c(row("tau", "", tau))
  for (k in seq_along(means)) lines <- c(lines,
    row("groups/estimate", names[k], means[k]), row("groups/std_error", names[k], errors[k]),
    row("groups/conf_low", names[k], means[k] - z * errors[k]),
    row("groups/conf_high", names[k], means[k] + z * errors[k]),
    row("groups/rmtl/estimate", names[k], lost[k]),
    row("groups/rmtl/conf_low", names[k], lost[k] - z * errors[k]),
    row("groups/rmtl/conf_high", names[k], lost[k] + z * errors[k]))
  number <- 0
  for (a in seq_along(means)[-1]) for (b in seq_len(a - 1)) {
    spread <- function(x, y) sqrt(V[a, a] / x^2 + V[b, b] / y^2 - 2 * V[a, b] / x / y)
    for (measure in c("difference", "ratio", "rmtl_ratio")) {
      here <- paste0("#", number)
      number <- number + 1
      if (measure == "difference") {
        value <- means[a] - means[b]
        error <- spread(1, 1)
        limits <- value + c(-1, 1) * z * error
        statistic <- value / error
      } else {
        x <- if (measure == "ratio") means else lost
        if (x[a] <= 0 || x[b] <= 0) next
        value <- x[a] / x[b]
        error <- spread(x[a], x[b])
        limits <- value * exp(c(-1, 1) * z * error)
        statistic <- log(value) / error
      }
      lines <- c(lines, row("contrasts/estimate", here, value),
        row("contrasts/std_error", here, error), row("contrasts/conf_low", here, limits[1]),
        row("contrasts/conf_high", here, limits[2]),
        row("contrasts/p_value", here, 2 * pnorm(-abs(statistic))))
    }
  }
  lines
}
rmst.greenwood <- function(name, arguments, formula, data, tau, groups, weights = NULL, level = 0.95) {
  data$w. <- if (is.null(weights)) 1 else data[[weights]]
  fits <- lapply(groups, function(g) survfit(formula, data[g, ], weights = w., robust = FALSE,
    timefix = FALSE))
  values <- sapply(fits, rmean, tau)
  case(name, arguments, rmst.lines(names(groups), values[1, ], diag(values[2, ]^2, length(fits)),
    tau, level))
}
# The influence of each row of a group on its mean; clusters are summed over groups.
rmst.robust <- function(name, arguments, formula, data, tau, groups, weights = NULL, cluster = NULL) {
  data$w. <- if (is.null(weights)) 1 else data[[weights]]
  influence <- matrix(0, nrow(data), length(groups))
  means <- numeric(length(groups))
  for (k in seq_along(groups)) {
    # resid() reads the call again and looks for the data where the formula was made.
    own <<- data[groups[[k]], ]
    fit <- eval(bquote(survfit(.(formula), own, weights = w., timefix = FALSE)))
    means[k] <- rmean(fit, tau)[1]
    if (sum(fit$n.event) == 0) next
    influence[groups[[k]], k] <- resid(fit, times = tau, type = "rmst") * own$w.
  }
  if (!is.null(cluster)) influence <- rowsum(influence, data[[cluster]])
  case(name, arguments, rmst.lines(names(groups), means, crossprod(influence), tau))
}
by <- function(data, column) {
  levels <- sort(unique(data[[column]]))
  setNames(lapply(levels, function(level) which(data[[column]] == level)),
    paste0(column, "=", levels))
}
one <- function(data) setNames(list(seq_len(nrow(data))), "")
last <- function(data, groups) min(sapply(groups, function(g) max(data$time[g])))
follow <- Surv(time, event) ~ 1
sexes <- by(lung, "sex")
rmst.greenwood("rmst-lung", c("rmst", file("lung"), "Surv(time, event) ~ sex", "--tau", "500"),
  follow, lung, 500, sexes)
rmst.greenwood("rmst-lung-tau-at-event",
  c("rmst", file("lung"), "Surv(time, event) ~ sex", "--tau", "310", "--conf-level", "0.9"),
  follow, lung, 310, sexes, level = 0.9)
rmst.greenwood("rmst-lung-default", c("rmst", file("lung"), "Surv(time, event) ~ sex"),
  follow, lung, last(lung, sexes), sexes)
rmst.greenwood("rmst-lung-one", c("rmst", file("lung"), "Surv(time, event) ~ 1", "--tau", "800.5"),
  follow, lung, 800.5, one(lung))
rmst.greenwood("rmst-lung-copies",
  c("rmst", file("lung"), "Surv(time, event) ~ sex", "--tau", "600", "--weights", "copies"),
  follow, lung[lung$copies > 0, ], 600, by(lung[lung$copies > 0, ], "sex"), weights = "copies")
rmst.robust("rmst-lung-weights",
  c("rmst", file("lung"), "Surv(time, event) ~ sex", "--tau", "600", "--weights", "case_weight"),
  follow, lung, 600, sexes, weights = "case_weight")
rmst.robust("rmst-lung-cluster",
  c("rmst", file("lung"), "Surv(time, event) ~ sex + cluster(site)", "--tau", "700"),
  follow, lung, 700, sexes, cluster = "site")
arms <- by(odd, "arm")
rmst.greenwood("rmst-odd", c("rmst", file("odd"), "Surv(time, event) ~ arm", "--tau", "12"),
  follow, odd, 12, arms)
rmst.greenwood("rmst-odd-default", c("rmst", file("odd"), "Surv(time, event) ~ arm"),
  follow, odd, last(odd, arms), arms)
rmst.robust("rmst-odd-weighted-cluster",
  c("rmst", file("odd"), "Surv(time, event) ~ arm + cluster(patient)", "--tau", "15", "--weights",
    "weight"),
  follow, odd, 15, arms, weights = "weight", cluster = "patient")
counting <- Surv(start, stop, event) ~ 1
rmst.greenwood("rmst-heart",
  c("rmst", file("heart"), "Surv(start, stop, event) ~ 1", "--tau", "365"),
  counting, heart, 365, one(heart))
rmst.robust("rmst-heart-cluster",
  c("rmst", file("heart"), "Surv(start, stop, event) ~ 1 + cluster(id)", "--tau", "365",
    "--weights", "case_weight"),
  counting, heart, 365, one(heart), weights = "case_weight", cluster = "id")
delayed <- Surv(entry, time, event) ~ 1
rmst.greenwood("rmst-late", c("rmst", file("late"), "Surv(entry, time, event) ~ arm", "--tau", "9"),
  delayed, late, 9, by(late, "arm"))
rmst.robust("rmst-late-robust",
  c("rmst", file("late"), "Surv(entry, time, event) ~ arm", "--tau", "9", "--variance", "robust"),
  delayed, late, 9, by(late, "arm"))
rmst.robust("rmst-late-weighted-cluster",
  c("rmst", file("late"), "Surv(entry, time, event) ~ arm + cluster(patient)", "--tau", "11.05",
    "--weights", "weight"),
  delayed, late, 11.05, by(late, "arm"), weights = "weight", cluster = "patient")

# ---- Pseudo-values --------------------------------------------------------------------------
pseudo.lines <- function(values, quantity = "pseudo_values", prefix = "")
  row(quantity, paste0(prefix, "#", seq_along(values) - 1), values)
within <- function(groups, data, formula, tau, type) {
  values <- numeric(nrow(data))
  for (g in groups) {
    own <<- data[g, ]
    fit <- eval(bquote(survfit(.(formula), own, timefix = FALSE)))
    values[g] <-
      if (sum(fit$n.event) == 0) rmean(fit, tau)[1] else pseudo(fit, times = tau, type = type)
  }
  values
}
case("rmst-lung-pseudo",
  c("rmst", file("lung"), "Surv(time, event) ~ 1", "--tau", "500", "--pseudo"),
  pseudo.lines(within(one(lung), lung, follow, 500, "rmst")), absolute = 1e-11)
case("rmst-odd-pseudo", c("rmst", file("odd"), "Surv(time, event) ~ arm", "--tau", "12", "--pseudo"),
  pseudo.lines(within(arms, odd, follow, 12, "rmst")), absolute = 1e-13)
case("rmst-late-pseudo",
  c("rmst", file("late"), "Surv(entry, time, event) ~ 1", "--tau", "9", "--pseudo"),
  pseudo.lines(within(one(late), late, delayed, 9, "rmst")), absolute = 1e-13)
# n × estimate − (n − 1) × the estimate without the row, by fitting n times.
without <- function(groups, data, tau) {
  values <- numeric(nrow(data))
  for (g in groups) {
    all <- rmean(survfit(follow, data[g, ], timefix = FALSE), tau)[1]
    values[g] <- sapply(g, function(i) length(g) * all -
      (length(g) - 1) * rmean(survfit(follow, data[setdiff(g, i), ], timefix = FALSE), tau)[1])
  }
  values
}
case("rmst-lung-leave-one-out",
  c("rmst", file("lung"), "Surv(time, event) ~ 1", "--tau", "1022", "--pseudo", "--jackknife",
    "leave-one-out"),
  pseudo.lines(without(one(lung), lung, 1022)), absolute = 1e-9)
case("rmst-odd-leave-one-out",
  c("rmst", file("odd"), "Surv(time, event) ~ arm", "--tau", "12", "--pseudo", "--jackknife",
    "leave-one-out"),
  pseudo.lines(without(arms, odd, 12)), absolute = 1e-9)

# ---- Curves: other estimators, conditional curves, robust errors ------------------------------
km.lines <- function(name, fit, probabilities = c(0.25, 0.5, 0.75)) {
  of <- function(...) paste0(c(if (nchar(name)) name, ...), collapse = ";")
  q <- quantile(fit, probabilities)
  shown <- summary(fit, censored = TRUE)
  lines <- c()
  for (k in seq_along(probabilities)) {
    here <- of(paste0("p=", probabilities[k]))
    lines <- c(lines, row("groups/quantiles/estimate", here, q$quantile[k]),
      row("groups/quantiles/conf_low", here, q$lower[k]),
      row("groups/quantiles/conf_high", here, q$upper[k]))
  }
  for (k in which(fit$n.event > 0 | fit$n.censor > 0)) {
    here <- of(sprintf("time=%.15g", fit$time[k]))
    lines <- c(lines, row("groups/curve/estimate", here, fit$surv[k]),
      row("groups/curve/cumulative_hazard", here, fit$cumhaz[k]),
      row("groups/curve/cumulative_hazard_std_error", here, fit$std.chaz[k]),
      row("groups/curve/n_event", here, fit$n.event[k]),
      row("groups/curve/n_censor", here, fit$n.censor[k]))
    if (fit$surv[k] > 0) lines <- c(lines,
      row("groups/curve/std_error", here, shown$std.err[k]))
    if (fit$surv[k] < 1 && fit$surv[k] > 0) lines <- c(lines,
      row("groups/curve/conf_low", here, fit$lower[k]),
      row("groups/curve/conf_high", here, fit$upper[k]))
  }
  lines
}
# survival 3.5-3 takes the robust error of H for that of exp(-H); its own intervals with the right one.
mended <- function(fit) {
  fit$std.err <- fit$surv * fit$std.chaz
  limits <- survival:::survfit_confint(fit$surv, fit$std.err, logse = FALSE, fit$conf.type,
    fit$conf.int)
  fit$lower <- limits$lower
  fit$upper <- limits$upper
  fit
}
# The further arguments are those of survfit, found where it looks for them.
km.case <- function(name, arguments, data, groups, formula, ..., probabilities = c(0.25, 0.5, 0.75)) {
  further <- as.list(substitute(list(...)))[-1]
  case(name, arguments, lapply(seq_along(groups), function(k) {
    g <- names(groups)[k]
    own <<- data[groups[[k]], ]
    call <- as.call(c(quote(survfit), formula, quote(own), list(timefix = FALSE), further))
    fit <- eval(call, globalenv())
    if (!is.null(further$cluster) && identical(eval(further$stype), 2)) fit <- mended(fit)
    km.lines(g, fit, probabilities)
  }), absolute = 1e-13)
}
estimators <- list("fleming-harrington" = c(2, 2), breslow = c(2, 1), "kaplan-meier" = c(1, 1))
for (e in names(estimators)) {
  type <- estimators[[e]]
  km.case(paste0("km-lung-", e), c("km", file("lung"), "Surv(time, event) ~ sex", "--estimator", e),
    lung, sexes, follow, stype = type[1], ctype = type[2])
  km.case(paste0("km-odd-", e),
    c("km", file("odd"), "Surv(time, event) ~ arm", "--estimator", e, "--conf-type", "log-log",
      "--quantiles", "0.1,0.2,0.6"),
    odd, arms, follow, stype = type[1], ctype = type[2], conf.type = "log-log",
    probabilities = c(0.1, 0.2, 0.6))
  km.case(paste0("km-late-", e),
    c("km", file("late"), "Surv(entry, time, event) ~ arm", "--estimator", e, "--conf-type", "logit"),
    late, by(late, "arm"), delayed, stype = type[1], ctype = type[2], conf.type = "logit")
  # R's jackknife does not know tied events one after another.
  if (e == "fleming-harrington") next
  km.case(paste0("km-odd-weighted-", e),
    c("km", file("odd"), "Surv(time, event) ~ arm + cluster(patient)", "--estimator", e,
      "--weights", "weight"),
    odd, arms, follow, weights = weight, cluster = patient, stype = type[1], ctype = type[2])
  km.case(paste0("km-late-weighted-", e),
    c("km", file("late"), "Surv(entry, time, event) ~ arm + cluster(patient)", "--estimator", e,
      "--weights", "weight", "--conf-type", "arcsin"),
    late, by(late, "arm"), delayed, weights = weight, cluster = patient, stype = type[1],
    ctype = type[2], conf.type = "arcsin")
}
km.case("km-heart-robust",
  c("km", file("heart"), "Surv(start, stop, event) ~ transplant + cluster(id)", "--weights",
    "case_weight"),
  heart, by(heart, "transplant"), counting, weights = case_weight, cluster = id)
km.case("km-lung-from", c("km", file("lung"), "Surv(time, event) ~ sex", "--from", "180"),
  lung, sexes, follow, start.time = 180)
km.case("km-odd-from-event",
  c("km", file("odd"), "Surv(time, event) ~ 1", "--from", "7", "--weights", "weight"),
  odd, one(odd), follow, start.time = 7, weights = weight, robust = TRUE)
km.case("km-late-from",
  c("km", file("late"), "Surv(entry, time, event) ~ arm", "--from", "5.25", "--estimator", "breslow"),
  late, by(late, "arm"), delayed, start.time = 5.25, stype = 2, ctype = 1)
aml <- keep("aml", survival::aml)
for (type in c("log", "log-log", "plain", "logit", "arcsin"))
  km.case(paste0("km-aml-", type),
    c("km", file("aml"), "Surv(time, status) ~ x", "--conf-type", type),
    aml, by(aml, "x"), Surv(time, status) ~ 1, conf.type = type)
case("km-lung-pseudo",
  c("km", file("lung"), "Surv(time, event) ~ sex", "--times", "180,500", "--pseudo"),
  lapply(c(180, 500), function(t) row("pseudo_values/values",
    paste0("time=", t, ";#", seq_len(nrow(lung)) - 1), within(sexes, lung, follow, t, "surv"))), absolute = 1e-14)
case("km-late-pseudo",
  c("km", file("late"), "Surv(entry, time, event) ~ 1", "--times", "6", "--pseudo"),
  row("pseudo_values/values", paste0("time=6;#", seq_len(nrow(late)) - 1),
    within(one(late), late, delayed, 6, "surv")), absolute = 1e-14)

# ---- Simultaneous bands ---------------------------------------------------------------------
# The probability that a Brownian bridge stays within ±k from a to b: over B(a) and B(b), the
# chance that a bridge between two points stays within a strip, a sum of exponentials.
stays <- function(k, a, b) {
  span <- b - a
  strip <- function(x, y) {
    p <- 0
    for (j in -6:6) p <- p + exp(-((y - x + 4 * j * k)^2 - (y - x)^2) / (2 * span)) -
      exp(-((y + x - 2 * k + 4 * j * k)^2 - (y - x)^2) / (2 * span))
    p
  }
  # Given B(a) = x, B(b) is normal.
  inner <- function(x) sapply(x, function(x) integrate(function(y)
    dnorm(y, x * (1 - b) / (1 - a), sqrt(span * (1 - b) / (1 - a))) * strip(x, y), -k, k,
    rel.tol = 1e-11, subdivisions = 1000)$value)
  integrate(function(x) dnorm(x, 0, sqrt(a * (1 - a))) * inner(x), -k, k, rel.tol = 1e-10,
    subdivisions = 1000)$value
}
# The stationary Ornstein-Uhlenbeck process killed at ±c: second differences on three grids,
# extrapolated.
stays.scaled <- function(c, length) {
  one <- function(m) {
    h <- 2 * c / m
    x <- -c + h * seq_len(m - 1)
    H <- diag(2 / h^2 + x^2 / 4 - 0.5)
    H[cbind(1:(m - 2), 2:(m - 1))] <- H[cbind(2:(m - 1), 1:(m - 2))] <- -1 / h^2
    e <- eigen(H, symmetric = TRUE)
    sum(exp(-e$values * length) * crossprod(e$vectors, sqrt(dnorm(x)))^2) * h
  }
  p <- sapply(c(120, 240, 480), one)
  q <- (4 * p[2:3] - p[1:2]) / 3
  (16 * q[2] - q[1]) / 15
}
band.case <- function(name, arguments, data, groups, type, kind, range, level = 0.95, weights = NULL) {
  data$w. <- if (is.null(weights)) 1 else data[[weights]]
  case(name, arguments, lapply(seq_along(groups), function(k) {
    g <- names(groups)[k]
    own <<- data[groups[[k]], ]
    fit <- survfit(follow, own, weights = w., timefix = FALSE)
    n <- sum(own$w.)
    used <- which(fit$n.event > 0 & fit$surv > 0)
    low <- max(range[1], fit$time[used[1]])
    high <- min(range[2], fit$time[used[length(used)]])
    variance <- fit$std.err^2
    share <- function(t) { v <- n * variance[max(which(fit$time <= t))]; v / (1 + v) }
    a <- share(low)
    b <- share(high)
    wide <- kind == "hall-wellner"
    root <- uniroot(function(x) if (wide) stays(x, a, b) - level else
      stays.scaled(x, 0.5 * log(b * (1 - a) / (a * (1 - b)))) - level,
      c(0.5, 6), tol = 1e-11)$root
    lines <- c(row("groups/band/critical_value", g, root), row("groups/band/time_low", g, low),
      row("groups/band/time_high", g, high), row("groups/band/a_low", g, a),
      row("groups/band/a_high", g, b))
    for (k in which(fit$n.event > 0 & fit$time >= low & fit$time <= high)) {
      S <- fit$surv[k]
      e <- root * if (wide) (1 + n * variance[k]) / sqrt(n) else sqrt(variance[k])
      limits <- switch(type, plain = S + c(-1, 1) * e * S, log = S * exp(c(-1, 1) * e),
        "log-log" = S^exp(c(-1, 1) * e / log(S)),
        arcsin = sin(pmin(pmax(asin(sqrt(S)) + c(-0.5, 0.5) * e * sqrt(S / (1 - S)), 0), pi / 2))^2)
      limits <- pmin(pmax(limits, 0), 1)
      here <- paste0(c(if (nchar(g)) g, sprintf("time=%.15g", fit$time[k])), collapse = ";")
      lines <- c(lines, row("groups/curve/band_low", here, limits[1]),
        row("groups/curve/band_high", here, limits[2]))
    }
    # The extrapolated differences are good to about eight digits.
    lines
  }), relative = if (kind == "hall-wellner") 1e-8 else 1e-6)
}
for (kind in c("hall-wellner", "equal-precision"))
  for (type in c("plain", "log", "log-log", "arcsin"))
    band.case(paste0("km-lung-band-", kind, "-", type),
      c("km", file("lung"), "Surv(time, event) ~ sex", "--bands", kind, "--band-range", "100,600",
        "--conf-type", type),
      lung, sexes, type, kind, c(100, 600))
band.case("km-lung-copies-band", c("km", file("lung"), "Surv(time, event) ~ 1", "--bands", "hall-wellner",
  "--conf-level", "0.9", "--weights", "copies"),
  lung[lung$copies > 0, ], one(lung[lung$copies > 0, ]), "log", "hall-wellner", c(-Inf, Inf), 0.9,
  weights = "copies")

# ---- The log-rank family -------------------------------------------------------------------
# One 2 x G table an event time, written out; survdiff knows neither weights nor delayed entry.
logrank <- function(time, event, group, weight = 1, entry = NULL, stratum = 1, w = function(s) 1) {
  weight <- rep(weight, length.out = length(time))
  stratum <- rep(stratum, length.out = length(time))
  groups <- sort(unique(group))
  O <- E <- setNames(numeric(length(groups)), groups)
  V <- matrix(0, length(groups), length(groups))
  for (k in unique(stratum)) {
    S <- P <- 1
    for (t in sort(unique(time[event == 1 & weight > 0 & stratum == k]))) {
      at <- stratum == k & time >= t & (if (is.null(entry)) TRUE else entry < t)
      n <- sapply(groups, function(g) sum(weight[at & group == g]))
      d <- sapply(groups, function(g) sum(weight[at & group == g & time == t & event == 1]))
      N <- sum(n)
      D <- sum(d)
      P <- P * (1 - D / (N + 1))
      u <- w(list(S = S, N = N, P = P))
      O <- O + u * d
      E <- E + u * D * n / N
      if (N > 1) V <- V + u^2 * D * (N - D) / (N - 1) * (diag(n / N, length(n)) - outer(n, n) / N^2)
      S <- S * (N - D) / N
    }
  }
  used <- which(E > 0)[-1]
  chisq <- drop((O - E)[used] %*% solve(V[used, used], (O - E)[used]))
  list(O = O, E = E, V = V, chisq = chisq, df = length(used))
}
family <- list(
  logrank = list(c(), function(s) 1),
  gehan = list(c("--test", "gehan"), function(s) s$N),
  "tarone-ware" = list(c("--test", "tarone-ware"), function(s) sqrt(s$N)),
  peto = list(c("--test", "peto"), function(s) s$P),
  "modified-peto" = list(c("--test", "modified-peto"), function(s) s$P * s$N / (s$N + 1)),
  "fh-0-1" = list(c("--gamma", "1"), function(s) 1 - s$S),
  "fh-half-2" = list(c("--rho", "0.5", "--gamma", "2"), function(s) sqrt(s$S) * (1 - s$S)^2))
family.lines <- function(fit, name) c(
  row("statistic", "", fit$chisq), row("df", "", fit$df),
  row("p_value", "", pchisq(fit$chisq, fit$df, lower.tail = FALSE)),
  row("groups/observed", paste0(name, "=", names(fit$O)), fit$O),
  row("groups/expected", paste0(name, "=", names(fit$E)), fit$E))
gehan <- keep("gehan", with(MASS::gehan, data.frame(time, event = cens, treat)))
for (test in names(family)) {
  options <- family[[test]][[1]]
  w <- family[[test]][[2]]
  case(paste0("logrank-gehan-", test), c("logrank", file("gehan"), "Surv(time, event) ~ treat", options),
    with(gehan, family.lines(logrank(time, event, treat, w = w), "treat")))
  case(paste0("logrank-odd-", test),
    c("logrank", file("odd"), "Surv(time, event) ~ arm", options),
    with(odd, family.lines(logrank(time, event, arm, w = w), "arm")))
  case(paste0("logrank-copies-", test),
    c("logrank", file("lung"), "Surv(time, event) ~ ph.ecog + strata(sex)", "--weights", "copies",
      options),
    with(lung[!is.na(lung$ph.ecog), ],
      family.lines(logrank(time, event, ph.ecog, copies, stratum = sex, w = w), "ph.ecog")))
  case(paste0("logrank-late-", test),
    c("logrank", file("late"), "Surv(entry, time, event) ~ arm", options),
    with(late, family.lines(logrank(time, event, arm, entry = entry, w = w), "arm")))
}
# The trend, with scores 1, 2, 3 ... and others; pairs under delayed entry.
trend <- function(fit, scores) {
  s <- scores - mean(scores)
  x <- sum(s * (fit$O - fit$E))^2 / drop(s %*% fit$V %*% s)
  c(row("trend/statistic", "", x), row("trend/p_value", "", pchisq(x, 1, lower.tail = FALSE)))
}
ecog <- lung[!is.na(lung$ph.ecog), ]
fit <- with(ecog, logrank(time, event, ph.ecog))
case("logrank-trend", c("logrank", file("lung"), "Surv(time, event) ~ ph.ecog", "--trend"),
  trend(fit, 1:4))
case("logrank-trend-scores",
  c("logrank", file("lung"), "Surv(time, event) ~ ph.ecog", "--scores", "0,1,4,9"),
  trend(fit, c(0, 1, 4, 9)))
# The largest of four: scores of the second group, their covariance, and nested
# integrals for the probability.
exponents <- list(c(0, 0), c(0, 1), c(1, 0), c(1, 1))
combo <- function(name, arguments, ...) {
  fits <- lapply(exponents, function(e) logrank(..., w = function(s) s$S^e[1] * (1 - s$S)^e[2]))
  U <- sapply(fits, function(f) (f$O - f$E)[2])
  # The covariance of two weights from the variances of them and of their sum.
  V <- matrix(0, 4, 4)
  for (i in 1:4) for (j in 1:4) {
    both <- logrank(..., w = function(s) s$S^exponents[[i]][1] * (1 - s$S)^exponents[[i]][2] +
      s$S^exponents[[j]][1] * (1 - s$S)^exponents[[j]][2])
    V[i, j] <- (both$V[2, 2] - fits[[i]]$V[2, 2] - fits[[j]]$V[2, 2]) / 2
  }
  Z <- U / sqrt(diag(V))
  R <- cov2cor(V)
  z <- max(abs(Z))
  # The weight 1 is the sum of S and 1 - S, so that the first Z follows from the second and third;
  # given these, the fourth is normal.
  e <- sqrt(diag(V))
  r <- R[2, 3]
  slope <- solve(matrix(c(1, r, r, 1), 2), R[2:3, 4])
  spread <- sqrt(1 - sum(slope * R[2:3, 4]))
  one <- function(x) sapply(x, function(x) {
    low <- max(-z, (-z * e[1] - e[2] * x) / e[3])
    high <- min(z, (z * e[1] - e[2] * x) / e[3])
    if (low >= high) return(0)
    integrate(function(y) {
      mean <- slope[1] * x + slope[2] * y
      dnorm(y, r * x, sqrt(1 - r^2)) * (pnorm((z - mean) / spread) - pnorm((-z - mean) / spread))
    }, low, high, rel.tol = 1e-12, abs.tol = 0, subdivisions = 2000)$value
  })
  # Cut where the bounds of the inner integral change.
  cuts <- c(-z, z, c(-1, 1) * z * (e[1] - e[3]) / e[2], c(-1, 1) * z * (e[1] + e[3]) / e[2], 0)
  cuts <- sort(unique(cuts[abs(cuts) <= z]))
  p <- 1 - sum(sapply(seq_along(cuts)[-1], function(k) integrate(function(x) dnorm(x) * one(x),
    cuts[k - 1], cuts[k], rel.tol = 1e-12, subdivisions = 2000)$value))
  lines <- c(row("statistic", "", z), row("components/z", paste0("#", 0:3), Z),
    row("components/p_value", paste0("#", 0:3), 2 * pnorm(-abs(Z))),
    row("correlation", paste0("#", rep(0:3, each = 4), ";#", rep(0:3, 4)), t(R)))
  case(name, arguments, paste0(lines, ",1e-9"), paste0(row("p_value", "", p), ",1e-9"),
    header = "quantity,term,value,relativeTolerance")
}
with(gehan, combo("max-combo-gehan",
  c("logrank", file("gehan"), "Surv(time, event) ~ treat", "--test", "max-combo"), time, event, treat))
with(lung, combo("max-combo-lung",
  c("logrank", file("lung"), "Surv(time, event) ~ sex", "--test", "max-combo"), time, event, sex))
with(aml, combo("max-combo-aml",
  c("logrank", file("aml"), "Surv(time, status) ~ x", "--test", "max-combo"), time, status, x))
with(lung[!is.na(lung$ph.ecog), ], combo("max-combo-lung-strata",
  c("logrank", file("lung"), "Surv(time, event) ~ sex + strata(ph.ecog)", "--test", "max-combo",
    "--weights", "copies"),
  time, event, sex, copies, stratum = ph.ecog))
with(late, combo("max-combo-late",
  c("logrank", file("late"), "Surv(entry, time, event) ~ arm", "--test", "max-combo"),
  time, event, arm, entry = entry))

writeLines(prettify(toJSON(commands), 2), file.path(folder, "commands.json"))
