# Reference numbers for the Cox model, from R's survival package.
#
#   Rscript cox.R OUTPUT-DIRECTORY
#
# Writes for every case `<case>-data.csv` (one row a subject: start, time, event, weight, offset,
# stratum, cluster, then the columns of the model matrix) and `<case>.csv` (the reference numbers).
# A column `variable=level` belongs to the factor `variable`.

suppressPackageStartupMessages({
  library(survival)
  library(KMsurv)
})

output <- commandArgs(trailingOnly = TRUE)[1]
dir.create(output, showWarnings = FALSE, recursive = TRUE)
number <- function(x) ifelse(is.na(x), "NA", formatC(x, digits = 17, format = "g", width = 1))

rows <- NULL
put <- function(quantity, term, value, relative = "", absolute = "") {
  rows <<- rbind(rows, data.frame(
    quantity = quantity, term = paste0("", term), value = number(as.vector(value)),
    relativeTolerance = relative, absoluteTolerance = absolute))
}

# `covariates`: a list of columns, factors as factors.
case <- function(name, time, event, covariates, start = NULL, weight = NULL, offset = NULL,
                 stratum = NULL, cluster = NULL, ties = "efron", robust = FALSE,
                 shown = 25, schoenfeld = is.null(weight), zph = TRUE) {
  rows <<- NULL
  n <- length(time)
  d <- as.data.frame(covariates, optional = TRUE, check.names = FALSE)
  vars <- names(d)
  d$.time <- time; d$.event <- as.numeric(event)
  d$.start <- start; d$.w <- if (is.null(weight)) rep(1, n) else weight
  d$.offset <- if (is.null(offset)) rep(0, n) else offset
  d$.stratum <- if (!is.null(stratum)) factor(stratum)
  d$.cluster <- cluster
  left <- if (is.null(start)) "Surv(.time, .event)" else "Surv(.start, .time, .event)"
  right <- paste(c(sprintf("`%s`", vars), if (!is.null(stratum)) "strata(.stratum)",
                   if (!is.null(offset)) "offset(.offset)"), collapse = " + ")
  arguments <- list(formula = as.formula(paste(left, "~", right)), data = d, ties = ties,
    x = TRUE, control = coxph.control(eps = 1e-14, iter.max = 60, toler.chol = 5e-15,
      timefix = FALSE))
  if (!is.null(weight)) arguments$weights <- d$.w
  if (!is.null(cluster)) arguments$cluster <- d$.cluster
  if (robust) arguments$robust <- TRUE
  fit <- do.call(coxph, arguments)

  x <- fit$x
  assign <- fit$assign[vars]
  labels <- unlist(lapply(vars, function(v) {
    if (is.factor(d[[v]])) paste0(v, "=", levels(d[[v]])[-1]) else v
  }))
  data <- data.frame(time = number(time), event = as.numeric(event))
  if (!is.null(start)) data$start <- number(start)
  if (!is.null(weight)) data$weight <- number(weight)
  if (!is.null(offset)) data$offset <- number(offset)
  if (!is.null(stratum)) data$stratum <- as.integer(factor(stratum)) - 1
  if (!is.null(cluster)) data$cluster <- as.integer(factor(cluster)) - 1
  for (j in seq_along(labels)) data[[labels[j]]] <- number(x[, j])
  write.csv(data, file.path(output, paste0(name, "-data.csv")), row.names = FALSE, quote = FALSE)

  isRobust <- !is.null(fit$naive.var)
  naive <- if (isRobust) fit$naive.var else fit$var
  put("coefficient", labels, coef(fit), "", "1e-12")
  put("standardError", labels, sqrt(diag(naive)))
  if (isRobust) put("robustStandardError", labels, sqrt(diag(fit$var)))
  if (length(labels) > 1) put("covariance", "first,last", naive[1, length(labels)], "1e-8")
  put("logLikelihood", c("null", "model"), fit$loglik)
  s <- summary(fit)
  put("likelihoodRatio", "", 2 * diff(fit$loglik), "1e-8")
  put("score", "", fit$score)
  put("wald", "", drop(t(coef(fit)) %*% solve(fit$var, coef(fit))))
  if (isRobust && is.null(offset)) put("robustScore", "", fit$rscore)
  if (isRobust && !is.null(offset)) {
    # coxph() forgets the offset here (it sets the whole linear predictor to zero), so the same
    # formula is applied to a fit that stays at zero.
    arguments$control$iter.max <- 0
    arguments$init <- 0 * coef(fit)
    r <- residuals(do.call(coxph, arguments), "score", weighted = TRUE, collapse = cluster)
    u <- colSums(r)
    put("robustScore", "", drop(u %*% solve(crossprod(r), u)))
  }
  put("degreesOfFreedom", "", length(labels))
  put("events", "", fit$nevent)
  put("concordance", c("estimate", "standardError"), s$concordance)
  put("pairs", c("concordant", "discordant", "tiedScore", "tiedTime", "tiedBoth"),
      fit$concordance[1:5])
  if (zph) for (transform in c("km", "rank", "log", "identity")) {
    z <- cox.zph(fit, transform = transform)$table
    put(paste0("zph-", transform), c(vars, "global"), z[, "chisq"], "1e-8")
  }

  # The baseline: a subject with all covariates and the offset zero.
  zero <- d[1, , drop = FALSE]
  for (v in vars) zero[[v]] <- if (is.factor(d[[v]])) factor(levels(d[[v]])[1], levels(d[[v]])) else 0
  zero$.offset <- 0
  curves <- function(newdata, quantity) {
    strata <- if (is.null(stratum)) NULL else levels(factor(stratum))
    for (s in if (is.null(strata)) 0 else seq_along(strata) - 1) {
      if (!is.null(strata)) newdata$.stratum <- factor(strata[s + 1], strata)
      f <- survfit(fit, newdata = newdata, censor = FALSE)
      keep <- which(f$n.event > 0)
      keep <- keep[unique(round(seq(1, length(keep), length.out = 12)))]
      label <- paste0(s, ":", number(f$time[keep]))
      put(paste0(quantity, "Hazard"), label, f$cumhaz[keep])
      put(paste0(quantity, "HazardError"), label, f$std.err[keep], "1e-8")
      put(paste0(quantity, "Survival"), label, f$surv[keep], "1e-8", "1e-300")
      put(paste0(quantity, "SurvivalLow"), label, f$lower[keep], "1e-7", "1e-300")
      put(paste0(quantity, "SurvivalHigh"), label, f$upper[keep], "1e-7", "1e-300")
    }
  }
  curves(zero, "baseline")
  curves(d[3, , drop = FALSE], "third")

  some <- seq_len(min(n, shown))
  put("martingale", some, residuals(fit, "martingale")[some], "1e-8", "1e-12")
  put("deviance", some, residuals(fit, "deviance")[some], "1e-7", "1e-10")
  for (type in c("score", "dfbeta", "dfbetas")) {
    r <- as.matrix(residuals(fit, type))
    for (j in seq_along(labels))
      put(type, paste0(some, ":", labels[j]), r[some, j], "1e-8", max(abs(r[, j])) * 1e-11)
  }
  if (schoenfeld) {
    events <- which(d$.event == 1)
    o <- if (is.null(stratum)) order(d$.time[events], method = "radix")
         else order(d$.stratum[events], d$.time[events], method = "radix")
    for (type in c("schoenfeld", "scaledsch")) {
      r <- as.matrix(residuals(fit, type))
      back <- matrix(NA, n, ncol(r)); back[events[o], ] <- r
      keep <- intersect(events, some)
      for (j in seq_along(labels))
        put(type, paste0(keep, ":", labels[j]), back[keep, j], "1e-8", max(abs(r[, j])) * 1e-11)
    }
  }
  write.csv(rows, file.path(output, paste0(name, ".csv")), row.names = FALSE, quote = TRUE)
}

