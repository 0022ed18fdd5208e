# What `cohort finegray` must print, from R: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/fineGray.R
# Writes Tables/fineGray/: the data, commands.json (what to run) and one <case>.csv per command. A
# row's quantity is a path through the JSON of the command, its term the selectors for the arrays.
#
# Sources: `crr` is cmprsk::crr, `expanded` is survival::finegray with coxph on the rows it writes
# out, `definition` is the second implementation below, which follows the definitions of Fine and
# Gray (1999) and Geskus (2011) with a loop over every pair of row and event time.
suppressMessages({
  library(survival)
  library(cmprsk)
  library(jsonlite)
})
folder <- "Tests/ReferenceTables/Tables/fineGray"
dir.create(folder, showWarnings = FALSE, recursive = TRUE)

number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
rows <- NULL
put <- function(quantity, term, value, relative = "")
  rows <<- c(rows, sprintf("%s,\"%s\",%s,%s", quantity, term, number(as.numeric(value)), relative))
commands <- list()
finish <- function(name, arguments) {
  writeLines(c("quantity,term,value,relativeTolerance", rows), file.path(folder, paste0(name, ".csv")))
  commands[[name]] <<- c("finegray", arguments)
  rows <<- NULL
}
keep <- function(name, data) {
  for (v in names(data)) if (is.numeric(data[[v]])) data[[v]] <- number(data[[v]])
  write.csv(data, file.path(folder, paste0(name, "-data.csv")), row.names = FALSE, quote = FALSE)
}
file <- function(name) paste0("{data}/", name, "-data.csv")

# ---- Data -----------------------------------------------------------------------------------
RNGversion("4.2.2")
set.seed(10)
simulated <- data.frame(
  time = round(rexp(200), 6), cause = sample(0:2, 200, replace = TRUE), x1 = runif(200), x2 = runif(200),
  x3 = runif(200))
keep("simulated", simulated)
ages <- mgus2
ages$time <- with(ages, ifelse(pstat == 0, futime, ptime))
ages$cause <- with(ages, ifelse(pstat == 0, 2 * death, 1))
ages$male <- as.numeric(ages$sex == "M")
ages <- ages[c("time", "cause", "age", "male", "mspike")]
ages <- ages[complete.cases(ages), ]
keep("mgus2", ages)
liver <- pbc[complete.cases(pbc[c("age", "bili", "albumin", "edema")]), ]
liver <- with(liver, data.frame(
  time, cause = c(0, 2, 1)[status + 1], age, bili, albumin, edema))
keep("pbc", liver)
set.seed(4)
n <- 160
tied <- data.frame(
  stop = ceiling(rexp(n) * 12), cause = sample(0:3, n, TRUE), x1 = rnorm(n),
  x2 = rbinom(n, 1, 0.4), group = sample(1:3, n, TRUE), stratum = sample(1:2, n, TRUE),
  cluster = sample(1:50, n, TRUE), w = sample(c(0.5, 1, 1.7, 3), n, TRUE), o = rnorm(n) / 3)
tied$start <- pmin(tied$stop - 1, pmax(0, floor(tied$stop * runif(n, -1, 0.9))))
keep("tied", tied)

