"""Which customers grew most from the third to the fourth quarter, and is it a trend or luck?

Runs behind the glass: the only thing it can reach is the database that was granted as "shop". It prints the answer and
leaves /output/report.csv (revenue of every customer by month) and /output/growth.svg (a chart) behind.

    vitrine run examples/monthly_report.py --db shop=build/shop.db --output-dir build/report
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from html import escape
from statistics import correlation, linear_regression, mean, median

YEAR = 2025
MONTHS = [f"{YEAR}-{month:02}" for month in range(1, 13)]
LEAST_REVENUE = 500.0  # a quarter below this says little


@dataclass
class Customer:
    name: str
    city: str
    revenue: list[float]  # by month

    def quarter(self, number: int) -> float:
        return sum(self.revenue[3 * number - 3 : 3 * number])

    @property
    def growth(self) -> float:
        return self.quarter(4) / self.quarter(3) - 1

    @property
    def trend(self) -> float:
        """How much more each month, in money."""
        return linear_regression(range(12), self.revenue).slope

    @property
    def steadiness(self) -> float:
        """Correlation of revenue with time: near 1 is a trend, near 0 is luck."""
        return correlation(range(12), self.revenue)


def query(sql: str, params: list | None = None) -> list:
    result = read_only_sql_query("shop", sql, params)
    if "error" in result:
        raise SystemExit(f"the database said: {result['error']}")
    if result["truncated"]:
        raise SystemExit("the result was cut; raise --max-rows")
    return result["rows"]


def load() -> list[Customer]:
    rows = query(
        """
        select c.name, c.city, substr(o.ordered_on, 1, 7) as month, sum(i.quantity * i.price_cents) / 100.0
        from customers c
        join orders o on o.customer_id = c.id
        join order_items i on i.order_id = o.id
        where o.status = 'paid' and o.ordered_on between ? and ?
        group by c.id, month
        """,
        [f"{YEAR}-01-01", f"{YEAR}-12-31"],
    )
    by_customer = defaultdict(lambda: dict.fromkeys(MONTHS, 0.0))
    for name, city, month, revenue in rows:
        by_customer[name, city][month] = revenue
    return [Customer(name, city, list(months.values())) for (name, city), months in by_customer.items()]


def write_csv(customers: list[Customer]) -> None:
    with open("/output/report.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["customer", "city", *MONTHS, "growth_q3_q4", "trend_per_month", "correlation"])
        for c in sorted(customers, key=lambda c: c.name):
            growth = f"{c.growth:.3f}" if c.quarter(3) else ""
            months = [f"{value:.2f}" for value in c.revenue]
            writer.writerow([c.name, c.city, *months, growth, f"{c.trend:.2f}", f"{c.steadiness:.3f}"])


def write_chart(customers: list[Customer]) -> None:
    """One line for each customer, month by month."""
    width, height, left, top = 720, 320, 60, 30
    most = max(max(c.revenue) for c in customers)
    colours = ["#2563eb", "#d97706", "#059669", "#dc2626", "#7c3aed"]

    def place(month: int, revenue: float) -> str:
        return f"{left + month * 38:.0f},{top + (height - 70) * (1 - revenue / most):.1f}"

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" '
        'font-size="12">',
        f'<text x="{left}" y="18" font-size="14">Revenue by month, {YEAR}</text>',
    ]
    for month, name in enumerate("JFMAMJJASOND"):
        lines.append(f'<text x="{left + month * 38 - 4}" y="{height - 20}">{name}</text>')
    for share in (0, 0.5, 1):
        y = top + (height - 70) * (1 - share)
        lines.append(f'<line x1="{left}" y1="{y}" x2="{left + 418}" y2="{y}" stroke="#ddd"/>')
        lines.append(f'<text x="8" y="{y + 4}">{most * share:,.0f}</text>')
    for index, c in enumerate(customers):
        points = " ".join(place(month, revenue) for month, revenue in enumerate(c.revenue))
        colour = colours[index % len(colours)]
        lines.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<text x="500" y="{top + 20 + index * 20}" fill="{colour}">{escape(c.name)}</text>')
    lines.append("</svg>")
    with open("/output/growth.svg", "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def main() -> None:
    customers = load()
    eligible = [c for c in customers if min(c.quarter(3), c.quarter(4)) >= LEAST_REVENUE]
    ranked = sorted(eligible, key=lambda c: c.growth, reverse=True)
    total = [sum(c.quarter(number) for c in customers) for number in (1, 2, 3, 4)]

    print(f"{len(customers)} customers; revenue by quarter: " + ", ".join(f"{value:,.0f}" for value in total))
    print(f"growth from Q3 to Q4: median {median(c.growth for c in eligible):+.0%} of {len(eligible)} customers "
          f"with at least {LEAST_REVENUE:,.0f} in both\n")
    print(f"{'customer':<20}{'city':<10}{'Q3':>8}{'Q4':>8}{'growth':>9}{'per month':>11}{'r':>7}")
    for c in ranked[:10]:
        print(f"{c.name:<20}{c.city:<10}{c.quarter(3):>8,.0f}{c.quarter(4):>8,.0f}{c.growth:>+9.0%}"
              f"{c.trend:>+11,.1f}{c.steadiness:>7.2f}")

    steady = sorted((c for c in eligible if c.steadiness > 0.6 and c.growth > 0), key=lambda c: -c.trend)[:5]
    print("\nA trend over the whole year (r above 0.6), not one good quarter: " + ", ".join(c.name for c in steady))
    print(f"Their mean trend is {mean(c.trend for c in steady):+,.1f} each month.")

    write_csv(customers)
    write_chart(steady)


if __name__ == "__main__":
    main()
