# What `cohort turnbull` and `cohort icph` must print: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/intervalCommands.R
# Writes Tables/intervalCommands/ in the form of Tables/commands/ (see commands.R).
suppressMessages({
  library(survival)
  library(splines)
  library(jsonlite)
})
folder <- "Tests/ReferenceTables/Tables/intervalCommands"
number <- function(x) ifelse(is.na(x) | !is.finite(x), "NA", sprintf("%.17g", x))
row <- function(quantity, term, value, relative = 1e-9, absolute = 1e-12)
  sprintf("%s,\"%s\",%s,%g,%g", quantity, term, number(as.numeric(value)), relative, absolute)
commands <- list()
case <- function(name, arguments, ...) {
  lines <- unlist(list(...))
  stopifnot(length(lines) > 0, !(name %in% names(commands)))
  writeLines(
    c("quantity,term,value,relativeTolerance,absoluteTolerance", lines),
    file.path(folder, paste0(name, ".csv")))
  commands[[name]] <<- arguments
}
keep <- function(name, data) {
  file <- file.path(folder, paste0(name, "-data.csv"))
  write.csv(data, file, row.names = FALSE, na = "", quote = FALSE)
  read.csv(file)
}
file <- function(name) paste0("{data}/", name, "-data.csv")

# ---- Turnbull: masses by EM on the whole matrix ----------------------------------------------
candidates <- function(lower, upper) {
  exact <- lower == upper
  ends <- unique(rbind(
    data.frame(time = lower, rank = ifelse(exact, 0, 2)), data.frame(time = upper, rank = 1)))
  ends <- ends[order(ends$time, ends$rank), ]
  k <- which(ends$rank[-nrow(ends)] != 1 & ends$rank[-1] == 1)
  data.frame(lower = ends$time[k], upper = ends$time[k + 1])
}
covers <- function(lower, upper, set)
  do.call(rbind, lapply(seq_along(lower), function(i) {
    point <- set$lower == set$upper
    after <- if (lower[i] == upper[i]) point & set$lower == lower[i]
      else ifelse(point, set$lower > lower[i], set$lower >= lower[i])
    as.numeric(after & set$upper <= upper[i])
  }))
# EM, whose limit is then polished by solving for the masses that are not zero with Newton's method.
masses <- function(a, weight) {
  n <- sum(weight)
  slope <- function(p) colSums(a * (weight / as.vector(a %*% p))) / n
  p <- rep(1 / ncol(a), ncol(a))
  for (round in 1:400) {
    for (step in 1:500) p <- p * slope(p)
    g <- slope(p)
    p[p < 1e-6 & g < 1 - 1e-6] <- 0
    p <- p / sum(p)
    for (newton in 1:20) {
      on <- which(p > 0)
      b <- a[, on, drop = FALSE]
      q <- as.vector(b %*% p[on])
      h <- crossprod(b * (sqrt(weight) / q))
      # Maximise with sum fixed: bordered system.
      k <- length(on)
      system <- rbind(cbind(h, 1), c(rep(1, k), 0))
      step <- tryCatch(
        solve(system, c(colSums(b * (weight / q)), 0))[seq_len(k)], error = function(e) NULL)
      if (is.null(step)) break
      step <- step - sum(step) / k
      reach <- min(1, 0.9 / max(0.9, -step / p[on]))
      p[on] <- p[on] + reach * step
      p <- p / sum(p)
    }
    if (max(slope(p)) <= 1 + 1e-12) return(p)
  }
  stop("no convergence: ", max(slope(p)) - 1)
}
turnbull <- function(lower, upper, weight = rep(1, length(lower))) {
  set <- candidates(lower, upper)
  p <- masses(covers(lower, upper, set), weight)
  a <- covers(lower, upper, set)
  list(
    set = set[p > 1e-12, ], p = p[p > 1e-12],
    loglik = sum(weight * log(as.vector(a %*% p))))
}
# Readings with every mass half way in its interval, as survfit places them.
read.curve <- function(fit, placed = function(l, u) (l + u) / 2) {
  finite <- is.finite(fit$set$upper)
  list(
    time = placed(fit$set$lower, fit$set$upper)[finite], after = (1 - cumsum(fit$p))[finite],
    known = if (all(finite)) Inf else max(fit$set$lower))
}
survival.at <- function(curve, t) {
  if (t > curve$known) return(NA)
  k <- sum(curve$time <= t)
  if (k == 0) 1 else curve$after[k]
}
area <- function(curve, tau) {
  if (tau > curve$known) return(NA)
  inside <- curve$time < tau
  time <- c(0, curve$time[inside], tau)
  sum(c(1, curve$after[inside]) * diff(time))
}
turnbull.rows <- function(fit, times, tau,
                          of = function(...) paste0(c("#0", ...), collapse = ";")) {
  middle <- read.curve(fit)
  low <- read.curve(fit, function(l, u) l)
  high <- read.curve(fit, function(l, u) u)
  median.at <- which(1 - cumsum(fit$p) <= 0.5 + 1e-9)[1]
  flat <- abs((1 - cumsum(fit$p))[median.at] - 0.5) < 1e-9
  finite <- is.finite(fit$set$upper)
  c(
    row("groups/log_likelihood", of(), fit$loglik),
    sapply(seq_along(fit$p), function(k) c(
      row("groups/intervals/left", of(paste0("#", k - 1)), fit$set$lower[k]),
      row("groups/intervals/right", of(paste0("#", k - 1)), fit$set$upper[k]),
      row("groups/intervals/mass", of(paste0("#", k - 1)), fit$p[k]))),
    if (!flat) c(
      row("groups/median_low", of(), fit$set$lower[median.at]),
      row("groups/median_high", of(), fit$set$upper[median.at]),
      row("groups/median", of(),
        if (finite[median.at]) mean(unlist(fit$set[median.at, ])) else NA)),
    sapply(times, function(t)
      row("groups/at_times/estimate", of(paste0("time=", t)), survival.at(middle, t))),
    row("groups/rmst/tau", of(), tau), row("groups/rmst/estimate", of(), area(middle, tau)),
    row("groups/rmst/lower", of(), area(low, tau)), row("groups/rmst/upper", of(), area(high, tau)))
}

