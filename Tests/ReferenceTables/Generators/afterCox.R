# What follows a Cox fit, from R: standardised curves, concordances, tests of proportional hazards,
# predictions. Run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/afterCox.R
# Writes Tables/afterCox/ in the form of Tables/commands/ (see commands.R).
suppressMessages({
  library(survival)
  library(riskRegression)
  library(jsonlite)
})
folder <- "Tests/ReferenceTables/Tables/afterCox"
number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
row <- function(quantity, term, value)
  sprintf("%s,\"%s\",%s", quantity, term, number(as.numeric(value)))
commands <- list()
case <- function(name, arguments, ..., relative = NULL) {
  lines <- unlist(list(...))
  stopifnot(length(lines) > 0, !(name %in% names(commands)))
  header <- "quantity,term,value"
  if (!is.null(relative)) {
    header <- paste0(header, ",relativeTolerance")
    lines <- paste0(lines, ",", relative)
  }
  writeLines(c(header, lines), file.path(folder, paste0(name, ".csv")))
  commands[[name]] <<- arguments
}
keep <- function(name, data) {
  file <- file.path(folder, paste0(name, "-data.csv"))
  write.csv(data, file, row.names = FALSE, na = "", quote = FALSE)
  read.csv(file, stringsAsFactors = TRUE)
}
file <- function(name) paste0("{data}/", name, "-data.csv")
control <- coxph.control(eps = 1e-14, toler.chol = 1e-16, timefix = FALSE, iter.max = 100)

# ---- The data -------------------------------------------------------------------------------
set.seed(20)
n <- 90
untied <- keep("untied", data.frame(
  time = round(rexp(n), 7), event = rbinom(n, 1, 0.7), age = round(rnorm(n, 60, 9), 2),
  arm = sample(c("a", "b", "c"), n, TRUE), site = sample(1:3, n, TRUE)))
tied <- untied
tied$time <- ceiling(tied$time * 8)
tied$weight <- sample(c(0.5, 1, 1.5, 2), n, TRUE)
tied$start <- pmax(0, tied$time - sample(1:12, n, TRUE))
tied$patient <- sample(1:40, n, TRUE)
tied <- keep("tied", tied)

# ---- Standardised curves: riskRegression's ate, where no times tie ---------------------------
at <- function(level, time) sprintf("level=%s;time=%.15g", level, time)
pair <- function(a, b, measure, time) sprintf("a=%s;b=%s;measure=%s;time=%.15g", a, b, measure, time)
ate.case <- function(name, right) {
  fit <- coxph(as.formula(paste("Surv(time, event) ~", right)), untied, ties = "breslow",
    x = TRUE, y = TRUE, control = control)
  times <- c(0.3, 0.8, 1.4)
  effect <- ate(fit, treatment = "arm", times = times, data = untied, se = TRUE, verbose = FALSE)
  lines <- list()
  for (k in seq_len(nrow(effect$meanRisk))) with(effect$meanRisk[k, ], {
    here <- at(treatment, time)
    lines <<- c(lines, list(row("standardised/at_times/estimate", here, 1 - estimate),
      row("standardised/at_times/std_error", here, se)))
  })
  for (k in seq_len(nrow(effect$diffRisk))) with(effect$diffRisk[k, ], {
    here <- pair(B, A, "difference", time)
    lines <<- c(lines, list(row("standardised_contrasts/estimate", here, -estimate),
      row("standardised_contrasts/std_error", here, se)))
  })
  for (k in seq_len(nrow(effect$ratioRisk))) with(effect$ratioRisk[k, ], {
    here <- pair(B, A, "risk_ratio", time)
    lines <<- c(lines, list(row("standardised_contrasts/estimate", here, estimate),
      row("standardised_contrasts/std_error", here, se)))
  })
  case(name, c("cox", file("untied"), paste("Surv(time, event) ~", right), "--ties", "breslow",
    "--standardise", "arm", "--times", paste(times, collapse = ",")), lines)
}
ate.case("standardised-ate", "arm + age")
ate.case("standardised-ate-strata", "arm * age + strata(site)")

