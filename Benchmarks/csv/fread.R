# Times data.table's fread on one thread: Rscript fread.R FILE [RUNS]
library(data.table)
arguments <- commandArgs(trailingOnly = TRUE)
setDTthreads(1)
runs <- if (length(arguments) > 1) as.integer(arguments[2]) else 3L
for (run in seq_len(runs)) {
  seconds <- system.time(table <- fread(arguments[1], showProgress = FALSE))[["elapsed"]]
  cat(sprintf("fread %.3f s  %d x %d\n", seconds, nrow(table), ncol(table)))
}