# The table of Turnbull (1974): counts of exact, right- and left-censored times.
counted <- data.frame(time = rep(1:4, each = 3), what = rep(c("exact", "right", "left"), 4),
  count = c(12, 3, 2, 6, 2, 4, 2, 0, 2, 3, 3, 5))
counted$lower <- ifelse(counted$what == "left", NA, counted$time)
counted$upper <- ifelse(counted$what == "right", NA, counted$time)
counted <- keep("counted", counted)
closed <- function(d) {
  d$lower[is.na(d$lower)] <- 0
  d$upper[is.na(d$upper)] <- Inf
  d
}
d <- closed(counted)
used <- d$count > 0
fit <- turnbull(d$lower[used], d$upper[used], d$count[used])
case("turnbull-counted",
  c("turnbull", file("counted"), "Surv(lower, upper, type = \"interval2\") ~ 1", "--weights",
    "count", "--weight-kind", "frequency", "--times", "1,2,3,4", "--tau", "4"),
  turnbull.rows(fit, 1:4, 4),
  # As published, to three digits.
  row("groups/at_times/estimate", c("time=1", "time=2", "time=3", "time=4"),
    c(.538, .295, .210, .095), 0, 5.1e-4))

# Six intervals; with the ends closed on both sides, as lifelines reads them, survival is .75 at 1 and
# .5 at 4, since 4 itself then lies in three of them.
shown <- keep("shown", data.frame(lower = c(0, 4, 2, 0, 2, 5), upper = c(1, 6, 6, 3, 4, 7)))
fit <- turnbull(shown$lower, shown$upper)
case("turnbull-shown",
  c("turnbull", file("shown"), "Surv(lower, upper, type = \"interval2\") ~ 1", "--times", "1,4,6",
    "--tau", "6"),
  turnbull.rows(fit, c(1, 4, 6), 6), row("log_likelihood", "", fit$loglik))

# The hard case of the tests of R's survival.
hard <- data.frame(
  lower = c(rep(0, 100), rep(1, 200), 100, 200, 210, 220, rep(365, 100), rep(366, 5), 731:741),
  upper = c(3 * (1:100), 10 + (1:100), rep(365, 60), rep(366, 40), NA, 500, NA, 450, rep(730, 90),
    rep(NA, 10), 528, 571, 691, 730, 731, NA, 1095:1099, NA, 1400, 1200, 772, 1461))