# ---- Standardised curves by their definition --------------------------------------------------
# The estimate as a function of the weight of every row, and its derivatives by finite differences:
# an influence function that owes nothing to a formula. Efron's hazards with weights are written
# out: each of d tied deaths carries their mean weight.
hazard <- function(data, w, eta, ties, time) {
  total <- 0
  for (t in unique(sort(data$time[data$event == 1 & data$time <= time]))) {
    risk <- data$time >= t & data$start < t
    dead <- data$time == t & data$event == 1
    d <- sum(dead)
    share <- if (ties == "efron") (seq_len(d) - 1) / d else rep(0, d)
    total <- total + sum(mean(w[dead]) /
      (sum((w * exp(eta))[risk]) - share * sum((w * exp(eta))[dead])))
  }
  total
}
standardise <- function(data, w, right, ties, levels, times, tau, fixed) {
  fit <- coxph(as.formula(paste("Surv(start, time, event) ~", right)), data, weights = w,
    ties = ties, control = control)
  strata <- if (grepl("strata", right)) data$site else rep(1, nrow(data))
  design <- function(data) {
    x <- model.matrix(delete.response(terms(update(as.formula(paste("~", right)), . ~ . - strata(site)))), data)
    x[, -1, drop = FALSE]
  }
  eta <- drop(design(data) %*% coef(fit))
  mass <- if (fixed) data$weight0 / sum(data$weight0) else w / sum(w)
  curve <- function(level, time) {
    there <- data
    there$arm <- factor(rep(level, nrow(data)), levels = levels(data$arm))
    eta.there <- drop(design(there) %*% coef(fit))
    value <- 0
    for (s in unique(strata)) {
      own <- strata == s
      l <- hazard(data[own, ], w[own], eta[own], ties, time)
      value <- value + sum(mass[own] * exp(-l * exp(eta.there[own])))
    }
    value
  }
  steps <- sort(unique(c(0, data$time[data$event == 1 & data$time < tau], tau)))
  unlist(lapply(levels, function(level) c(
    sapply(times, function(t) curve(level, t)),
    sum(sapply(steps[-length(steps)], function(t) curve(level, t)) * diff(steps)))))
}
definition.case <- function(name, right, ties, weights, delayed, cluster, fixed) {
  data <- tied
  if (!delayed) data$start <- -1
  data$weight0 <- if (weights) data$weight else rep(1, nrow(data))
  levels <- levels(data$arm)
  times <- c(3, 9)
  tau <- 11
  value <- function(w) standardise(data, w, right, ties, levels, times, tau, fixed)
  whole <- value(data$weight0)
  influence <- sapply(seq_len(nrow(data)), function(i) {
    step <- function(h) {
      w <- data$weight0
      w[i] <- w[i] + h
      value(w)
    }
    h <- 2e-3
    data$weight0[i] * (8 * (step(h) - step(-h)) - (step(2 * h) - step(-2 * h))) / (12 * h)
  })
  if (cluster) influence <- t(rowsum(t(influence), data$patient))
  v <- influence %*% t(influence)
  lines <- list()
  for (a in seq_along(levels)) for (k in 1:3) {
    place <- (a - 1) * 3 + k
    if (k < 3) lines <- c(lines, list(
      row("standardised/at_times/estimate", at(levels[a], times[k]), whole[place]),
      row("standardised/at_times/std_error", at(levels[a], times[k]), sqrt(v[place, place]))))
    else lines <- c(lines, list(
      row("standardised/rmst/estimate", paste0("level=", levels[a]), whole[place]),
      row("standardised/rmst/std_error", paste0("level=", levels[a]), sqrt(v[place, place]))))
  }
  for (a in 2:3) for (k in 1:3) {
    i <- (a - 1) * 3 + k
    j <- k
    here <- function(measure) if (k < 3) pair(levels[a], levels[1], measure, times[k])
      else sprintf("a=%s;b=%s;measure=%s;tau=%g", levels[a], levels[1], measure, tau)
    ratio <- whole[i] / whole[j]
    lines <- c(lines, list(
      row("standardised_contrasts/estimate", here("difference"), whole[i] - whole[j]),
      row("standardised_contrasts/std_error", here("difference"),
        sqrt(v[i, i] + v[j, j] - 2 * v[i, j])),
      row("standardised_contrasts/estimate", here("ratio"), ratio),
      row("standardised_contrasts/std_error", here("ratio"), ratio *
        sqrt(v[i, i] / whole[i]^2 + v[j, j] / whole[j]^2 - 2 * v[i, j] / whole[i] / whole[j]))))
  }
  left <- if (delayed) "Surv(start, time, event) ~" else "Surv(time, event) ~"
  case(name, c("cox", file("tied"),
    paste0(left, " ", right, if (cluster) " + cluster(patient)"), "--ties", ties,
    if (weights) c("--weights", "weight"), if (fixed) c("--covariates", "fixed"),
    "--standardise", "arm", "--times", paste(times, collapse = ","), "--tau", tau),
    lines, relative = 1e-8)
}
definition.case("standardised-efron", "arm + age", "efron", FALSE, FALSE, FALSE, FALSE)
definition.case("standardised-efron-fixed", "arm + age", "efron", FALSE, FALSE, FALSE, TRUE)
definition.case("standardised-weights-strata", "arm + age + strata(site)", "efron", TRUE, FALSE,
  FALSE, FALSE)
