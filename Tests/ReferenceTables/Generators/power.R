# Power and sample size by R's stats, Hmisc and plain arithmetic: run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/power.R
# Writes Tables/power/*.csv. SOURCE.md says what a term is and which call made each row.
suppressMessages(library(Hmisc))
folder <- "Tests/ReferenceTables/Tables/power"
number <- function(x) sprintf("%.17g", x)
rows <- character()
add <- function(quantity, term, value, relative = 1e-9, absolute = 0)
  rows <<- c(rows, sprintf("%s,%s,%s,%g,%g", quantity, term, number(value), relative, absolute))
write <- function(name) {
  writeLines(c("quantity,term,value,relativeTolerance,absoluteTolerance", rows),
             file.path(folder, paste0(name, ".csv")))
  cat(name, length(rows), "\n")
  rows <<- character()
}

# Two proportions, normal approximations: "control treated margin alpha sides ratio power".
tight <- .Machine$double.eps^0.8
side <- function(sides) if (sides == 2) "two.sided" else "one.sided"
for (p in list(c(.4, .6), c(.6, .4), c(.5, .55), c(.05, .2), c(.9, .97), c(.62, .52)))
  for (level in list(c(.05, 2), c(.05, 1), c(.01, 2))) for (power in c(.8, .9, .975)) {
    term <- paste(p[1], p[2], 0, level[1], level[2], 1, power)
    # uniroot looks for n between 2 and 1e7; its answer is polished by its own power.
    n <- power.prop.test(p1 = p[1], p2 = p[2], sig.level = level[1], power = power,
                         alternative = side(level[2]), tol = tight)$n
    add("normal", term, n, 1e-8)
  }
for (p in list(c(.4, .6), c(.1, .25))) for (ratio in c(2, .5, 1.5)) for (power in c(.8, .9)) {
  n <- bsamsize(p[1], p[2], fraction = 1 / (1 + ratio), power = power)
  add("normal", paste(p[1], p[2], 0, .05, 2, ratio, power), n[["n1"]])
}
z <- function(alpha, sides) qnorm(alpha / sides, lower.tail = FALSE)
for (p in list(c(.4, .6), c(.62, .52), c(.05, .2))) for (ratio in c(1, 2, .5)) for (power in c(.8, .9)) {
  term <- paste(p[1], p[2], 0, .05, 2, ratio, power)
  v <- p[1] * (1 - p[1]) + p[2] * (1 - p[2]) / ratio
  d <- abs(p[1] - p[2])
  add("unpooled", term, (z(.05, 2) + qnorm(power))^2 * v / d^2)
  # Fleiss, Levin and Paik (2003), formulas 4.14 and 4.19.
  n <- bsamsize(p[1], p[2], fraction = 1 / (1 + ratio), power = power)[["n1"]]
  add("corrected", term, n / 4 * (1 + sqrt(1 + 2 * (ratio + 1) / (n * ratio * d)))^2)
}
# Non-inferiority: Blackwelder's unpooled formula; Farrington and Manning's with the restricted rates
# found by maximising the likelihood.
restricted <- function(pt, pc, nt, nc, s) {
  slope <- function(q) nt * (pt / (q + s) - (1 - pt) / (1 - q - s)) + nc * (pc / q - (1 - pc) / (1 - q))
  low <- max(0, -s); high <- min(1, 1 - s)
  width <- high - low
  # Where a count is 0 or all, the likelihood may have its maximum at an end of its range.
  ends <- c(low + 1e-12 * width, high - 1e-12 * width)
  q <- if (slope(ends[1]) <= 0) low else if (slope(ends[2]) >= 0) high else
    uniroot(slope, ends, tol = 1e-15)$root
  c(q + s, q)
}
for (case in list(c(.6, .6, .1), c(.7, .75, .1), c(.5, .45, .2), c(.85, .85, .05)))
  for (ratio in c(1, 2, .5)) for (power in c(.8, .9)) {
    pc <- case[1]; pt <- case[2]; margin <- case[3]
    term <- paste(pc, pt, margin, .05, 2, ratio, power)
    d <- pt - pc + margin
    v <- pc * (1 - pc) + pt * (1 - pt) / ratio
    add("unpooled", term, (z(.05, 2) + qnorm(power))^2 * v / d^2)
    r <- restricted(pt, pc, ratio, 1, -margin)
    v0 <- r[2] * (1 - r[2]) + r[1] * (1 - r[1]) / ratio
    add("normal", term, ((z(.05, 2) * sqrt(v0) + qnorm(power) * sqrt(v)) / d)^2)
  }
