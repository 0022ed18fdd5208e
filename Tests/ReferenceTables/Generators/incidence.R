# What cohort cuminc and cohort cox --cause must print, from R's survival and cmprsk: run from the
# repository's root with
#   Rscript Tests/ReferenceTables/Generators/incidence.R
# Writes Tables/incidence/: the data, commands.json (what to run) and one <case>.csv per command; see
# commands.R for the form of the rows.
suppressMessages({
  library(survival)
  library(cmprsk)
  library(jsonlite)
})
folder <- "Tests/ReferenceTables/Tables/incidence"

number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
row <- function(quantity, term, value)
  sprintf("%s,\"%s\",%s", quantity, term, number(as.numeric(value)))
term <- function(...) {
  parts <- c(...)
  paste(parts[nchar(parts) > 0], collapse = ";")
}

# ---- The estimates of one group --------------------------------------------------------------
# data: time, cause (0 censored, 1 ... K), and perhaps entry, weight, cluster.
aalen.johansen <- function(data, causes, level, type) {
  data$state <- factor(data$cause, 0:causes)
  data$row <- seq_len(nrow(data))
  if (is.null(data$weight)) data$weight <- 1
  if (is.null(data$cluster)) data$cluster <- data$row
  arguments <- list(
    data = data, weights = quote(weight), id = quote(row),
    conf.int = level, conf.type = type, influence = TRUE, timefix = FALSE)
  arguments$formula <-
    if (is.null(data$entry)) Surv(time, state) ~ 1 else Surv(entry, time, state) ~ 1
  fit <- do.call(survfit, arguments)
  # The first of R's influences is that at the start of the curve.
  if (dim(fit$influence.pstate)[2] == length(fit$time) + 1)
    fit$influence.pstate <- fit$influence.pstate[, -1, , drop = FALSE]
  fit$influence.pstate <- fit$influence.pstate * data$weight
  for (part in c("pstate", "std.err", "lower", "upper"))
    if (!is.null(fit[[part]])) fit[[part]] <- matrix(fit[[part]], ncol = causes + 1)
  stopifnot(all.equal(
    fit$std.err, sqrt(apply(fit$influence.pstate^2, 2:3, sum)), check.attributes = FALSE))
  if (anyDuplicated(data$cluster)) {
    # This version of survfit takes a cluster and yet sums over rows alone: sum its influences.
    influence <- fit$influence.pstate
    collapsed <- rowsum(matrix(influence, nrow(data)), data$cluster)
    fit$influence.pstate <- array(collapsed, c(nrow(collapsed), dim(influence)[-1]))
    fit$std.err <- matrix(sqrt(apply(fit$influence.pstate^2, 2:3, sum)), ncol = causes + 1)
    limits <- survival:::survfit_confint(
      fit$pstate, fit$std.err, logse = FALSE, conf.type = type, conf.int = level)
    fit$lower <- matrix(limits$lower, ncol = causes + 1)
    fit$upper <- matrix(limits$upper, ncol = causes + 1)
  }
  fit
}

# The jackknife of the cause-specific Nelson-Aalen estimate, row by row from its definition.
hazard.error <- function(data, cause, times, used) {
  entry <- if (is.null(data$entry)) rep(-Inf, nrow(data)) else data$entry
  weight <- if (is.null(data$weight)) rep(1, nrow(data)) else data$weight
  cluster <- if (is.null(data$cluster)) seq_len(nrow(data)) else data$cluster
  is.own <- if (cause == 0) data$cause > 0 else data$cause == cause
  influence <- rep(0, nrow(data))
  value <- error <- numeric(length(times))
  total <- 0
  for (i in seq_along(times)) {
    at.risk <- entry < times[i] & data$time >= times[i]
    n <- sum(weight[at.risk])
    dies <- data$time == times[i] & is.own
    d <- sum(weight[dies])
    if (d > 0) {
      total <- total + d / n
      influence <- influence + weight * (dies - at.risk * d / n) / n
    }
    value[i] <- total
    if (i %in% used) error[i] <- sqrt(sum(rowsum(influence, cluster)^2))
  }
  list(value = value, error = error)
}