definition.case("standardised-delayed-clusters", "arm + age", "efron", TRUE, TRUE, TRUE, FALSE)
definition.case("standardised-delayed-breslow", "arm * age", "breslow", FALSE, TRUE, FALSE, FALSE)

# ---- Concordance ------------------------------------------------------------------------------
lung <- survival::lung
lung$event <- lung$status - 1
lung$case_weight <- 0.25 + ((seq_len(nrow(lung)) * 13) %% 17) / 5
lung$site <- (seq_len(nrow(lung)) * 5) %% 31
lung$month <- ceiling(lung$time / 30)
lung <- keep("lung", lung[, c("time", "month", "event", "age", "sex", "ph.ecog", "case_weight", "site")])
lung.used <- lung[!is.na(lung$ph.ecog), ]
score.lines <- function(fits, names) {
  lines <- list()
  for (k in seq_along(fits)) {
    here <- paste0("score=", names[k])
    count <- if (is.matrix(fits[[k]]$count)) colSums(fits[[k]]$count) else fits[[k]]$count
    lines <- c(lines, list(
      row("scores/estimate", here, fits[[k]]$concordance),
      row("scores/std_error", here, sqrt(fits[[k]]$var)),
      row("scores/concordant", here, count[1]), row("scores/discordant", here, count[2]),
      row("scores/tied_score", here, count[3]), row("scores/tied_time", here, count[4]),
      row("scores/tied_both", here, count[5])))
  }
  if (length(fits) == 2) {
    pair <- sprintf("a=%s;b=%s", names[1], names[2])
    a <- fits[[1]]
    b <- fits[[2]]
    lines <- c(lines, list(
      row("differences/estimate", pair, a$concordance - b$concordance),
      row("differences/std_error", pair, sqrt(sum((a$dfbeta - b$dfbeta)^2)))))
  }
  lines
}
concordance.case <- function(name, data, file, left, scores, special = "", weights = NULL,
                             cluster = NULL, method = "n", tau = NULL, reverse = TRUE) {
  fits <- lapply(scores, function(score) {
    arguments <- list(as.formula(paste(left, "~", score, special)), data = data, timewt = method,
      reverse = reverse, timefix = FALSE, keepstrata = TRUE, influence = 1)
    if (!is.null(weights)) arguments$weights <- data[[weights]]
    if (!is.null(cluster)) arguments$cluster <- data[[cluster]]
    if (!is.null(tau)) arguments$ymax <- tau
    do.call(concordance, arguments)
  })
  right <- paste0(paste(scores, collapse = " + "), special,
    if (!is.null(cluster)) paste0(" + cluster(", cluster, ")"))
  case(name, c("concordance", file, paste(left, "~", right),
    "--method", switch(method, n = "harrell", "n/G2" = "uno", method),
    if (!is.null(weights)) c("--weights", weights), if (!is.null(tau)) c("--tau", tau),
    if (!reverse) "--reverse"), score.lines(fits, scores))
}
scores <- c("ph.ecog", "age")
for (method in c("n", "S", "S/G", "n/G2", "I")) {
  label <- gsub("/", "-", method)
  concordance.case(paste0("concordance-", label), lung.used, file("lung"),
    "Surv(month, event)", scores, method = method)
  concordance.case(paste0("concordance-", label, "-all"), lung.used, file("lung"),
    "Surv(month, event)", scores, " + strata(sex)", weights = "case_weight", cluster = "site",
    method = method, tau = 20)
}
concordance.case("concordance-reverse", lung.used, file("lung"), "Surv(time, event)", scores,
  reverse = FALSE)