# ---- cmprsk::crr ----------------------------------------------------------------------------
crr.case <- function(name, data, data.name, variables, cause = 1, group = NULL, relative = 1e-9) {
  time <- if (is.null(data$time)) data$stop else data$time
  arguments <- list(time, data$cause, as.matrix(data[variables]), failcode = cause, cencode = 0,
    gtol = 1e-14, maxiter = 60)
  if (!is.null(group)) arguments$cengroup <- data[[group]]
  fit <- suppressWarnings(do.call(crr, arguments))
  errors <- sqrt(diag(fit$var))
  z <- qnorm(0.975)
  for (j in seq_along(variables)) {
    here <- paste0("term=", variables[j])
    put("terms/estimate", here, fit$coef[j], relative)
    put("terms/subdistribution_hazard_ratio", here, exp(fit$coef[j]), relative)
    put("terms/std_error", here, sqrt(diag(fit$invinf))[j], relative)
    # With censoring groups crr lets the censorings of one group weigh on the rows of all.
    if (!is.null(group)) next
    put("terms/robust_std_error", here, errors[j], relative)
    put("terms/statistic", here, fit$coef[j] / errors[j], relative)
    put("terms/p_value", here, 2 * pnorm(-abs(fit$coef[j] / errors[j])), 1e-7)
    put("terms/conf_low", here, fit$coef[j] - z * errors[j], relative)
    put("terms/subdistribution_hazard_ratio_high", here, exp(fit$coef[j] + z * errors[j]), relative)
  }
  put("log_likelihood/model", "", fit$loglik)
  put("log_likelihood/null", "", fit$loglik.null)
  put("tests/likelihood_ratio/statistic", "", 2 * (fit$loglik - fit$loglik.null))
  put("events", "", sum(data$cause == cause))
  put("competing_events", "", sum(data$cause != cause & data$cause != 0))
  hazard <- cumsum(fit$bfitj)
  at <- unlist(data[3, variables])
  incidence <- predict(fit, at)
  shown <- unique(round(seq(1, length(hazard), length.out = 8)))
  for (k in shown)
    put("baseline/cumulative_hazard", sprintf("time=%.17g", fit$uftime[k]), hazard[k], relative)
  for (k in shown)
    put("predictions/at_times/estimate", sprintf("#0;time=%.17g", fit$uftime[k]),
      incidence[k, 2], relative)
  left <- if (is.null(data$time)) "Surv(stop, cause)" else "Surv(time, cause)"
  finish(name, c(
    file(data.name), paste(left, "~", paste(variables, collapse = " + ")), "--cause", cause,
    "--baseline", "--at", paste0(variables, "=", sprintf("%.17g", at), collapse = ","),
    if (!is.null(group)) c("--censoring-group", group)))
}
crr.case("crr-simulated", simulated, "simulated", c("x1", "x2", "x3"))
crr.case("crr-simulated-2", simulated, "simulated", c("x1", "x2", "x3"), cause = 2)
crr.case("crr-mgus2", ages, "mgus2", c("age", "male"))
crr.case("crr-mgus2-death", ages, "mgus2", c("age", "male", "mspike"), cause = 2)
# crr stops at a gradient of gtol times the likelihood, here 1e-8 from the maximum.
crr.case("crr-pbc", liver, "pbc", c("age", "bili", "albumin", "edema"), relative = 1e-6)
crr.case("crr-tied", tied, "tied", c("x1", "x2"))
crr.case("crr-tied-3", tied, "tied", c("x1", "x2"), cause = 3)
crr.case("crr-tied-group", tied, "tied", c("x1", "x2"), group = "group")

