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
case <- function(name, arguments, ..., absolute = NULL) {
  lines <- unlist(list(...))
  stopifnot(length(lines) > 0, !(name %in% names(commands)))
  header <- "quantity,term,value"
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
  pseudo.lines(within(one(lung), lung, follow, 500, "rmst")))
case("rmst-odd-pseudo", c("rmst", file("odd"), "Surv(time, event) ~ arm", "--tau", "12", "--pseudo"),
  pseudo.lines(within(arms, odd, follow, 12, "rmst")))
case("rmst-late-pseudo",
  c("rmst", file("late"), "Surv(entry, time, event) ~ 1", "--tau", "9", "--pseudo"),
  pseudo.lines(within(one(late), late, delayed, 9, "rmst")))
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

writeLines(prettify(toJSON(commands), 2), file.path(folder, "commands.json"))