# Therneau and Grambsch (2000), appendix E.
first <- list(time = c(1, 1, 6, 6, 8, 9), event = c(1, 0, 1, 1, 0, 1), x = c(1, 1, 1, 0, 0, 0))
for (ties in c("breslow", "efron")) {
  case(paste0("first-", ties), first$time, first$event, list(x = first$x), ties = ties)
  case(paste0("second-", ties), c(2, 3, 6, 7, 8, 9, 9, 9, 14, 17), rep(1:0, c(7, 3)),
       list(x = c(1, 0, 0, 1, 0, 1, 1, 1, 0, 0)), start = c(1, 2, 5, 2, 1, 7, 3, 4, 8, 8),
       ties = ties)
  case(paste0("third-", ties), c(1, 1, 2, 2, 2, 2, 3, 4, 5), c(1, 0, 1, 1, 1, 0, 0, 1, 0),
       list(x = c(2, 0, 1, 1, 0, 1, 0, 1, 0)), weight = c(1, 2, 3, 4, 3, 2, 1, 2, 1),
       ties = ties, robust = TRUE)
}

l <- na.omit(lung[, c("time", "status", "age", "sex", "ph.ecog", "inst")])
columns <- list(age = l$age, sex = l$sex, ph.ecog = l$ph.ecog)
for (ties in c("breslow", "efron"))
  case(paste0("lung-", ties), l$time, l$status == 2, columns, ties = ties)