heart <- survival::heart
heart$transplant <- as.integer(as.character(heart$transplant))
heart <- keep("heart", heart)
concordance.case("concordance-start-stop", heart, file("heart"), "Surv(start, stop, event)",
  c("age", "year"), cluster = "id")
# Uno's C worked by others: scikit-survival's test_metrics.py has the same 15 digits.
worked <- keep("worked", data.frame(time = c(1, 5, 6, 10, 11, 34, 45, 46, 50, 56),
  event = c(0, 1, 1, 0, 1, 0, 1, 0, 0, 1), risk = c(5, 8, 11, 19, 34, 12, 3, 9, 12, 20)))
case("concordance-worked", c("concordance", file("worked"), "Surv(time, event) ~ risk",
  "--method", "uno"), row("scores/estimate", "score=risk", 0.347890360332615))
fit <- coxph(Surv(month, event) ~ age + ph.ecog + strata(sex), lung.used, control = control)
uno <- concordance(fit, timewt = "n/G2", ymax = 25, timefix = FALSE)
case("cox-uno", c("cox", file("lung"), "Surv(month, event) ~ age + ph.ecog + strata(sex)",
  "--concordance", "uno", "--concordance-tau", "25"),
  row("concordance/estimate", "", uno$concordance), row("concordance/std_error", "", sqrt(uno$var)))

