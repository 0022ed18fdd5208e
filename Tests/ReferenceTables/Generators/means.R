# Means with t intervals, of independent values and of values in clusters, by R's stats and sandwich:
# run from the repository's root with
#   Rscript Tests/ReferenceTables/Generators/means.R
# Writes Tables/means/values.csv (the data, a row a value) and Tables/means/clusters.csv; a term is
# "case level".
library(sandwich)
folder <- "Tests/ReferenceTables/Tables/means"
set.seed(20261121)
cases <- list(
  two = data.frame(x = c(3, 8), cluster = c(1, 2)),
  pairs = data.frame(x = c(10, 12, 7, 7, 15, 3, 9.5), cluster = c(1, 1, 2, 3, 3, 4, 5)),
  negative = data.frame(x = c(-4.25, -1, 0, 2.5, -7), cluster = 1:5),
  far = data.frame(x = 1e6 + c(0.1, 0.2, 0.4, 0.8, 1.6, 3.2), cluster = c(1, 1, 1, 2, 2, 3)),
  many = {
    cluster <- rep(1:70, times = rep(c(1, 1, 2, 1, 2, 1, 1), 10))
    data.frame(x = round(rnorm(70, 8, 3)[cluster] + rnorm(length(cluster), 0, 2), 2), cluster)
  })
number <- function(x) sprintf("%.17g", x)
values <- unlist(lapply(names(cases), function(name)
  sprintf("%s,%s,%d", name, number(cases[[name]]$x), as.integer(cases[[name]]$cluster))))
writeLines(c("case,x,cluster", values), file.path(folder, "values.csv"))
lines <- unlist(lapply(names(cases), function(name) unlist(lapply(c(0.8, 0.95, 0.99), function(level) {
  data <- cases[[name]]
  fit <- lm(x ~ 1, data)
  se <- sqrt(vcovCL(fit, cluster = data$cluster, type = "HC0", cadjust = TRUE)[1, 1])
  groups <- length(unique(data$cluster))
  half <- qt(1 - (1 - level) / 2, groups - 1) * se
  plain <- t.test(data$x, conf.level = level)
  term <- sprintf("%s %g", name, level)
  sprintf("%s,%s,%s,1e-9,1e-15", c(
    "mean", "sd", "se", "lower", "upper", "cluster_se", "cluster_lower", "cluster_upper"), term,
    number(c(
      mean(data$x), sd(data$x), plain$stderr, plain$conf.int, se, mean(data$x) - half,
      mean(data$x) + half)))
}))))
writeLines(
  c("quantity,term,value,relativeTolerance,absoluteTolerance", lines),
  file.path(folder, "clusters.csv"))