w <- (seq_len(nrow(l)) %% 7 + 1) / 3
case("lung-weighted", l$time, l$status == 2, columns, weight = w, robust = TRUE)
case("lung-clustered", l$time, l$status == 2, columns[c("age", "ph.ecog")], weight = w, cluster = l$inst,
     stratum = l$sex, ties = "breslow", zph = FALSE)

v <- veteran
columns <- list(trt = v$trt, karno = v$karno, celltype = v$celltype, age = v$age)
case("veteran", v$time, v$status, columns)
case("veteran-robust", v$time, v$status, columns, robust = TRUE)
case("veteran-stratified", v$time, v$status, columns[c("trt", "karno", "age")],
     stratum = v$celltype)
case("ovarian", ovarian$futime, ovarian$fustat, list(age = ovarian$age, rx = ovarian$rx))
h <- heart
case("heart", h$stop, h$event, start = h$start,
     list(age = h$age, year = h$year, surgery = h$surgery, transplant = h$transplant))
case("heart-clustered", h$stop, h$event, start = h$start, cluster = h$id,
     list(age = h$age, year = h$year, surgery = h$surgery, transplant = h$transplant))
case("bladder-marginal", bladder$stop, bladder$event, cluster = bladder$id,
     stratum = bladder$enum, list(rx = bladder$rx, size = bladder$size, number = bladder$number))
b <- bladder2
case("bladder-recurrent", b$stop, b$event, start = b$start, cluster = b$id,
     list(rx = b$rx, size = b$size, number = b$number))
p <- pbcseq[!is.na(pbcseq$protime), ]
p <- do.call(rbind, lapply(split(p, p$id), function(s) {
  s$start <- s$day; s$stop <- c(s$day[-1], s$futime[1])
  s$event <- c(rep(0, nrow(s) - 1), as.numeric(s$status[1] == 2)); s
}))
p <- p[p$start < p$stop, ]
case("pbcseq", p$stop, p$event, start = p$start, cluster = p$id,
     list(bili = log(p$bili), age = p$age, protime = log(p$protime), stage = factor(p$edema)))

data(alloauto); data(hodg); data(bmt)
case("alloauto", alloauto$time, alloauto$delta, list(type = factor(alloauto$type)))
case("hodg", hodg$time, hodg$delta,
     list(gtype = hodg$gtype, dtype = hodg$dtype, score = hodg$score, wtime = hodg$wtime))
case("bmt", bmt$t2, bmt$d3,
     list(group = factor(bmt$group), z1 = bmt$z1, z2 = bmt$z2, z8 = bmt$z8, z10 = bmt$z10))

# Everything at once: delayed entry, heavy ties, strata, weights, offset, clusters.
set.seed(20240501)
n <- 300
time <- ceiling(rexp(n, 0.1)) + 1
start <- pmax(time - ceiling(rexp(n, 0.1)) - 1, -3)
columns <- list(x = round(rnorm(n), 3), z = rbinom(n, 1, 0.4), g = factor(sample(letters[1:3], n, TRUE)))
for (ties in c("breslow", "efron"))
  case(paste0("everything-", ties), time, rbinom(n, 1, 0.6), columns, start = start,
       weight = sample(1:9, n, TRUE) / 4, offset = round(rnorm(n, 0, 0.5), 3),
       stratum = sample(1:3, n, TRUE), cluster = sample(1:80, n, TRUE), ties = ties)