# Area under a state's curve up to tau and its jackknife error: the integral of R's influence.
area <- function(fit, state, start, tau) {
  times <- c(0, fit$time[fit$time > 0 & fit$time < tau], tau)
  width <- diff(times)
  place <- findInterval(head(times, -1), fit$time)
  value <- sum(width * c(start, fit$pstate[, state])[place + 1])
  influence <- cbind(0, matrix(fit$influence.pstate[, , state], ncol = length(fit$time)))
  list(value = value,
    error = sqrt(sum((influence[, place + 1, drop = FALSE] %*% width)^2)))
}

quantile.rows <- function(at, fit, state, events) {
  # R has none for competing risks: the rule of a survival curve's, on one less the incidence.
  used <- events > 0
  for (p in c(0.25, 0.5, 0.75)) {
    find <- function(height) {
      height <- height[used]
      time <- fit$time[used]
      known <- !is.na(height)
      tolerance <- sqrt(.Machine$double.eps)
      reaching <- which(known & height >= p - tolerance)
      leaving <- which(known & height >= p + tolerance)
      first <- function(k) if (length(k)) time[k[which.min(height[k])]] else NA
      last <- if (length(height)) tail(height, 1) else 0
      if (!is.na(last) && abs(last - p) < tolerance) return((first(reaching) + max(fit$time)) / 2)
      (first(reaching) + first(leaving)) / 2
    }
    rows <- c(
      row("groups/causes/quantiles/estimate", term(at, paste0("p=", p)), find(fit$pstate[, state])),
      row("groups/causes/quantiles/conf_low", term(at, paste0("p=", p)), find(fit$upper[, state])),
      row("groups/causes/quantiles/conf_high", term(at, paste0("p=", p)), find(fit$lower[, state])))
    collected <<- c(collected, rows)
  }
}
collected <- character()

group.rows <- function(group, data, names, times, tau, level, type, curve) {
  causes <- length(names)
  fit <- aalen.johansen(data, causes, level, type)
  entry <- if (is.null(data$entry)) rep(-Inf, nrow(data)) else data$entry
  weight <- if (is.null(data$weight)) rep(1, nrow(data)) else data$weight
  last <- max(data$time)
  # A curve at zero says something for ever.
  ended <- FALSE
  collected <<- c(collected, row("groups/n", group, nrow(data)))
  for (k in 0:causes) {
    key <- if (k == 0) "groups/event_free" else "groups/causes"
    at <- term(group, if (k > 0) paste0("cause=", names[k]) else "")
    if (k > 0)
      collected <<- c(collected, row("groups/causes/events", at, sum(data$cause == k)))
    start <- as.numeric(k == 0)
    state <- k + 1
    at.time <- function(time, quantity, values)
      collected <<- c(collected, row(paste0(key, "/", quantity), term(at, paste0("time=", time)), values))
    # R's product for the event-free state leaves a rounding unit where nobody is left.
    if (k == 0) {
      none <- fit$pstate[, 1] < 1e-10
      limit <- if (type == "plain") 0 else NA
      fit$pstate[none, 1] <- fit$std.err[none, 1] <- 0
      fit$lower[none, 1] <- fit$upper[none, 1] <- limit
      ended <- tail(none, 1)
    }
    sure <- fit$pstate[, state] > 1 - 1e-10 & fit$std.err[, state] < 1e-10
    fit$pstate[sure, state] <- 1
    fit$std.err[sure, state] <- 0
    known.one <- function(i) fit$pstate[i, state] == 1 & fit$std.err[i, state] == 0
    for (time in times) {
      i <- findInterval(time, fit$time)
      beyond <- time > last && !ended
      values <- if (beyond) rep(NA, 4)
        else if (i == 0) c(start, 0, if (k == 0) c(1, 1) else if (type == "plain") c(0, 0) else c(NA, NA))
        else if (known.one(i)) c(1, 0, 1, 1)
        else c(fit$pstate[i, state], fit$std.err[i, state], fit$lower[i, state], fit$upper[i, state])
      at.time(time, "at_times/estimate", values[1])
      at.time(time, "at_times/std_error", values[2])
      at.time(time, "at_times/conf_low", values[3])
      at.time(time, "at_times/conf_high", values[4])
      at.time(time, "at_times/n_risk", sum(weight[entry < time & data$time >= time]))
    }
    used <- if (curve) seq_along(fit$time) else unique(round(seq(1, length(fit$time), length.out = 5)))
    hazard <- hazard.error(data, k, fit$time, used)
    for (i in used) {
      slot <- match(fit$time[i], sort(unique(data$time)))
      if (is.na(slot)) next
      step <- function(quantity, values)
        collected <<- c(collected, row(paste0(key, "/curve/", quantity),
          term(at, paste0("#", slot - 1)), values))
      step("time", fit$time[i])
      own <- data$time == fit$time[i] & (if (k == 0) data$cause > 0 else data$cause == k)
      step("estimate", fit$pstate[i, state])
      step("std_error", fit$std.err[i, state])
      if (!known.one(i)) {
        step("conf_low", fit$lower[i, state])
        step("conf_high", fit$upper[i, state])
      }
      step("n_event", sum(weight[own]))
      step("cumulative_hazard", hazard$value[i])
      step("cumulative_hazard_std_error", hazard$error[i])
      moves <- paste0("1.", k + 1)
      if (is.matrix(fit$cumhaz) && moves %in% colnames(fit$cumhaz))
        stopifnot(all.equal(hazard$value[i], unname(fit$cumhaz[i, moves]), tolerance = 1e-9))
    }
    if (!is.null(tau)) {
      mean <- if (tau <= last || ended) area(fit, state, start, tau) else list(value = NA, error = NA)
      z <- qnorm((1 + level) / 2)
      name <- if (k == 0) "/restricted_mean" else "/time_lost"
      collected <<- c(collected,
        row(paste0(key, name, "/estimate"), at, mean$value),
        row(paste0(key, name, "/std_error"), at, mean$error),
        row(paste0(key, name, "/conf_low"), at, max(0, mean$value - z * mean$error)),
        row(paste0(key, name, "/conf_high"), at, min(tau, mean$value + z * mean$error)))
    }
    if (k > 0) {
      events <- sapply(fit$time, function(t) sum(weight[data$time == t & data$cause == k]))
      quantile.rows(at, fit, state, events)
    }
  }
}