hard <- keep("hard", hard)
d <- closed(hard)
fit <- turnbull(d$lower, d$upper)
stopifnot(abs(fit$p - c(.6958, .1674, .1079, .0289)) < 5.1e-5)
case("turnbull-hard",
  c("turnbull", file("hard"), "Surv(lower, upper, type = \"interval2\") ~ 1", "--times",
    "2,300,400,700", "--tau", "700"),
  turnbull.rows(fit, c(2, 300, 400, 700), 700))

# Visits, exact times and delayed entries, made by arithmetic.
made <- function(n, seed) {
  set.seed(seed)
  x <- round(rnorm(n), 2)
  arm <- sample(c("a", "b", "c"), n, TRUE)
  patient <- rep(seq_len(n / 2), 2)
  time <- rweibull(n, 1.3, 9 * exp(-0.4 * x - 0.5 * (arm == "b")))
  visits <- c(2, 3.5, 5, 8, 11, 15, 20)
  lower <- sapply(time, function(v) max(c(0, visits[visits < v])))
  upper <- sapply(time, function(v) min(c(Inf, visits[visits >= v])))
  gap <- runif(n) < 0.3
  upper[gap & upper < 20] <- upper[gap & upper < 20] + 4
  exact <- runif(n) < 0.15
  lower[exact] <- upper[exact] <- round(time[exact], 2)
  lost <- runif(n) < 0.15
  upper[lost] <- Inf
  lower[lost] <- pmax(lower[lost], 1)
  entry <- ifelse(runif(n) < 0.4, round(runif(n) * 0.7 * ifelse(lower > 0, lower, 0.5), 2), 0)
  data.frame(lower = ifelse(lower == 0, NA, lower), upper = ifelse(is.finite(upper), upper, NA),
    x, arm, patient, weight = round(0.3 + 2 * runif(n), 2), copies = sample(0:3, n, TRUE), entry)
}
visits <- keep("visits", made(120, 20))
d <- closed(visits)
rows <- unlist(lapply(c("a", "b", "c"), function(arm) {
  own <- d[d$arm == arm, ]
  fit <- turnbull(own$lower, own$upper, own$weight)
  turnbull.rows(fit, c(1, 5, 9.3, 14), 10,
    function(...) paste0(c(paste0("arm=", arm), ...), collapse = ";"))
}))
case("turnbull-visits",
  c("turnbull", file("visits"), "Surv(lower, upper, type = \"interval2\") ~ arm", "--weights",
    "weight", "--times", "1,5,9.3,14", "--tau", "10"), rows)

# Right-censored times: Kaplan-Meier.
lung <- survival::lung
lung$event <- lung$status - 1
lung <- keep("lung", lung[, c("time", "event", "sex", "age", "ph.ecog", "inst")])
fit <- survfit(Surv(time, event) ~ 1, data = lung)
case("turnbull-lung",
  c("turnbull", file("lung"), "Surv(time, event) ~ 1", "--times", "100,365,700", "--tau", "900"),
  row("groups/at_times/estimate", paste0("time=", c(100, 365, 700)),
    summary(fit, times = c(100, 365, 700))$surv),
  row("groups/median", "", quantile(fit, 0.5)$quantile),
  row("groups/rmst/estimate", "", survival:::survmean(fit, rmean = 900)$matrix["rmean"]))

