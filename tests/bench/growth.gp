# The plot of growth.py, all axes logarithmic. Takes `data`, `lived`, `machine` and `out`.
set terminal pngcairo size 1180,420 font "sans,9"
set output out
set multiplot layout 1,3 title "How each grows with the book (" . machine . ")"
set logscale xy
set grid
set key top left
set xlabel "interviews"

set title "Reading and planning"
set ylabel "CPU milliseconds"
plot data using 1:($3*1000) with linespoints title "inih alone", \
     "" using 1:($4*1000) with linespoints title "read", \
     "" using 1:($5*1000) with linespoints title "plan"

set title "Of a daemon that has it"
set ylabel "milliseconds from beginning to end"
set yrange [0.5:*]
plot lived using 1:4 with linespoints title "an editor's save, until known", \
     "" using 1:2 with linespoints title "an add, on disk", \
     "" using 1:3 with linespoints title "followupctl status"

set title "Its memory at rest"
set ylabel "KiB"
set yrange [100:*]
plot lived using 1:5 with linespoints title "RSS", \
     "" using 1:6 with linespoints title "of that private", \
     "" using 1:7 with lines dashtype 2 title "RSS of a bare loop"
unset multiplot