# Power at whole sizes; bpower counts both sides, so that the wrong one is taken off.
for (case in list(c(.4, .6, 97, 97), c(.62, .45, 120, 240), c(.1, .3, 80, 55))) {
  p <- case[1:2]; n <- case[3:4]
  pooled <- sum(n * p) / sum(n)
  wrong <- pnorm((-z(.05, 2) * sqrt(pooled * (1 - pooled) * sum(1 / n)) - abs(diff(p))) / sqrt(sum(p * (1 - p) / n)))
  add("power", paste(case, collapse = " "), unname(bpower(p[1], p[2], n1 = n[1], n2 = n[2])) - wrong)
}
write("proportions")

# Exact power: "method control treated margin alpha sides n_control n_treated"; every table of the two
# groups is tested on its own.
enumerate <- function(method, pc, pt, margin, alpha, sides, nc, nt) {
  up <- margin > 0 || pt >= pc
  total <- 0
  for (x in 0:nc) for (y in 0:nt) {
    table <- matrix(c(y, nt - y, x, nc - x), 2)
    if (method == "fisher") {
      p <- fisher.test(table, alternative = if (sides == 2) "two.sided" else if (up) "greater" else "less")$p.value
      # Which side a two-sided rejection is on.
      rejects <- p <= alpha && (sides == 1 || (y / nt > x / nc) == up)
    } else if (margin > 0) {
      s <- y / nt - x / nc + margin
      a <- restricted(y / nt, x / nc, nt, nc, -margin)
      se <- sqrt(a[1] * (1 - a[1]) / nt + a[2] * (1 - a[2]) / nc)
      rejects <- s > 0 && s >= z(alpha, sides) * se
    } else {
      pooled <- (x + y) / (nc + nt)
      s <- (y / nt - x / nc) * (if (up) 1 else -1)
      rejects <- s > 0 && s / sqrt(pooled * (1 - pooled) * (1 / nc + 1 / nt)) >= z(alpha, sides)
    }
    if (rejects) total <- total + dbinom(x, nc, pc) * dbinom(y, nt, pt)
  }
  total
}
for (case in list(c(.2, .7, 0, .05, 2, 15, 15), c(.7, .2, 0, .05, 2, 15, 15), c(.4, .6, 0, .05, 2, 40, 33),
                  c(.1, .5, 0, .05, 1, 12, 24), c(.05, .5, 0, .01, 2, 20, 20), c(.3, .3, 0, .05, 2, 25, 25)))
  for (method in c("exact", "fisher"))
    add("power", paste(method, paste(case, collapse = " ")),
        do.call(enumerate, c(list(method), as.list(case))))
for (case in list(c(.6, .6, .2, .05, 2, 30, 30), c(.7, .8, .1, .05, 1, 25, 40)))
  add("power", paste("exact", paste(case, collapse = " ")),
      do.call(enumerate, c(list("exact"), as.list(case))))
write("enumeration")