# ---- Proportional hazards --------------------------------------------------------------------
# Gauss-Legendre nodes by the eigenvalues of the recurrence.
gauss <- local({
  n <- 40
  i <- seq_len(n - 1)
  jacobi <- matrix(0, n, n)
  jacobi[cbind(i, i + 1)] <- jacobi[cbind(i + 1, i)] <- i / sqrt(4 * i^2 - 1)
  e <- eigen(jacobi, symmetric = TRUE)
  list(node = e$values, weight = 2 * e$vectors[1, ]^2)
})
# A baseline: functions of time (columns) and their integrals.
pieces <- function(cuts) {
  low <- c(0, cuts)
  high <- c(cuts, Inf)
  list(cuts = cuts, count = length(low),
    value = function(t) outer(t, seq_along(low), function(t, k)
      as.numeric((t > low[k] | (k == 1 & t == 0)) & t <= high[k])),
    integral = function(t) outer(t, seq_along(low), function(t, k)
      pmax(0, pmin(t, high[k]) - low[k])))
}
spline <- function(cuts, end) {
  knots <- c(rep(0, 3), cuts, rep(end, 3))
  longer <- c(rep(0, 4), cuts, rep(end, 4))
  k <- length(cuts) + 3
  width <- knots[3 + seq_len(k)] - knots[seq_len(k)]
  value <- function(t) t(t(splineDesign(knots, t, ord = 3)) * 3 / width)
  integral <- function(t) {
    b <- splineDesign(longer, t, ord = 4)
    sapply(seq_len(k), function(j) rowSums(b[, (j + 1):(k + 1), drop = FALSE]))
  }
  for (j in seq_len(k)) for (to in c(end / 3, end)) stopifnot(
    abs(integral(c(to, 0))[1, j] -
      sum(sapply(seq_along(c(0, cuts)), function(i) {
        from <- c(0, cuts)[i]
        upto <- min(to, c(cuts, end)[i])
        if (upto <= from) return(0)
        at <- (from + upto) / 2 + (upto - from) / 2 * gauss$node
        sum(gauss$weight * value(at)[, j]) * (upto - from) / 2
      }))) < 1e-12)
  list(cuts = cuts, count = k, value = value, integral = integral)
}
# The contributions of rows, for complex parameters too: derivatives by complex steps are exact.
contributions <- function(parameters, d, x, base, free) {
  a <- rep(0 + 0i, base$count)
  a[free] <- exp(parameters[seq_len(sum(free))])
  beta <- parameters[-seq_len(sum(free))]
  eta <- if (ncol(x)) as.vector(x %*% beta) else 0
  risk <- exp(eta)
  integral <- function(t) as.vector(base$integral(t) %*% a)
  lived <- risk * (integral(d$lower) - integral(d$entry))
  exact <- d$lower == d$upper
  known <- is.finite(d$upper) & !exact
  result <- -lived
  result[exact] <- (result + log(as.vector(base$value(d$lower) %*% a)) + eta)[exact]
  within <- risk * (integral(ifelse(known, d$upper, d$lower)) - integral(d$lower))
  result[known] <- (result + log(1 - exp(-ifelse(known, within, 1))))[known]
  result
}
row.scores <- function(parameters, ...)
  sapply(seq_along(parameters), function(j) {
    step <- as.complex(parameters)
    step[j] <- step[j] + 1e-30i
    Im(contributions(step, ...)) / 1e-30
  })