# ---- Proportional hazards ----------------------------------------------------------------------
veteran <- keep("veteran", survival::veteran)
veteran$clump <- ceiling(veteran$time / 20)
veteran$prior <- veteran$prior / 10
veteran$case_weight <- 0.5 + (seq_len(nrow(veteran)) %% 5) / 2
veteran$enter <- pmax(0, veteran$clump - 1 - (seq_len(nrow(veteran)) * 7) %% 6)
veteran <- keep("veteran", veteran)
transforms <- list(log = log, identity = identity)
zph.case <- function(name, left, right, ties, transform, weights = NULL) {
  formula <- as.formula(paste(left, "~", right))
  fit <- do.call(coxph, list(formula, veteran, ties = ties, weights = weights, control = control))
  test <- cox.zph(fit, transform = transform)$table
  lines <- list()
  for (term in setdiff(rownames(test), "GLOBAL")) lines <- c(lines, list(
    row("proportional_hazards/terms/statistic", paste0("term=", term), test[term, "chisq"]),
    row("proportional_hazards/terms/df", paste0("term=", term), test[term, "df"]),
    row("proportional_hazards/terms/p_value", paste0("term=", term), test[term, "p"])))
  lines <- c(lines, list(row("proportional_hazards/global/statistic", "", test["GLOBAL", "chisq"])))
  # The projection: Rao's score test of one more column, the term's linear predictor times g(t), with
  # the rows of every event time written out.
  if (transform %in% names(transforms)) {
    start <- if (grepl("enter", left)) veteran$enter else rep(-1, nrow(veteran))
    time <- if (grepl("clump", left)) veteran$clump else veteran$time
    x <- model.matrix(fit)
    strata <- if (grepl("strata", right)) veteran$trt else rep(1, nrow(veteran))
    term.of <- sub("(celltype).*", "\\1", colnames(x))
    w <- if (is.null(weights)) rep(1, nrow(veteran)) else weights
    for (term in unique(term.of)) {
      eta <- drop(x[, term.of == term, drop = FALSE] %*% coef(fit)[term.of == term])
      long <- do.call(rbind, lapply(unique(sort(time[veteran$status == 1])), function(t) {
        at <- which(time >= t & start < t)
        data.frame(x[at, , drop = FALSE], z = eta[at] * transforms[[transform]](t), t = t,
          event = veteran$status[at] == 1 & time[at] == t, s = strata[at], w = w[at])
      }))
      wide <- coxph(as.formula(paste("Surv(rep(1, nrow(long)), event) ~", paste(c(make.names(colnames(x)), "z"),
        collapse = "+"), "+ strata(s, t)")), long, weights = long$w, ties = ties, init = c(coef(fit), 0),
        iter.max = 0, control = coxph.control(iter.max = 0, timefix = FALSE))
      # With no step taken the score test is Rao's at the estimates.
      lines <- c(lines, list(row("proportional_hazards/terms/projection/statistic",
        paste0("term=", term), wide$score)))
    }
  }
  arguments <- c("cox", file("veteran"), paste(left, "~", right), "--ties", ties, "--zph", transform)
  if (!is.null(weights)) arguments <- c(arguments, "--weights", "case_weight")
  case(name, arguments, lines)
}
zph.case("zph-log", "Surv(time, status)", "celltype + karno", "breslow", "log")
zph.case("zph-identity", "Surv(clump, status)", "celltype + karno", "efron", "identity")
zph.case("zph-weights", "Surv(clump, status)", "celltype + karno", "efron", "log", veteran$case_weight)
zph.case("zph-strata", "Surv(clump, status)", "celltype + karno + strata(trt)", "efron", "log")
zph.case("zph-delayed", "Surv(enter, clump, status)", "celltype + karno", "breslow", "identity")
for (transform in c("km", "rank"))
  zph.case(paste0("zph-", transform), "Surv(enter, clump, status)", "celltype * karno + strata(trt)",
    "efron", transform, veteran$case_weight)
stopifnot(abs(as.numeric(sub(".*,", "", grep("projection.*celltype", readLines(file.path(folder,
  "zph-log.csv")), value = TRUE))) - 3.02283468841) < 1e-10)