# Means: "kind difference sd correlation margin alpha sides n_control n_treated"; a correlation of NA is none.
for (case in list(c(5, 10, 60), c(3, 12, 100), c(1, 1, 5), c(8, 9, 12))) for (level in list(c(.05, 2), c(.025, 1))) {
  add("power", paste("follow-up", case[1], case[2], "NA", 0, level[1], level[2], case[3], case[3]),
      power.t.test(n = case[3], delta = case[1], sd = case[2], sig.level = level[1], alternative = side(level[2]))$power)
  for (type in c("one.sample", "paired"))
    add("power", paste(if (type == "paired") "paired" else "one-sample", case[1], case[2], "NA", 0, level[1],
                       level[2], case[3], 0),
        power.t.test(n = case[3], delta = case[1], sd = case[2], sig.level = level[1], alternative = side(level[2]),
                     type = type)$power)
}
tailed <- function(d, sd, v, df, alpha, sides) {
  t <- qt(alpha / sides, df, lower.tail = FALSE)
  pt(t, df, ncp = d / (sd * sqrt(v)), lower.tail = FALSE)
}
for (case in list(c(5, 12, .5, 0, 60, 60), c(5, 12, .7, 0, 40, 80), c(0, 12, .6, 5, 70, 50), c(1, 12, .3, 4, 90, 90))) {
  v <- 1 / case[5] + 1 / case[6]
  n <- case[5] + case[6]
  end <- paste(.05, 2, case[5], case[6])
  start <- paste(case[1], case[2], case[3], case[4])
  d <- case[1] + case[4]
  add("power", paste("ancova", start, end), tailed(d, case[2] * sqrt(1 - case[3]^2), v, n - 3, .05, 2))
  add("power", paste("change", start, end), tailed(d, case[2] * sqrt(2 * (1 - case[3])), v, n - 2, .05, 2))
  add("power", paste("follow-up", start, end), tailed(d, case[2], v, n - 2, .05, 2))
}
for (case in list(c(5, 10), c(2, 10), c(12, 10), c(.3, 1))) for (power in c(.8, .9)) {
  add("n", paste("follow-up", case[1], case[2], power),
      power.t.test(delta = case[1], sd = case[2], power = power, tol = tight)$n, 1e-8)
  add("n", paste("one-sample", case[1], case[2], power),
      power.t.test(delta = case[1], sd = case[2], power = power, type = "one.sample", tol = tight)$n, 1e-8)
}
for (case in list(c(50, 10, .9), c(20, 3, .8)))
  add("difference", paste("follow-up", case[1], case[2], case[3]),
      power.t.test(n = case[1], sd = case[2], power = case[3], tol = tight)$delta, 1e-8)
write("means")

# Event probabilities: "shape rate accrual followUp dropOut other", by quadrature.
plan <- function(shape, rate, a, f, eta, kappa) {
  density <- function(t) shape * rate * t^(shape - 1) * exp(-rate * t^shape - (eta + kappa) * t)
  whole <- if (f > 0) integrate(density, 0, f, rel.tol = 1e-13, subdivisions = 2000L)$value else 0
  rest <- if (a > 0) integrate(function(t) density(t) * (f + a - t) / a, f, f + a, rel.tol = 1e-13,
                               subdivisions = 2000L)$value else 0
  whole + rest
}
plans <- list(c(1, .05, 24, 12, 0, 0), c(1, .05, 24, 12, .01, .006), c(1, .3, 3, 2, .05, 0), c(1, 2, 0, 5, .1, .1),
              c(1, .001, 1, 0, 0, 0), c(1.6, .01, 24, 12, 0, 0), c(1.6, .01, 24, 12, .01, .006),
              c(1.6, .01, 0, 20, .02, 0), c(2.5, .001, 30, 6, .01, .01), c(.7, .1, 12, 24, .005, 0))
for (case in plans) add("probability", paste(case, collapse = " "), do.call(plan, as.list(case)))

# Power of Hmisc's cpower: "hazard ratio and control rate from a mortality mc at tref, r % less": the term is
# "tref mc r accrual followUp n_control n_treated".
# It counts both sides, so that the wrong one is taken off.
for (case in list(c(12, .3, 30, 24, 12, 150, 150), c(5, .18, 25, 1.5, 5, 1500, 1500), c(12, .45, 40, 18, 6, 90, 180))) {
  rates <- -log(1 - case[2] * c(1, 1 - case[3] / 100)) / case[1]
  events <- case[6:7] * sapply(rates, function(rate) plan(1, rate, case[4], case[5], 0, 0))
  wrong <- pnorm(-z(.05, 2) - abs(log(rates[2] / rates[1])) / sqrt(sum(1 / events)))
  add("cpower", paste(case, collapse = " "),
      unname(cpower(case[1], mc = case[2], r = case[3], accrual = case[4], tmin = case[5], nc = case[6],
                    ni = case[7], pr = FALSE)) - wrong)
}