# ---- Tests between groups --------------------------------------------------------------------
test.rows <- function(data, group, names, rho, strata, pairs, rule) {
  has.entry <- !is.null(data$entry)
  gray <- function(own) {
    test <- if (is.null(strata)) with(data[own, ], cuminc(time, cause, group[own], rho = rho))
      else with(data[own, ], cuminc(time, cause, group[own], strata[own], rho = rho))
    test$Tests
  }
  log.rank <- function(own, k) {
    d <- data[own, ]
    d$g <- factor(group[own])
    d$st <- if (is.null(strata)) 1 else strata[own]
    if (has.entry) coxph(Surv(entry, time, cause == k) ~ g + strata(st), d, ties = "exact",
      control = coxph.control(timefix = FALSE))$score
    else if (is.null(strata)) survdiff(Surv(time, cause == k) ~ g, d)$chisq
    else survdiff(Surv(time, cause == k) ~ g + strata(st), d)$chisq
  }
  all <- rep(TRUE, nrow(data))
  degrees <- length(unique(group)) - 1
  rows <- character()
  for (k in seq_along(names)) {
    at <- paste0("cause=", names[k])
    if (!has.entry) {
      test <- gray(all)[as.character(k), ]
      rows <- c(rows,
        row("gray_tests/statistic", at, test["stat"]), row("gray_tests/df", at, test["df"]),
        row("gray_tests/p_value", at, pchisq(test["stat"], test["df"], lower.tail = FALSE)))
    } else rows <- c(rows, row("gray_tests/statistic", at, NA), row("gray_tests/df", at, NA))
    statistic <- log.rank(all, k)
    rows <- c(rows,
      row("cause_specific_tests/statistic", at, statistic),
      row("cause_specific_tests/df", at, degrees),
      row("cause_specific_tests/p_value", at, pchisq(statistic, degrees, lower.tail = FALSE)))
  }
  if (!pairs) return(rows)
  combinations <- combn(sort(unique(group)), 2)
  number.of.pairs <- ncol(combinations)
  for (kind in c(if (!has.entry) "gray_tests", "cause_specific_tests")) for (k in seq_along(names)) {
    statistics <- apply(combinations, 2, function(pair) {
      own <- group %in% pair
      if (kind == "gray_tests") {
        tests <- gray(own)
        if (as.character(k) %in% rownames(tests)) tests[as.character(k), "stat"] else NA
      } else log.rank(own, k)
    })
    p <- pchisq(statistics, 1, lower.tail = FALSE)
    adjusted <- p.adjust(p, rule)
    for (i in seq_len(number.of.pairs)) {
      at <- term(paste0("cause=", names[k]), paste0("#", i - 1))
      rows <- c(rows, row(paste0(kind, "/pairwise/statistic"), at, statistics[i]),
        row(paste0(kind, "/pairwise/p_value"), at, p[i]),
        row(paste0(kind, "/pairwise/p_adjusted"), at, adjusted[i]))
    }
  }
  rows
}