maximise <- function(d, x, base, weight = rep(1, nrow(d)), free = rep(TRUE, base$count),
                     beta = TRUE) {
  if (!beta) x <- x[, 0, drop = FALSE]
  score <- function(p) colSums(weight * row.scores(p, d, x, base, free))
  value <- function(p) {
    v <- suppressWarnings(sum(weight * Re(contributions(as.complex(p), d, x, base, free))))
    if (is.finite(v)) v else -Inf
  }
  curve <- function(p, h = 2e-4) {
    m <- sapply(seq_along(p), function(j) {
      e <- h * (seq_along(p) == j)
      (45 * (score(p + e) - score(p - e)) - 9 * (score(p + 2 * e) - score(p - 2 * e)) +
        (score(p + 3 * e) - score(p - 3 * e))) / (60 * h)
    })
    (m + t(m)) / 2
  }
  seen <- is.finite(d$upper)
  rate <- sum(weight * seen) / sum(weight * ifelse(seen, (d$lower + d$upper) / 2, d$lower))
  p <- c(rep(log(rate), sum(free)), rep(0, ncol(x)))
  if (!is.null(attr(base, "scale"))) p[seq_len(sum(free))] <- log(attr(base, "scale"))
  for (iteration in 1:200) {
    g <- score(p)
    e <- eigen(-curve(p), symmetric = TRUE)
    step <- as.vector(e$vectors %*% (crossprod(e$vectors, g) / pmax(abs(e$values), 1e-8)))
    step <- step / max(1, max(abs(step)) / 2)
    size <- 1
    while (value(p + size * step) < value(p) - 1e-12 * abs(value(p)) && size > 1e-10) size <- size / 2
    p <- p + size * step
    if (max(abs(step)) < 1e-12) break
  }
  stopifnot(max(abs(step)) < 1e-10, all(eigen(-curve(p))$values > 0))
  cov <- solve(-curve(p))
  list(p = p, cov = cov, loglik = value(p), free = free, base = base, x = x, d = d, weight = weight)
}
robust <- function(fit, cluster = seq_len(nrow(fit$d)), copies = FALSE) {
  u <- row.scores(fit$p, fit$d, fit$x, fit$base, fit$free)
  meat <- if (copies) crossprod(u * sqrt(fit$weight)) else crossprod(rowsum(u * fit$weight, cluster))
  fit$cov %*% meat %*% fit$cov
}
# Predictions by the delta method, derivatives by complex steps.
predicted <- function(fit, cov, at, x, times, tau) {
  base <- fit$base
  k <- sum(fit$free)
  hazard <- function(p, t) {
    a <- rep(0 + 0i, base$count)
    a[fit$free] <- exp(p[seq_len(k)])
    as.vector(base$integral(t) %*% a) * exp(sum(x * p[-seq_len(k)]))
  }
  slope <- function(f) sapply(seq_along(fit$p), function(j) {
    p <- as.complex(fit$p)
    p[j] <- p[j] + 1e-30i
    Im(f(p)) / 1e-30
  })
  error <- function(f) {
    g <- slope(f)
    sqrt(sum(g * (cov %*% g)))
  }
  z <- qnorm(0.975)
  at <- paste0("at=", at)
  lines <- sapply(times, function(t) {
    cumulative <- Re(hazard(fit$p, t))
    se <- error(function(p) hazard(p, t))
    term <- paste0(at, ";time=", t)
    c(row("predictions/at_times/estimate", term, exp(-cumulative)),
      row("predictions/at_times/std_error", term, exp(-cumulative) * se, 1e-8),
      row("predictions/at_times/conf_low", term, exp(-cumulative * exp(z * se / cumulative)), 1e-8),
      row("predictions/at_times/conf_high", term, exp(-cumulative * exp(-z * se / cumulative)), 1e-8))
  })
  mean.of <- function(p) {
    ends <- c(0, base$cuts[base$cuts < tau], tau)
    sum(sapply(seq_len(length(ends) - 1), function(i) {
      half <- (ends[i + 1] - ends[i]) / 2
      node <- (ends[i + 1] + ends[i]) / 2 + half * gauss$node
      half * sum(gauss$weight * exp(-hazard(p, node)))
    }))
  }
  lines <- c(lines,
    row("predictions/rmst/tau", at, tau),
    row("predictions/rmst/estimate", at, Re(mean.of(fit$p))),
    row("predictions/rmst/std_error", at, error(mean.of), 1e-8))
  end <- max(ifelse(is.finite(fit$d$upper), fit$d$upper, fit$d$lower))
  if (Re(hazard(fit$p, end)) > log(2)) {
    median <- uniroot(function(t) Re(hazard(fit$p, t)) - log(2), c(1e-9, end), tol = 1e-14)$root
    # dt/dp = -(dΛ/dp) / λ(t)
    a <- rep(0, base$count)
    a[fit$free] <- exp(fit$p[seq_len(k)])
    rate <- sum(base$value(median) * a) * exp(sum(x * fit$p[-seq_len(k)]))
    se <- error(function(p) hazard(p, median)) / rate
    lines <- c(lines,
      row("predictions/median", at, median), row("predictions/quantiles/std_error",
        paste0(at, ";p=0.5"), se, 1e-8),
      row("predictions/median_conf_low", at, median * exp(-z * se / median), 1e-8),
      row("predictions/median_conf_high", at, median * exp(z * se / median), 1e-8))
  }
  lines
}
term.rows <- function(names, beta, cov, robust.cov = NULL) {
  of <- paste0("term=", names)
  se <- sqrt(diag(cov))
  used <- if (is.null(robust.cov)) se else sqrt(diag(robust.cov))
  c(row("terms/estimate", of, beta), row("terms/std_error", of, se, 1e-8),
    if (!is.null(robust.cov)) row("terms/robust_std_error", of, used, 1e-8),
    row("terms/statistic", of, beta / used, 1e-8),
    row("terms/hazard_ratio", of, exp(beta)),
    row("terms/conf_low", of, beta - qnorm(.975) * used, 1e-8, 1e-9),
    row("terms/conf_high", of, beta + qnorm(.975) * used, 1e-8, 1e-9))
}
model.rows <- function(fit, names, null = NULL, robust.cov = NULL, exact.baseline = TRUE) {
  k <- sum(fit$free)
  b <- k + seq_along(names)
  used <- if (is.null(robust.cov)) fit$cov else robust.cov
  baseline <- paste0("#", which(fit$free) - 1)
  c(if (length(names)) term.rows(names, fit$p[b], fit$cov[b, b, drop = FALSE],
      if (!is.null(robust.cov)) robust.cov[b, b, drop = FALSE]),
    row("log_likelihood/model", "", fit$loglik),
    row("parameters", "", length(fit$p)), row("aic", "", -2 * fit$loglik + 2 * length(fit$p)),
    row("baseline/coefficients/log_estimate", baseline, fit$p[seq_len(k)]),
    row("baseline/coefficients/std_error", baseline, sqrt(diag(used))[seq_len(k)], 1e-8),
    if (!is.null(null)) {
      g <- colSums(fit$weight * row.scores(c(null$p, 0 * fit$p[b]), fit$d, fit$x, fit$base, fit$free))
      c(row("log_likelihood/null", "", null$loglik),
        row("tests/likelihood_ratio/statistic", "", 2 * (fit$loglik - null$loglik), 1e-8),
        row("tests/likelihood_ratio/p_value", "",
          pchisq(2 * (fit$loglik - null$loglik), length(b), lower.tail = FALSE), 1e-7),
        row("tests/wald/statistic", "", sum(fit$p[b] * solve(used[b, b], fit$p[b])), 1e-8))
    })
}

