# Log-rank tests of R's survival package (survdiff), and, where survdiff has none, the sums of
# O - E and its covariance written out from their definition. From the repository's root:
#   Rscript Tests/ReferenceTables/Generators/logRank.R
# The inputs are those of kaplanMeier.R (Tables/kaplanMeier/<case>-data.csv), to which this adds
# strata in Tables/logRank/<case>-strata.csv.
suppressMessages(library(survival))

inputs <- "Tests/ReferenceTables/Tables/kaplanMeier"
folder <- "Tests/ReferenceTables/Tables/logRank"

number <- function(x) ifelse(is.na(x), "NA", sprintf("%.17g", x))
rows <- function(quantity, term, value)
  sprintf("%s,%s,%s", quantity, term, number(as.numeric(value)))
write.table.of <- function(name, lines)
  writeLines(c("quantity,term,value", unlist(lines)), file.path(folder, paste0(name, ".csv")))

read.case <- function(name) {
  long <- read.csv(file.path(inputs, paste0(name, "-data.csv")))
  as.data.frame(split(long$value, factor(long$quantity, unique(long$quantity))))
}

# Observed, expected, covariance and chi-square from the definition, for any weight function of
# the pooled curve and the number at risk, with delayed entry. Slow and plain on purpose.
by.definition <- function(data, stratum, weight) {
  groups <- sort(unique(data$group))
  entry <- if (is.null(data$entry)) rep(-Inf, nrow(data)) else data$entry
  observed <- expected <- numeric(length(groups))
  variance <- matrix(0, length(groups), length(groups))
  for (s in unique(stratum)) {
    own <- stratum == s
    left <- 1
    peto <- 1
    for (t in sort(unique(data$time[own & data$event == 1]))) {
      at.risk <- own & data$time >= t & entry < t
      dies <- own & data$time == t & data$event == 1
      n <- sum(at.risk)
      d <- sum(dies)
      share <- sapply(groups, function(g) sum(at.risk & data$group == g)) / n
      peto <- peto * (1 - d / (n + 1))
      w <- weight(left = left, n = n, peto = peto)
      observed <- observed + w * sapply(groups, function(g) sum(dies & data$group == g))
      expected <- expected + w * d * share
      if (n > 1)
        variance <- variance +
          w^2 * d * (n - d) / (n - 1) * (diag(share, length(groups)) - outer(share, share))
      left <- left * (1 - d / n)
    }
  }
  list(obs = observed, exp = expected, var = variance)
}

summary.lines <- function(name, observed, expected, variance) {
  u <- observed - expected
  some <- expected > 0
  chi <- sum(solve(variance[some, some][-1, -1, drop = FALSE], u[some][-1]) * u[some][-1])
  degrees <- sum(some) - 1
  score <- seq_along(u) - 1
  trend <- sum(score * u)^2 / drop(score %*% variance %*% score)
  k <- seq_along(observed) - 1
  list(
    rows(paste0("observed-", name), k, observed), rows(paste0("expected-", name), k, expected),
    rows(paste0("variance-", name),
      sprintf("%d/%d", rep(k, length(k)), rep(k, each = length(k))), variance),
    rows(paste0("statistic-", name), "", chi), rows(paste0("df-", name), "", degrees),
    rows(paste0("pValue-", name), "", pchisq(chi, degrees, lower.tail = FALSE)),
    rows(paste0("trend-", name), "", trend))
}

survdiff.lines <- function(data, stratum, suffix) {
  lapply(c(0, 1, 0.5), function(rho) {
    test <- if (is.null(stratum)) survdiff(Surv(time, event) ~ group, data, rho = rho)
      else survdiff(Surv(time, event) ~ group + strata(stratum), data, rho = rho)
    lines <- summary.lines(
      sprintf("rho%g%s", rho, suffix), rowSums(as.matrix(test$obs)),
      rowSums(as.matrix(test$exp)), test$var)
    stopifnot(any(grepl(number(test$chisq), lines[[4]], fixed = TRUE)))
    lines
  })
}

weights.of <- list(
  fh01 = function(left, n, peto) 1 - left,
  fh11 = function(left, n, peto) left * (1 - left),
  gehan = function(left, n, peto) n,
  taroneWare = function(left, n, peto) sqrt(n),
  petoPeto = function(left, n, peto) peto,
  modifiedPetoPeto = function(left, n, peto) peto * n / (n + 1))

definition.lines <- function(data, stratum, suffix) {
  lapply(names(weights.of), function(name) {
    test <- by.definition(data, stratum, weights.of[[name]])
    summary.lines(paste0(name, suffix), test$obs, test$exp, test$var)
  })
}

pairwise.lines <- function(data) {
  pairs <- combn(sort(unique(data$group)), 2)
  tests <- apply(pairs, 2, function(pair)
    survdiff(Surv(time, event) ~ group, data[data$group %in% pair, ])$chisq)
  p <- pchisq(tests, 1, lower.tail = FALSE)
  term <- sprintf("%d/%d", pairs[1, ], pairs[2, ])
  c(list(rows("pairStatistic", term, tests), rows("pairP", term, p)),
    lapply(c("holm", "BH", "bonferroni"), function(method)
      rows(paste0("pair-", tolower(method)), term, p.adjust(p, method))))
}

case <- function(name, stratum = NULL) {
  data <- read.case(name)
  none <- rep(0, nrow(data))
  lines <- list(survdiff.lines(data, NULL, ""), definition.lines(data, none, ""))
  if (length(unique(data$group)) > 2) lines <- c(lines, pairwise.lines(data))
  if (!is.null(stratum)) {
    write.table.of(paste0(name, "-strata"), rows("stratum", seq_along(stratum), stratum))
    lines <- c(lines,
      survdiff.lines(data, stratum, "-strata"), definition.lines(data, stratum, "-strata"))
  }
  write.table.of(name, lines)
}

case("aml")
case("lung", with(survival::lung, ifelse(is.na(ph.ecog), 4, ph.ecog)))
case("veteran", with(survival::veteran, (trt - 1) + 2 * (prior > 0)))
case("alloauto")
case("freireich")
case("hodg")
case("bmt", seq_len(137) %% 5)

# Delayed entry: from the definition alone. The exact partial likelihood of Cox says the same.
data <- read.case("truncated")
stratum <- seq_len(nrow(data)) %% 2
write.table.of("truncated-strata", rows("stratum", seq_along(stratum), stratum))
one <- list(rho0 = function(left, n, peto) 1, rho1 = function(left, n, peto) left)
weights.of <- c(one, weights.of)
cox <- coxph(Surv(entry, time, event) ~ factor(group), data, ties = "exact")
mine <- by.definition(data, rep(0, nrow(data)), one$rho0)
u <- (mine$obs - mine$exp)[-1]
stopifnot(all.equal(cox$score, sum(solve(mine$var[-1, -1], u) * u), tolerance = 1e-8))
write.table.of("truncated", list(
  definition.lines(data, rep(0, nrow(data)), ""), definition.lines(data, stratum, "-strata")))

# Whole-number weights: the rows written out as often as their weight says.
data <- read.case("veteran")
weight <- 1 + (seq_len(nrow(data)) * 5) %% 4
lines <- survdiff.lines(data[rep(seq_len(nrow(data)), weight), ], NULL, "")
write.table.of("replicated-weight", rows("weight", seq_along(weight), weight))
write.table.of("replicated", lines)