# ---- survival::finegray and coxph -----------------------------------------------------------
control <- coxph.control(eps = 1e-14, iter.max = 60, toler.chol = 5e-15, timefix = FALSE)
expanded <- function(name, data, data.name, variables, ties, delayed = FALSE, strata = NULL,
                     offset = NULL, cluster = NULL) {
  d <- data
  if (!is.null(d$time)) d$stop <- d$time
  d$.id <- seq_len(nrow(d))
  d$.state <- factor(d$cause, 0:max(d$cause))
  d$.s <- if (is.null(strata)) 1 else d[[strata]]
  left <- if (delayed) "Surv(start, stop, .state)" else "Surv(stop, .state)"
  kept <- c(variables, ".id", ".s", offset, cluster)
  long <- if (delayed)
    finegray(as.formula(paste(left, "~", paste(c(kept, "strata(.s)"), collapse = "+"))), d,
      etype = "1", id = .id, timefix = FALSE)
  else
    finegray(as.formula(paste(left, "~", paste(c(kept, "strata(.s)"), collapse = "+"))), d,
      etype = "1", timefix = FALSE)
  long$.cluster <- if (is.null(cluster)) long$.id else long[[cluster]]
  right <- paste(c(variables, if (!is.null(strata)) "strata(.s)",
                   if (!is.null(offset)) paste0("offset(", offset, ")")), collapse = "+")
  fit <- coxph(as.formula(paste("Surv(fgstart, fgstop, fgstatus) ~", right)), long,
    weights = fgwt, ties = ties, cluster = .cluster, control = control, robust = TRUE)
  for (j in seq_along(variables)) {
    here <- paste0("term=", variables[j])
    put("terms/estimate", here, coef(fit)[j])
    put("terms/std_error", here, sqrt(diag(fit$naive.var))[j])
    put("terms/robust_std_error", here, sqrt(diag(fit$var))[j])
  }
  put("covariance", "#0;#1", fit$var[1, 2])
  put("log_likelihood/null", "", fit$loglik[1])
  put("log_likelihood/model", "", fit$loglik[2])
  put("tests/score/statistic", "", fit$score)
  # coxph leaves the offset out of its robust score test.
  if (is.null(offset)) put("tests/robust_score/statistic", "", fit$rscore)
  put("tests/wald/statistic", "", fit$wald.test)
  left <- if (delayed) "Surv(start, stop, cause)" else
    if (is.null(data$time)) "Surv(stop, cause)" else "Surv(time, cause)"
  finish(name, c(
    file(data.name),
    paste(left, "~", paste(c(variables, if (!is.null(strata)) paste0("strata(", strata, ")"),
      if (!is.null(offset)) paste0("offset(", offset, ")"),
      if (!is.null(cluster)) paste0("cluster(", cluster, ")")), collapse = " + ")),
    "--cause", "1", "--ties", ties, "--censoring", "finegray", "--variance", "known-weights"))
}
for (ties in c("breslow", "efron")) {
  case <- function(name, ...) expanded(paste0("expanded-", name, "-", ties), ..., ties = ties)
  case("mgus2", ages, "mgus2", c("age", "male"))
  case("pbc", liver, "pbc", c("age", "bili", "albumin", "edema"))
  case("tied", tied, "tied", c("x1", "x2"))
  case("tied-strata", tied, "tied", c("x1", "x2"), strata = "stratum")
  case("tied-offset", tied, "tied", c("x1", "x2"), offset = "o")
  case("tied-cluster", tied, "tied", c("x1", "x2"), cluster = "cluster")
  case("delayed", tied, "tied", c("x1", "x2"), delayed = TRUE)
  case("delayed-strata", tied, "tied", c("x1", "x2"), delayed = TRUE, strata = "stratum")
}