# All rows of one command. data: time, cause (0 ... K), and perhaps entry, weight, cluster.
incidence.rows <- function(
  data, names, group = NULL, group.name = "", times = numeric(), tau = NULL, level = 0.95,
  type = "log", rho = 0, strata = NULL, pairs = FALSE, rule = "holm", tests = TRUE, curve = FALSE
) {
  collected <<- character()
  levels <- if (is.null(group)) NA else sort(unique(group))
  for (level.of in levels) {
    own <- if (is.null(group)) rep(TRUE, nrow(data)) else group == level.of
    group.rows(if (is.null(group)) "#0" else paste0(group.name, "=", level.of), data[own, ], names,
      times, tau, level, type, curve)
  }
  if (!is.null(group) && tests)
    collected <<- c(collected, test.rows(data, group, names, rho, strata, pairs, rule))
  collected
}

# The variance of cmprsk's cuminc, at times within follow-up.
aalen.rows <- function(data, names, group, group.name, times) {
  fit <- cuminc(data$time, data$cause, group)
  rows <- character()
  for (g in sort(unique(group))) for (k in seq_along(names)) {
    curve <- fit[[paste(g, k)]]
    for (time in times[times <= max(data$time[group == g])]) {
      i <- max(which(curve$time <= time))
      at <- term(paste0(group.name, "=", g), paste0("cause=", names[k]), paste0("time=", time))
      rows <- c(rows, row("groups/causes/at_times/estimate", at, curve$est[i]),
        row("groups/causes/at_times/std_error", at, sqrt(curve$var[i])))
    }
  }
  rows
}

# ---- Data that are used by the tables and by random campaigns alike ---------------------------
random.data <- function(seed, n, causes, grid = 8, entry = FALSE) {
  set.seed(seed)
  time <- ceiling(rexp(n) * grid) / 2
  data <- data.frame(
    time = time, cause = sample(0:causes, n, TRUE, prob = c(0.3, rep(0.7 / causes, causes))),
    arm = sample(letters[1:3], n, TRUE), stratum = sample(1:2, n, TRUE),
    cluster = sample(1:max(2, n %/% 3), n, TRUE), weight = round(runif(n, 0.1, 3), 3))
  if (entry) data$entry <- pmax(0, round(data$time * runif(n) * 2) / 2 - 0.5)
  if (entry) data$entry <- ifelse(data$entry >= data$time, data$time - 0.5, data$entry)
  data
}