# ---- Predictions -----------------------------------------------------------------------------
# The mean up to tau by its definition: the covariance of the cumulative hazard at every pair of
# event times, integrated twice.
mean.to <- function(fit, data, w, ties, new, tau) {
  x <- model.matrix(fit)
  eta <- drop(x %*% coef(fit))
  x.new <- drop(new)
  lp <- sum(x.new * coef(fit))
  times <- unique(sort(data$time[data$event == 1 & data$time < tau]))
  parts <- lapply(times, function(t) {
    risk <- data$time >= t & data$start < t
    dead <- data$time == t & data$event == 1
    d <- sum(dead)
    total <- 0
    square <- 0
    lever <- 0
    for (share in if (ties == "efron") (seq_len(d) - 1) / d else rep(0, d)) {
      weight <- w * exp(eta) * (risk - share * dead)
      total <- total + exp(lp) * mean(w[dead]) / sum(weight)
      square <- square + exp(2 * lp) * mean(w[dead]) / sum(weight)^2
      lever <- lever + exp(lp) * mean(w[dead]) / sum(weight) * (colSums(weight * x) / sum(weight) - x.new)
    }
    list(total, square, lever)
  })
  base <- cumsum(sapply(parts, `[[`, 2))
  lever <- apply(matrix(sapply(parts, `[[`, 3), nrow = length(x.new)), 1, cumsum)
  k <- length(times)
  covariance <- outer(seq_len(k), seq_len(k), function(i, j) base[pmin(i, j)]) +
    lever %*% vcov(fit) %*% t(lever)
  survival <- exp(-cumsum(sapply(parts, `[[`, 1)))
  length <- diff(c(times, tau))
  area <- survival * length
  c(times[1] + sum(area), sqrt(drop(area %*% covariance %*% area)))
}
prediction.case <- function(name, left, right, ties, weights, cluster, scale) {
  data <- tied
  if (!grepl("start", left)) data$start <- -1
  w <- if (weights) data$weight else rep(1, nrow(data))
  arguments <- list(as.formula(paste(left, "~", right)), data = data, ties = ties, control = control)
  if (weights) arguments$weights <- w
  if (cluster) arguments$cluster <- data$patient
  fit <- do.call(coxph, arguments)
  new <- data.frame(arm = factor("b", levels = levels(data$arm)), age = 61, site = 2)
  curve <- survfit(fit, newdata = new, conf.type = scale)
  times <- c(2, 5, 9)
  shown <- summary(curve, times = times)
  quantiles <- quantile(curve, c(0.25, 0.5, 0.75))
  lines <- list()
  for (k in seq_along(times)) {
    here <- sprintf("#0;time=%g", times[k])
    lines <- c(lines, list(row("predictions/at_times/estimate", here, shown$surv[k]),
      row("predictions/at_times/std_error", here, shown$std.err[k]),
      row("predictions/at_times/conf_low", here, shown$lower[k]),
      row("predictions/at_times/conf_high", here, shown$upper[k]),
      row("predictions/at_times/cumulative_hazard", here, -log(shown$surv[k])),
      row("predictions/at_times/cumulative_hazard_std_error", here, shown$std.err[k] / shown$surv[k])))
  }
  for (k in 1:3) {
    here <- sprintf("#0;p=%g", c(0.25, 0.5, 0.75)[k])
    lines <- c(lines, list(row("predictions/quantiles/estimate", here, quantiles$quantile[k]),
      row("predictions/quantiles/conf_low", here, quantiles$lower[k]),
      row("predictions/quantiles/conf_high", here, quantiles$upper[k])))
  }
  risk <- predict(fit, newdata = new, type = "lp", se.fit = TRUE, reference = "zero")
  lines <- c(lines, list(row("predictions/risk/estimate", "#0", exp(risk$fit)),
    row("predictions/risk/std_error", "#0", exp(risk$fit) * risk$se.fit)))
  if (!grepl("strata", right)) {
    mean <- mean.to(fit, data, w, ties, c(1, 0, 61), 9.5)
    lines <- c(lines, list(row("predictions/rmst/estimate", "#0", mean[1]),
      row("predictions/rmst/std_error", "#0", mean[2])))
  }
  case(name, c("cox", file("tied"), paste0(left, " ~ ", right, if (cluster) " + cluster(patient)"),
    "--ties", ties, if (weights) c("--weights", "weight"), "--at",
    paste0("arm=b,age=61", if (grepl("strata", right)) ",site=2"),
    "--times", paste(times, collapse = ","), "--tau", "9.5", "--conf-type", scale), lines)
}
prediction.case("prediction-efron", "Surv(time, event)", "arm + age", "efron", FALSE, FALSE, "log")
prediction.case("prediction-breslow", "Surv(time, event)", "arm + age", "breslow", FALSE, FALSE, "plain")
prediction.case("prediction-weights", "Surv(time, event)", "arm + age + strata(site)", "efron", TRUE,
  TRUE, "log-log")
prediction.case("prediction-delayed", "Surv(start, time, event)", "arm + age", "efron", TRUE, TRUE,
  "log-log")

write_json(commands, file.path(folder, "commands.json"), pretty = TRUE, auto_unbox = FALSE)