# ---- By the definitions ---------------------------------------------------------------------
# Breslow's ties. `influence` has for each row its weighted influence on the score, with and without
# the term of the censoring (and entry) distribution; `hazard` does the same for the cumulative
# hazard of a subject with covariates x0 in a stratum at a time.
definition <- function(time, cause, x, convention, entry = NULL, group = rep(1, length(time)),
                       stratum = rep(1, length(time)), w = rep(1, length(time)), offset = 0) {
  x <- as.matrix(x)
  n <- length(time)
  p <- ncol(x)
  e <- if (is.null(entry)) rep(-Inf, n) else entry
  delayed <- !is.null(entry) && any(e > min(time))
  censored <- cause == 0
  dead <- cause == 1
  competing <- !censored & !dead
  exact <- convention == "finegray"
  # Who is at risk of being censored at u: by `finegray` events at u are over then.
  exposed <- function(i, u) i & e < u & (time > u | (time == u & (censored | !exact)))
  curves <- lapply(split(seq_len(n), group), function(rows) {
    i <- seq_len(n) %in% rows
    u <- sort(unique(time[i & censored]))
    v <- if (delayed) sort(unique(e[i])) else numeric(0)
    list(
      rows = i, last = max(time[i]), u = u, v = v,
      at.risk = vapply(u, function(s) sum(w[exposed(i, s)]), 0),
      censored = vapply(u, function(s) sum(w[i & censored & time == s]), 0),
      observed = vapply(v, function(s) sum(w[i & e <= s & time > s]), 0),
      entered = vapply(v, function(s) sum(w[i & e == s]), 0))
  })
  share <- function(i, t) {
    curve <- curves[[as.character(group[i])]]
    if (!exact && t > curve$last) return(0)
    u <- curve$u >= time[i] & curve$u < t
    v <- curve$v >= time[i] & curve$v < t & curve$entered < curve$observed
    prod(1 - curve$censored[u] / curve$at.risk[u]) / prod(1 - curve$entered[v] / curve$observed[v])
  }
  events <- unique(data.frame(t = time[dead], s = stratum[dead]))
  events <- events[order(events$s, events$t), ]
  share.at <- sapply(seq_len(nrow(events)), function(k) vapply(seq_len(n), function(i) {
    t <- events$t[k]
    if (stratum[i] != events$s[k]) 0
    else if (time[i] >= t) as.numeric(e[i] < t)
    else if (competing[i]) share(i, t) else 0
  }, 0))
  deaths <- mapply(function(t, s) sum(w[dead & time == t & stratum == s]), events$t, events$s)
  b <- rep(0, p)
  at <- function(b) {
    eta <- drop(x %*% b) + offset
    r <- w * exp(eta)
    s0 <- colSums(r * share.at)
    mean <- t(share.at) %*% (r * x) / s0
    information <- Reduce(`+`, lapply(seq_along(deaths), function(k) {
      centred <- sweep(x, 2, mean[k, ])
      deaths[k] * crossprod(centred, centred * (r * share.at[, k])) / s0[k]
    }))
    list(r = r, s0 = s0, mean = mean, information = information,
      value = sum((w * eta)[dead]) - sum(deaths * log(s0)),
      score = colSums((w * x)[dead, , drop = FALSE]) - colSums(deaths * mean))
  }
  null <- at(b)$value
  for (iteration in 1:60) {
    v <- at(b)
    step <- solve(v$information, v$score)
    b <- b + step
    if (max(abs(step)) < 1e-15) break
  }
  v <- at(b)
  hazard <- deaths / v$s0
  place <- match(paste(time, stratum), paste(events$t, events$s))
  # Influence on Σ over rows and events of f(i, k) dM, f a matrix of n rows for each event.
  influence <- function(f, columns, known) {
    result <- matrix(0, n, columns)
    for (k in seq_along(deaths)) {
      result <- result - v$r * share.at[, k] * hazard[k] * f(k)
      own <- which(dead & place == k)
      result[own, ] <- result[own, ] + w[own] * f(k)[own, , drop = FALSE]
    }
    if (known) return(result)
    for (curve in curves) {
      q <- function(u, exact) {
        total <- rep(0, columns)
        for (k in which(if (exact) events$t > u else events$t >= u)) {
          i <- curve$rows & competing & time < events$t[k] & (if (exact) time <= u else time < u)
          total <- total +
            colSums((v$r * share.at[, k] * hazard[k] * f(k))[i, , drop = FALSE])
        }
        total
      }
      add <- function(rows, factor, value)
        result[rows, ] <<- result[rows, ] + outer(w[rows] * factor, value)
      for (m in seq_along(curve$u)) {
        u <- curve$u[m]
        rest <- curve$at.risk[m] - exact * curve$censored[m]
        if (rest <= 1e-12) next
        value <- q(u, exact)
        add(exposed(curve$rows, u), -curve$censored[m] / curve$at.risk[m] / rest, value)
        add(curve$rows & censored & time == u, 1 / rest, value)
      }
      for (m in seq_along(curve$v)) {
        rest <- curve$observed[m] - curve$entered[m]
        if (rest <= 1e-12) next
        u <- curve$v[m]
        value <- q(u, TRUE)
        add(curve$rows & e <= u & time > u, curve$entered[m] / curve$observed[m] / rest, value)
        add(curve$rows & e == u, -1 / rest, value)
      }
    }
    result
  }
  inverse <- solve(v$information)
  list(
    coefficients = b, value = c(null, v$value), inverse = inverse, events = events,
    hazard = hazard,
    score = function(known) influence(function(k) sweep(x, 2, v$mean[k, ]), p, known),
    subject = function(x0, s0, t, known, offset0 = 0) {
      factor <- exp(sum(x0 * b) + offset0)
      counts <- events$t <= t & events$s == s0
      total <- factor * sum(hazard[counts])
      own <- influence(function(k) matrix(if (counts[k]) factor / v$s0[k] else 0, n, 1), 1, known)
      gradient <- total * x0 - factor * colSums((hazard * v$mean)[counts, , drop = FALSE])
      coefficients <- influence(function(k) sweep(x, 2, v$mean[k, ]), p, known)
      list(hazard = total, influence = drop(own + coefficients %*% inverse %*% gradient))
    })
}