if (!interactive() && !exists("incidence.functions.only")) {
  commands <- list()
  case <- function(name, arguments, rows) {
    stopifnot(length(rows) > 0, !(name %in% names(commands)))
    writeLines(c("quantity,term,value", rows), file.path(folder, paste0(name, ".csv")))
    commands[[name]] <<- c("cuminc", arguments)
  }
  keep <- function(name, data)
    write.csv(data, file.path(folder, paste0(name, "-data.csv")), row.names = FALSE, na = "",
      quote = FALSE)
  file <- function(name) paste0("{data}/", name, "-data.csv")
  read <- function(name) read.csv(file.path(folder, paste0(name, "-data.csv")))

  # First of plasma cell malignancy (1) and death (2) after MGUS; site and entry are made up.
  mgus <- with(survival::mgus2, data.frame(
    age = age, sex = as.character(sex), months = ifelse(pstat == 0, futime, ptime),
    end = ifelse(pstat == 0, 2 * death, 1), site = id %% 61,
    band = as.character(cut(age, c(0, 60, 70, 80, 200), c("a", "b", "c", "d"))),
    case_weight = 0.25 + ((id * 13) %% 17) / 5, count = (id * 7) %% 4))
  keep("mgus", mgus)
  mgus <- read("mgus")
  base <- with(mgus, data.frame(time = months, cause = end))
  late <- with(mgus, data.frame(entry = age, time = age + (months + 0.5) / 12, cause = end))
  late <- cbind(mgus[c("sex", "site", "case_weight")], late)[seq(1, nrow(mgus), 4), ]
  keep("mgus-age", late)
  late <- read("mgus-age")

  # Waiting for a liver: the event column holds words.
  liver <- with(survival::transplant, data.frame(
    days = futime, event = as.character(event), abo = as.character(abo),
    year = year %/% 4))
  keep("liver", liver)
  liver.names <- c("death", "ltx", "withdraw")
  liver.base <- with(liver, data.frame(time = days, cause = match(event, liver.names, 0)))

  # Malignant melanoma: status 2 is censored.
  melanoma <- boot::melanoma[c("time", "status", "sex", "ulcer")]
  keep("melanoma", melanoma)
  melanoma.base <- with(melanoma, data.frame(time = time, cause = c(1, 0, 2)[status]))

  worked <- data.frame(time = c(1, 2, 2, 3, 3, 3, 5, 6), cause = c(0, 1, 0, 2, 0, 2, 0, 2))
  keep("worked", worked)

  case("worked", c(file("worked"), "Surv(time, cause) ~ 1", "--times", "0.5,2,3,6,9", "--tau", "6"),
    incidence.rows(worked, 1:2, times = c(0.5, 2, 3, 6, 9), tau = 6, curve = TRUE))
  months <- c(0, 60, 120, 240, 360, 1000)
  case("mgus", c(file("mgus"), "Surv(months, end) ~ 1", "--times", "0,60,120,240,360,1000",
      "--tau", "240"),
    incidence.rows(base, 1:2, times = months, tau = 240))
  for (type in c("log", "log-log", "plain", "logit", "arcsin"))
    case(paste0("mgus-sex-", type), c(file("mgus"), "Surv(months, end) ~ sex", "--times", "60,120",
        "--conf-type", type, "--conf-level", "0.9"),
      incidence.rows(base, 1:2, mgus$sex, "sex", times = c(60, 120), type = type, level = 0.9))
  for (rho in c("0.5", "1", "-1"))
    case(paste0("mgus-band-rho", rho),
      c(file("mgus"), "Surv(months, end) ~ band + strata(sex)", paste0("--rho=", rho)),
      incidence.rows(base, 1:2, mgus$band, "band", rho = as.numeric(rho), strata = mgus$sex))
  for (rule in c("holm", "bh", "bonferroni"))
    case(paste0("mgus-band-", rule),
      c(file("mgus"), "Surv(months, end) ~ band", "--pairwise", "--adjust", rule),
      incidence.rows(base, 1:2, mgus$band, "band", pairs = TRUE,
        rule = if (rule == "bh") "BH" else rule))
  case("mgus-weights", c(file("mgus"), "Surv(months, end) ~ sex", "--weights", "case_weight",
      "--times", "60,120", "--tau", "100"),
    incidence.rows(cbind(base, weight = mgus$case_weight), 1:2, mgus$sex, "sex",
      times = c(60, 120), tau = 100, tests = FALSE))
  counted <- rep(seq_len(nrow(mgus)), mgus$count)
  replicated <- incidence.rows(base[counted, ], 1:2, mgus$sex[counted], "sex", times = c(60, 120),
    tau = 100)
  case("mgus-frequency", c(file("mgus"), "Surv(months, end) ~ sex", "--weights", "count",
      "--weight-kind", "frequency", "--times", "60,120", "--tau", "100"),
    replicated[!grepl("groups/n|/events|curve", replicated)])
  case("mgus-cluster", c(file("mgus"), "Surv(months, end) ~ sex + cluster(site)", "--times",
      "60,120", "--tau", "100"),
    incidence.rows(cbind(base, cluster = mgus$site), 1:2, mgus$sex, "sex", times = c(60, 120),
      tau = 100))
  case("mgus-age", c(file("mgus-age"), "Surv(entry, time, cause) ~ sex", "--times", "50,60,70,80,90",
      "--tau", "90"),
    incidence.rows(late[c("entry", "time", "cause")], 1:2, late$sex, "sex",
      times = c(50, 60, 70, 80, 90), tau = 90))
  case("mgus-age-all", c(file("mgus-age"), "Surv(entry, time, cause) ~ sex + cluster(site)",
      "--weights", "case_weight", "--times", "60,70,80,90", "--tau", "90"),
    incidence.rows(with(late, data.frame(entry, time, cause, cluster = site, weight = case_weight)),
      1:2, late$sex, "sex", times = c(60, 70, 80, 90), tau = 90, tests = FALSE))
  case("mgus-aalen", c(file("mgus"), "Surv(months, end) ~ band", "--variance", "aalen", "--times",
      "6,60,120,170"),
    aalen.rows(base, 1:2, mgus$band, "band", c(6, 60, 120, 170)))
  case("liver", c(file("liver"), "Surv(days, event) ~ abo", "--censor", "censored", "--times",
      "90,180,365,1000", "--tau", "365", "--pairwise"),
    incidence.rows(liver.base, liver.names, liver$abo, "abo", times = c(90, 180, 365, 1000),
      tau = 365, pairs = TRUE))
  case("liver-strata", c(file("liver"), "Surv(days, event) ~ abo + strata(year)", "--censor",
      "censored"),
    incidence.rows(liver.base, liver.names, liver$abo, "abo", strata = liver$year))
  case("liver-aalen", c(file("liver"), "Surv(days, event) ~ abo", "--censor", "censored",
      "--variance", "aalen", "--times", "30,90,180,365"),
    aalen.rows(liver.base, liver.names, liver$abo, "abo", c(30, 90, 180, 365)))
  case("melanoma", c(file("melanoma"), "Surv(time, status) ~ sex", "--censor", "2", "--times",
      "1000,2000,3000", "--tau", "3000"),
    incidence.rows(melanoma.base, c(1, 3), melanoma$sex, "sex", times = c(1000, 2000, 3000),
      tau = 3000))
  case("melanoma-aalen", c(file("melanoma"), "Surv(time, status) ~ ulcer", "--censor", "2",
      "--variance", "aalen", "--times", "1000,2000,3000"),
    aalen.rows(melanoma.base, c(1, 3), melanoma$ulcer, "ulcer", c(1000, 2000, 3000)))
  for (seed in 1:4) {
    data <- random.data(seed, 80, 3, entry = seed > 2)
    name <- paste0("random", seed)
    keep(name, data)
    data <- read(name)
    left <- if (seed > 2) "Surv(entry, time, cause)" else "Surv(time, cause)"
    plain <- data[setdiff(names(data), c("weight", "cluster", "arm", "stratum"))]
    case(name, c(file(name), paste(left, "~ arm + strata(stratum)"), "--times", "1,3,5", "--tau",
        "5", "--pairwise"),
      incidence.rows(plain, 1:3, data$arm, "arm", times = c(1, 3, 5), tau = 5,
        strata = data$stratum, pairs = TRUE, curve = TRUE))
    case(paste0(name, "-all"), c(file(name), paste(left, "~ arm + cluster(cluster)"), "--weights",
        "weight", "--times", "1,3,5", "--tau", "5"),
      incidence.rows(cbind(plain, data[c("weight", "cluster")]), 1:3, data$arm, "arm",
        times = c(1, 3, 5), tau = 5, tests = FALSE))
  }

  # The hazard of one cause: the other causes are censorings.
  cox.rows <- function(fit, names) {
    estimates <- summary(fit)$coefficients
    c(row("terms/estimate", paste0("term=", names), coef(fit)),
      row("terms/std_error", paste0("term=", names), sqrt(diag(fit$var))),
      row("log_likelihood/model", "", fit$loglik[2]))
  }
  tight <- coxph.control(eps = 1e-14, toler.chol = 1e-13, iter.max = 50, timefix = FALSE)
  cox.case <- function(name, arguments, fit, names) {
    case(name, arguments, cox.rows(fit, names))
    commands[[name]][1] <<- "cox"
  }
  cox.case("cox-mgus", c(file("mgus"), "Surv(months, end) ~ age + sex", "--cause", "1"),
    coxph(Surv(months, end == 1) ~ age + sex, mgus, control = tight), c("age", "sex=M"))
  cox.case("cox-liver", c(file("liver"), "Surv(days, event) ~ abo", "--cause", "death", "--censor",
      "censored"),
    coxph(Surv(days, event == "death") ~ abo, liver, control = tight),
    c("abo=AB", "abo=B", "abo=O"))
  cox.case("cox-late", c(file("mgus-age"), "Surv(entry, time, cause) ~ sex", "--cause", "2"),
    coxph(Surv(entry, time, cause == 2) ~ sex, late, control = tight), "sex=M")

  write(toJSON(commands, pretty = TRUE), file.path(folder, "commands.json"))
}
