"""`import chart` means vitrine.chart."""

from vitrine.chart import *
from vitrine.chart import Chart, __getattr__, area, bar, histogram, line, scatter