by.definition <- function(name, convention, known = FALSE, delayed = FALSE, group = NULL,
                          strata = NULL, weights = NULL, cluster = NULL, rows = seq_len(n)) {
  d <- tied[rows, ]
  x <- d[c("x1", "x2")]
  one <- function(column, otherwise) if (is.null(column)) otherwise else d[[column]]
  fit <- definition(
    d$stop, d$cause, x, convention, entry = if (delayed) d$start,
    group = one(group, one(strata, rep(1, nrow(d)))), stratum = one(strata, rep(1, nrow(d))),
    w = one(weights, rep(1, nrow(d))))
  clusters <- one(cluster, seq_len(nrow(d)))
  sandwich <- fit$inverse %*% crossprod(rowsum(fit$score(known), clusters)) %*% fit$inverse
  for (j in 1:2) {
    here <- paste0("term=x", j)
    put("terms/estimate", here, fit$coefficients[j])
    put("terms/std_error", here, sqrt(fit$inverse[j, j]))
    put("terms/robust_std_error", here, sqrt(sandwich[j, j]))
  }
  put("covariance", "#0;#1", sandwich[1, 2], 1e-8)
  put("log_likelihood/null", "", fit$value[1])
  put("log_likelihood/model", "", fit$value[2])
  label <- function(s) if (is.null(strata)) character(0) else paste0("stratum=", strata, "=", s)
  for (s in unique(fit$events$s)) {
    here <- fit$events$s == s
    for (k in which(seq_along(which(here)) %% 5 == 1))
      put("baseline/cumulative_hazard",
        paste(c(label(s), sprintf("time=%.17g", fit$events$t[here][k])), collapse = ";"),
        cumsum(fit$hazard[here])[k])
  }
  z <- qnorm(0.95)
  for (s in unique(fit$events$s)) for (t in c(3, 9, 20)) {
    subject <- fit$subject(c(0.5, 1), s, t, known)
    se <- sqrt(sum(rowsum(subject$influence, clusters)^2))
    here <- paste(c(if (is.null(strata)) "#0" else label(s), paste0("time=", t)), collapse = ";")
    put("predictions/at_times/estimate", here, 1 - exp(-subject$hazard))
    put("predictions/at_times/std_error", here, exp(-subject$hazard) * se, 1e-8)
    put("predictions/at_times/conf_low", here,
      1 - exp(-subject$hazard * exp(-z * se / subject$hazard)), 1e-8)
    put("predictions/at_times/conf_high", here,
      1 - exp(-subject$hazard * exp(z * se / subject$hazard)), 1e-8)
  }
  left <- if (delayed) "Surv(start, stop, cause)" else "Surv(stop, cause)"
  right <- paste(c("x1", "x2", if (!is.null(strata)) paste0("strata(", strata, ")"),
    if (!is.null(cluster)) paste0("cluster(", cluster, ")")), collapse = " + ")
  finish(name, c(
    file("tied"), paste(left, "~", right), "--cause", "1", "--censoring", convention,
    "--baseline", "--at", "x1=0.5,x2=1", "--times", "3,9,20", "--conf-level", "0.9",
    if (known) c("--variance", "known-weights"),
    if (!is.null(group)) c("--censoring-group", group),
    if (!is.null(weights)) c("--weights", weights)))
}
for (convention in c("crr", "finegray")) {
  case <- function(name, ...) by.definition(paste0("definition-", convention, "-", name), convention, ...)
  case("plain")
  case("known", known = TRUE)
  case("group", group = "group")
  case("strata", strata = "stratum")
  case("weights", weights = "w", cluster = "cluster")
  case("delayed", delayed = TRUE)
  case("everything", delayed = TRUE, group = "group", strata = "stratum", weights = "w",
    cluster = "cluster")
}

write_json(commands, file.path(folder, "commands.json"), pretty = TRUE)