design <- function(d) cbind(x = d$x, "arm=b" = d$arm == "b", "arm=c" = d$arm == "c") + 0
d <- closed(visits)
d$entry.column <- d$entry
interval2 <- "Surv(lower, upper, type = \"interval2\") ~ x + arm"
last <- max(ifelse(is.finite(d$upper), d$upper, d$lower))
ends <- function(d) {
  seen <- is.finite(d$upper)
  both <- c(d$lower[seen & d$lower < d$upper], d$upper[seen])
  both[both > 0]
}
x <- design(d)
names <- colnames(x)

# One piece: survreg's exponential model, whose coefficients are those of log time.
fit <- survreg(Surv(ifelse(lower == 0, NA, lower), ifelse(is.finite(upper), upper, NA),
  type = "interval2") ~ x + arm, data = d, dist = "exponential",
  control = list(rel.tolerance = 1e-14, maxiter = 100))
rate <- function(...) exp(-sum(coef(fit) * c(1, ...)))
case("icph-exponential",
  c("icph", file("visits"), interval2, "--knots", "0", "--at", "x=0.5,arm=b", "--times", "3,12",
    "--tau", "12"),
  term.rows(names, -coef(fit)[-1], vcov(fit)[-1, -1]),
  row("log_likelihood/model", "", fit$loglik[2]), row("log_likelihood/null", "", fit$loglik[1]),
  row("baseline/coefficients/log_estimate", "#0", -coef(fit)[1]),
  row("baseline/coefficients/std_error", "#0", sqrt(vcov(fit)[1, 1]), 1e-8),
  row("predictions/at_times/estimate", c("time=3", "time=12"), exp(-rate(0.5, 1, 0) * c(3, 12))),
  row("predictions/median", "", log(2) / rate(0.5, 1, 0)),
  row("predictions/rmst/estimate", "",
    (1 - exp(-12 * rate(0.5, 1, 0))) / rate(0.5, 1, 0)))
fit <- survreg(Surv(ifelse(lower == 0, NA, lower), ifelse(is.finite(upper), upper, NA),
  type = "interval2") ~ x + arm + cluster(patient), data = d, dist = "exponential",
  control = list(rel.tolerance = 1e-14, maxiter = 100))
