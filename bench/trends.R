# Called by bench/trends.py: Rscript bench/trends.R series.csv points.csv out.csv. Seconds of the processor for
# farringtonFlexible alone, and its answers.
suppressMessages(library(surveillance))
path <- commandArgs(trailingOnly = TRUE)
counts <- as.matrix(read.csv(path[1], header = FALSE))
points <- read.csv(path[2])
series <- lapply(seq_len(nrow(counts)), function(row) sts(observed = as.numeric(counts[row, ]), frequency = 52, start = c(2000, 1)))
control <- list(
  b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58, thresholdMethod = "nbPlugin",
  alpha = 0.01, limit54 = c(0, 4), glmWarnings = FALSE
)
judge <- function(row) {
  range <- points$point[points$row == row] + 1
  found <- farringtonFlexible(series[[row + 1]], c(control, list(range = range)))
  data.frame(expected = found@control$expected[, 1], upper = found@upperbound[, 1], alarm = found@alarm[, 1])
}
spent <- system.time(answers <- lapply(unique(points$row), judge))
write.csv(data.frame(points, do.call(rbind, answers)), path[3], row.names = FALSE)
cat(sum(spent[c("user.self", "sys.self")]), as.character(packageVersion("surveillance")), as.character(getRversion()), "\n")
