# R surveillance's alarms on the made outbreaks of bench/outbreaks.py: tests/analysis/trends/oracle/outbreaks_past_{0,4}.csv.
# One row per series; per method the monitored weeks (0 to 48) with an alarm. About 15 minutes; run from the root.
suppressMessages(library(surveillance))
python <- Sys.getenv("PYTHON", ".venv/bin/python")
arguments <- commandArgs(trailingOnly = TRUE)
range <- 576:624

flexible <- list(
  range = range, b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58,
  thresholdMethod = "nbPlugin", alpha = 0.01, limit54 = c(0, 4)
)
original <- list(range = range, b = 5, w = 3, alpha = 0.01)
at <- function(alarm) paste(which(as.logical(alarm)) - 1, collapse = " ")
judge <- function(y) {
  object <- sts(observed = y, frequency = 52, start = c(2000, 1))
  old <- suppressWarnings(sts2disProg(object))
  any_count <- suppressWarnings(farringtonFlexible(object, flexible))@alarm[, 1] == 1
  five <- sapply(range, function(t) sum(y[(t - 3):t]) >= 5)
  ears <- sapply(c("C1", "C2", "C3"), function(method) at(earsC(object, list(range = range, method = method, alpha = 0.01))@alarm))
  bayes <- sapply(list(algo.bayes1, algo.bayes2, algo.bayes3), function(f) at(f(old, control = list(range = range))$alarm))
  first <- suppressWarnings(farrington(object, original))
  c(at(any_count & five), at(any_count), at(first@alarm), ears, bayes)
}
for (past in if (length(arguments)) arguments else c("0", "4")) {
  series <- tempfile(fileext = ".csv")
  stopifnot(system2(python, c("-m", "bench.outbreaks", series, past)) == 0)
  digest <- sub("# ", "", readLines(series, 1))
  counts <- as.matrix(read.csv(series, header = FALSE, comment.char = "#"))
  found <- t(apply(counts, 1, function(y) judge(as.numeric(y))))
  colnames(found) <- c(
    "farrington_flexible", "farrington_flexible_any_count", "farrington", "ears_c1", "ears_c2", "ears_c3",
    "bayes_1", "bayes_2", "bayes_3"
  )
  target <- paste0("tests/analysis/trends/oracle/outbreaks_past_", past, ".csv")
  writeLines(paste0(
    "# R ", getRversion(), " surveillance ", packageVersion("surveillance"), "; series ", digest,
    " (synthetic, bench/outbreaks.py); alpha .01, Bayes .05"
  ), target)
  rows <- data.frame(series = seq_len(nrow(found)) - 1, found)
  suppressWarnings(write.table(rows, target, append = TRUE, sep = ",", row.names = FALSE, quote = FALSE))
}