case("icph-exponential-clusters",
  c("icph", file("visits"), paste(interval2, "+ cluster(patient)"), "--knots", "0"),
  term.rows(names, -coef(fit)[-1], fit$naive.var[-1, -1], fit$var[-1, -1]))

# Exact and right-censored times in pieces: Poisson regression on person-time.
poisson.rows <- function(data, formula, cuts) {
  split <- survSplit(formula, data = data, cut = cuts, episode = "piece")
  split$person.time <- split$stop. - split$start.
  split$piece <- factor(split$piece)
  model <- glm(event ~ 0 + piece + age + sex + offset(log(person.time)), family = poisson,
    data = split, control = list(epsilon = 1e-15, maxit = 100))
  null <- glm(event ~ 0 + piece + offset(log(person.time)), family = poisson, data = split,
    control = list(epsilon = 1e-15, maxit = 100))
  loglik <- function(m) sum(split$event * log(fitted(m) / split$person.time) - fitted(m))
  k <- nlevels(split$piece)
  c(term.rows(c("age", "sex"), coef(model)[-seq_len(k)], vcov(model)[-seq_len(k), -seq_len(k)]),
    row("log_likelihood/model", "", loglik(model)), row("log_likelihood/null", "", loglik(null)),
    row("baseline/coefficients/log_estimate", paste0("#", seq_len(k) - 1), coef(model)[seq_len(k)]),
    row("baseline/coefficients/std_error", paste0("#", seq_len(k) - 1),
      sqrt(diag(vcov(model)))[seq_len(k)], 1e-8))
}
case("icph-poisson",
  c("icph", file("lung"), "Surv(time, event) ~ age + sex", "--cuts", "100,250,500"),
  poisson.rows(transform(lung, start. = 0, stop. = time), Surv(start., stop., event) ~ .,
    c(100, 250, 500)))
late <- lung
late$start <- ifelse(seq_len(nrow(lung)) %% 3 == 0, 0, floor(lung$time * ((seq_len(nrow(lung)) * 7) %% 10) / 12))
late <- keep("late", late)
case("icph-delayed",
  c("icph", file("late"), "Surv(start, time, event) ~ age + sex", "--cuts", "100,250,500"),
  poisson.rows(transform(late, start. = start, stop. = time), Surv(start., stop., event) ~ .,
    c(100, 250, 500)))
case("icph-entry",
  c("icph", file("late"), "Surv(time, event) ~ age + sex", "--cuts", "100,250,500", "--entry",
    "start"),
  poisson.rows(transform(late, start. = start, stop. = time), Surv(start., stop., event) ~ .,
    c(100, 250, 500)))

# Intervals in pieces, at the quantiles of their ends.
d$entry <- 0
cuts <- quantile(ends(d), c(.25, .5, .75), type = 1)
base <- pieces(unique(unname(cuts)))
fit <- maximise(d, x, base)
null <- maximise(d, x, base, beta = FALSE)
case("icph-pieces",
  c("icph", file("visits"), interval2, "--at", "x=-1,arm=c", "--at", "x=0.5,arm=b", "--times",
    "1,6,12", "--tau", "12"),
  model.rows(fit, names, null), row("baseline/cuts", paste0("#", seq_along(base$cuts) - 1), base$cuts),
  predicted(fit, fit$cov, "x=-1,arm=c", c(-1, 0, 1), c(1, 6, 12), 12),
  predicted(fit, fit$cov, "x=0.5,arm=b", c(0.5, 1, 0), c(1, 6, 12), 12))

# The same with delayed entry, weights and clusters.
late.d <- d
late.d$entry <- d$entry.column
late.d$lower <- ifelse(late.d$lower < late.d$upper, pmax(late.d$lower, late.d$entry), late.d$lower)
base <- pieces(c(3, 7))
fit <- maximise(late.d, x, base)
null <- maximise(late.d, x, base, beta = FALSE)
case("icph-pieces-entry",
  c("icph", file("visits"), interval2, "--cuts", "3,7", "--entry", "entry", "--at", "x=0,arm=a",
    "--times", "6", "--tau", "15"),
  model.rows(fit, names, null), predicted(fit, fit$cov, "x=0,arm=a", c(0, 0, 0), 6, 15))