# Events: "method hazardRatio alpha sides ratio rSquared power", Schoenfeld (1983) and Freedman (1982) by hand.
for (ratio in c(1, 2, .5)) for (hr in c(.5, .6, .75, 1.4)) for (power in c(.8, .9)) for (r2 in c(0, .2)) {
  sum <- (z(.05, 2) + qnorm(power))^2 / (1 - r2)
  share <- ratio / (1 + ratio)
  end <- paste(hr, .05, 2, ratio, r2, power)
  add("events", paste("schoenfeld", end), sum / (share * (1 - share) * log(hr)^2))
  add("events", paste("freedman", end), sum / ratio * ((1 + ratio * hr) / (1 - hr))^2)
}

# Lachin and Foulkes (1986), total size: "control treated accrual followUp dropOut alpha sides ratio power".
for (case in list(c(.3, .2, 3, 2, 0, .05, 1, 1, .9), c(.3, .2, 3, 2, .05, .05, 1, 1, .9),
                  c(.05, .03, 24, 12, .01, .05, 2, 2, .8), c(.03, .05, 24, 12, .01, .05, 2, .5, .8))) {
  share <- case[8] / (1 + case[8])
  variance <- function(rate) rate^2 / plan(1, rate, case[3], case[4], case[5], 0)
  mean <- (1 - share) * case[1] + share * case[2]
  n <- ((z(case[6], case[7]) * sqrt(variance(mean) / (share * (1 - share))) +
         qnorm(case[9]) * sqrt(variance(case[2]) / share + variance(case[1]) / (1 - share))) /
        (case[1] - case[2]))^2
  add("lachinFoulkes", paste(case, collapse = " "), n)
}
write("survival")

# Precision of a proportion: "p halfWidth level", the least n by trying all; "p n level" for the half-width by
# prop.test where np is whole; "p n level halfWidth" for the chance.
wilson <- function(k, n, level) { i <- prop.test(k, n, conf.level = level, correct = FALSE)$conf.int; (i[2] - i[1]) / 2 }
half <- function(p, n, level) { q <- qnorm((1 + level) / 2); q / (n + q^2) * sqrt(n * p * (1 - p) + q^2 / 4) }
for (case in list(c(.6, .1, .95), c(.5, .05, .95), c(.9, .05, .9), c(.02, .02, .95), c(.6, .01, .99)))
  add("n", paste(case, collapse = " "), which(half(case[1], 1:200000, case[3]) <= case[2])[1], 0)
for (case in list(c(.6, 100, .95), c(.2, 35, .9), c(0, 30, .95), c(.5, 1000, .99)))
  add("halfWidth", paste(case, collapse = " "), wilson(case[1] * case[2], case[2], case[3]))
for (case in list(c(.6, 93, .95, .1), c(.6, 90, .95, .1), c(.9, 150, .95, .05), c(.7, 60, .9, .1))) {
  n <- case[2]
  k <- (0:n)[suppressWarnings(sapply(0:n, wilson, n = n, level = case[3])) <= case[4]]
  add("chance", paste(case, collapse = " "), sum(dbinom(k, n, case[1])), 1e-9, 1e-14)
}

# Variance of log S of one unit: "shape rate accrual followUp dropOut other time", by quadrature.
variance <- function(shape, rate, a, f, eta, kappa, time) {
  g <- function(t) shape * rate * t^(shape - 1) * exp(rate * t^shape + (eta + kappa) * t) /
    ifelse(t <= f, 1, (a + f - t) / a)
  pieces <- sort(unique(c(0, min(f, time), time)))
  sum(mapply(function(l, u) integrate(g, l, u, rel.tol = 1e-13, subdivisions = 2000L)$value,
             head(pieces, -1), tail(pieces, -1)))
}
for (case in list(c(1, .05, 24, 12, 0, 0, 10), c(1, .05, 24, 12, .01, .006, 20), c(1.6, .01, 24, 12, .01, .006, 20),
                  c(.7, .1, 12, 24, .005, 0, 30)))
  add("variance", paste(case, collapse = " "), do.call(variance, as.list(case)))
write("precision")
