// What there is to begin with.
import type {Info} from './types';

export interface Example {
  title: string;
  code: string;
}

const kSales = `# Revenue by month and category, from the sample shop.
import chart

sales = read_only_sql_query("shop", """
    select substr(o.ordered_on, 1, 7) as month, p.category,
           round(sum(i.quantity * i.price_cents) / 100.0, 2) as revenue
    from orders o
    join order_items i on i.order_id = o.id
    join products p on p.id = i.product_id
    where o.status = 'paid'
    group by month, category order by month
""")
total = sum(revenue for month, category, revenue in sales["rows"])
print(f"{total:,.0f} in all, in {len(sales['rows'])} rows")

display(chart.line(sales, x="month", y="revenue", color="category",
                   title="Revenue by month", height=240))
sales
`;

const kTour = `# A full CPython behind glass: it sees no files, no network and no processes of yours.
import math, statistics

waves = [
    {"x": round(i / 12, 3), "wave": name, "y": round(f(i / 12), 4)}
    for i in range(76)
    for name, f in [("sine", math.sin), ("damped", lambda t: math.exp(-t / 4) * math.sin(3 * t))]
]
print("mean", statistics.fmean(w["y"] for w in waves))

display(vega_lite={
    "title": "Two waves",
    "width": "container", "height": 220,
    "data": {"values": waves},
    "mark": "line",
    "encoding": {
        "x": {"field": "x", "type": "quantitative"},
        "y": {"field": "y", "type": "quantitative"},
        "color": {"field": "wave", "type": "nominal", "title": None},
    },
})
waves[:12]
`;

const kGlass = `# What the glass does: none of this reaches your machine.
import os

def tries(what, act):
    try:
        return {"tried": what, "came of it": repr(act())}
    except Exception as error:
        return {"tried": what, "came of it": f"{type(error).__name__}: {error}"}

display([
    tries("read /etc/passwd", lambda: open("/etc/passwd").read()),
    tries("list /", lambda: os.listdir("/")),
    tries("start a process", lambda: __import__("subprocess").run(["id"])),
    tries("reach the network", lambda: __import__("socket").create_connection(("192.0.2.1", 80))),
    tries("who am I", lambda: dict(os.environ)),
])
`;

const kFiles = `# Files: what lies in /input comes from you, what is left in /output is yours.
import csv

with open("/output/squares.csv", "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["n", "square"])
    writer.writerows((n, n * n) for n in range(1, 101))

print("wrote /output/squares.csv; see Files")
`;

const kAsk = `# A run can wait for a person, for as long as that takes. It needs a session.
name = ask("Who is this report for?")
print(f"Dear {name},")
`;

const kForever = `# Stop it, or let the limit of time do so. In a session nothing of it stays.
import time

for second in range(1000):
    print("tick", second)
    time.sleep(0.5)
`;

export function examples(info: Info | null): Example[] {
  const shop = info?.databases.find((each) => each.name === 'shop' && each.tables.some((table) => table.name === 'order_items'));
  const made: Example[] = [];
  if (shop) made.push({title: 'Sales from a database', code: kSales});
  made.push({title: 'Two waves: chart and table', code: kTour}, {title: 'Knock on the glass', code: kGlass}, {title: 'Leave a file', code: kFiles});
  if (/\bdef ask\b|^ask\(/m.test(info?.functions ?? '')) made.push({title: 'Ask a person', code: kAsk});
  made.push({title: 'Run for ever', code: kForever});
  return made;
}

function identifier(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `"${name.replace(/"/g, '""')}"`;
}

// A query of a table, as Python text. Names are quoted for SQL, then for Python.
export function queryOf(database: string, table: string, columns: string[]): string {
  const list = columns.length && columns.length <= 8 ? columns.map(identifier).join(', ') : '*';
  return `read_only_sql_query(${JSON.stringify(database)}, ${JSON.stringify(`select ${list} from ${identifier(table)} limit 50`)})\n`;
}