fit <- maximise(late.d, x, base, weight = d$weight)
cov <- robust(fit, d$patient)
case("icph-pieces-weights-clusters",
  c("icph", file("visits"), paste(interval2, "+ cluster(patient)"), "--cuts", "3,7", "--entry",
    "entry", "--weights", "weight", "--at", "x=0,arm=a", "--times", "6", "--tau", "15"),
  model.rows(fit, names, robust.cov = cov), predicted(fit, cov, "x=0,arm=a", c(0, 0, 0), 6, 15))
cov <- robust(fit)
case("icph-pieces-sampling",
  c("icph", file("visits"), interval2, "--cuts", "3,7", "--entry", "entry", "--weights", "weight",
    "--weight-kind", "sampling"),
  model.rows(fit, names, robust.cov = cov))
many <- d[rep(seq_len(nrow(d)), d$copies), ]
fit <- maximise(many, design(many), base)
case("icph-pieces-frequencies",
  c("icph", file("visits"), interval2, "--cuts", "3,7", "--weights", "copies", "--weight-kind",
    "frequency", "--robust"),
  model.rows(fit, names, robust.cov = robust(fit)), row("n", "", nrow(many)))
fit <- maximise(d, x[, 0], base)
case("icph-alone",
  c("icph", file("visits"), "Surv(lower, upper, type = \"interval2\") ~ 1", "--cuts", "3,7",
    "--times", "6", "--tau", "15"),
  model.rows(fit, character()), predicted(fit, fit$cov, "", numeric(), 6, 15))

# Splines.
smooth <- function(cuts, d) {
  base <- spline(cuts, max(ifelse(is.finite(d$upper), d$upper, d$lower)))
  attr(base, "scale") <- rep(2 / base$count, base$count)
  base
}
base <- smooth(unique(unname(quantile(ends(d), c(.5), type = 1))), d)
fit <- maximise(d, x, base)
null <- maximise(d, x, base, beta = FALSE)
case("icph-spline",
  c("icph", file("visits"), interval2, "--baseline", "spline", "--knots", "1", "--at",
    "x=-1,arm=c", "--at", "x=0.5,arm=b", "--times", "1,6,12", "--tau", "12"),
  model.rows(fit, names, null),
  predicted(fit, fit$cov, "x=-1,arm=c", c(-1, 0, 1), c(1, 6, 12), 12),
  predicted(fit, fit$cov, "x=0.5,arm=b", c(0.5, 1, 0), c(1, 6, 12), 12))
# More knots than the data bear: some weights are zero. Which ones is taken from the Kuhn-Tucker
# conditions: a weight is left out where it runs below 1e-5 of the largest, and then must not be
# wanted.
base <- smooth(unique(unname(quantile(ends(d), 1:5 / 6, type = 1))), d)
free <- rep(TRUE, base$count)
repeat {
  start <- base
  attr(start, "scale") <- attr(base, "scale")[free]
  fit <- tryCatch(maximise(d, x, start, free = free), error = function(e) NULL)
  if (!is.null(fit) && all(exp(fit$p[seq_len(sum(free))]) > 1e-5)) break
  # The weights of a fit that is held above zero show which of them run there.
  held <- optim(c(log(attr(base, "scale")[free]), 0, 0, 0), function(p) {
    v <- sum(Re(contributions(as.complex(p), d, x, base, free)))
    if (is.finite(v)) -v else 1e10
  }, function(p) -colSums(row.scores(p, d, x, base, free)), method = "L-BFGS-B", lower = -14)
  free[which(free)[which.min(held$par[seq_len(sum(free))])]] <- FALSE
}
wanted <- sapply(which(!free), function(k) {
  nearly <- replace(free, k, TRUE)
  p <- append(fit$p, -18, after = sum(nearly[seq_len(k)]) - 1)
  sum(row.scores(p, d, x, base, nearly)[, sum(nearly[seq_len(k)])])
})
stopifnot(any(!free), wanted < 0)
case("icph-spline-zeros",
  c("icph", file("visits"), interval2, "--baseline", "spline", "--knots", "5", "--at",
    "x=-1,arm=c", "--times", "6", "--tau", "12"),
  model.rows(fit, names), predicted(fit, fit$cov, "x=-1,arm=c", c(-1, 0, 1), 6, 12))
writeLines(toJSON(commands, pretty = TRUE), file.path(folder, "commands.json"))
