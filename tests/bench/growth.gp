# The plot of growth.py: a line a step, both axes logarithmic. Takes `data`, `machine` and `out`.
set terminal pngcairo size 760,460 font "sans,10"
set output out
set title "Reading and planning a book (" . machine . ")"
set logscale xy
set grid
set key top left
set xlabel "interviews"
set ylabel "CPU milliseconds"
plot data using 1:($3*1000) with linespoints title "inih alone", \
     "" using 1:($4*1000) with linespoints title "read", \
     "" using 1:($5*1000) with linespoints title "plan"
